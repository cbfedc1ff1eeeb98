import JSONModel

/// Works out values of a template, and collects what it cannot work out.
struct TemplateResolver {
  /// Definitions longer than this are refused, as AWS does.
  static let maxDefinitionBytes = 1 << 20
  /// What all that is resolved of a template may cost: its bytes, and some for each value and call of a function.
  static let maxCost = 8 << 20

  let document: JSONDocument
  let environment: StackEnvironment
  /// The files that definitions are in, by the names that the template has for them.
  let files: [String: JSONDocument]
  var problems: [TemplateProblem] = []
  private var cost = 0

  init(_ document: JSONDocument, _ environment: StackEnvironment, _ files: [String: JSONDocument]) {
    self.document = document
    self.environment = environment
    self.files = files
  }

  mutating func report(_ reason: TemplateProblem.Reason, at cursor: JSONCursor) {
    problems.append(TemplateProblem(reason, at: cursor.place))
  }

  /// False where the template costs more than it may, which is reported once.
  mutating func spend(_ bytes: Int, at cursor: JSONCursor) -> Bool {
    let before = cost
    cost += bytes + 8
    if before <= TemplateResolver.maxCost, cost > TemplateResolver.maxCost {
      report(.tooMuch(limit: TemplateResolver.maxCost), at: cursor)
    }
    return cost <= TemplateResolver.maxCost
  }

  mutating func stateMachine(_ resource: JSONMember) -> ResolvedTemplate.StateMachine? {
    let name = resource.key.text
    refuseCondition(resource.value)
    guard let properties = resource.value["Properties"] else {
      report(.noDefinition(name), at: resource.value)
      return nil
    }
    if let cursor = properties["DefinitionS3Location"] { report(.notSupportedYet("DefinitionS3Location"), at: cursor) }
    let source: (JSONDocument, MappedText?)
    if let text = properties["DefinitionString"] {
      source = (document, self.text(text))
    } else if let object = properties["Definition"] {
      source = (document, json(object))
    } else if let uri = properties["DefinitionUri"] {
      let file = uri.string.flatMap { files[$0] }
      source = (file ?? document, file.flatMap { json($0.root, of: $0, callsFunctions: false) })
      if file == nil {
        report(uri.string.map { .definitionFile($0) } ?? .notSupportedYet("DefinitionUri of an object"), at: uri)
      }
    } else {
      if properties["DefinitionS3Location"] == nil { report(.noDefinition(name), at: properties) }
      source = (document, nil)
    }
    return source.1.flatMap { filled($0, of: source.0, from: properties["DefinitionSubstitutions"]) }.map {
      ResolvedTemplate.StateMachine(logicalID: name, definition: $0, place: resource.keyPlace)
    }
  }

  mutating func connection(_ resource: JSONMember) -> TemplateConnection? {
    refuseCondition(resource.value)
    guard let cursor = resource.value["Properties"] else {
      report(.expected("a member Properties", found: resource.value.kind), at: resource.value)
      return nil
    }
    guard let text = json(cursor), let properties = try? JSONValue(parsing: text.bytes) else { return nil }
    let name = resource.key.text
    return TemplateConnection(
      logicalID: name, arn: connectionARN(name), properties: properties, place: resource.keyPlace)
  }

  private mutating func refuseCondition(_ resource: JSONCursor) {
    if let condition = resource["Condition"] { report(.notSupportedYet("Condition"), at: condition) }
  }

  /// The value as JSON text, each intrinsic function replaced by its result. Nil where something in it has a problem. A
  /// file that a template names calls no functions.
  mutating func json(
    _ cursor: JSONCursor, of file: JSONDocument? = nil, callsFunctions: Bool = true
  ) -> MappedText? {
    var result = MappedText(of: file ?? document)
    let isWhole = write(cursor, into: &result, callsFunctions)
    return isWhole ? result : nil
  }

  private mutating func write(
    _ cursor: JSONCursor, into result: inout MappedText, _ callsFunctions: Bool
  ) -> Bool {
    guard result.bytes.count <= TemplateResolver.maxDefinitionBytes else {
      report(.tooLong(limit: TemplateResolver.maxDefinitionBytes), at: cursor)
      return false
    }
    guard spend(cursor.kind == .array || cursor.kind == .object ? 0 : cursor.sourceBytes.count, at: cursor) else {
      return false
    }
    switch cursor.kind {
    case .null, .bool, .number, .string: result.append(verbatim: cursor)
    case .array:
      var isWhole = true
      result.append("[", for: cursor.position)
      for (index, element) in cursor.elements.filter({ !callsFunctions || !isNoValue($0) }).enumerated() {
        if index > 0 { result.append(",", for: element.position) }
        if !write(element, into: &result, callsFunctions) { isWhole = false }
      }
      result.append("]", for: cursor.position)
      return isWhole
    case .object:
      if callsFunctions, intrinsic(cursor) != nil {
        guard let text = text(cursor) else { return false }
        result.append("\"\(JSONString(text.text).escaped)\"", for: cursor.position)
        return true
      }
      var isWhole = true
      result.append("{", for: cursor.position)
      for (index, member) in cursor.members.filter({ !callsFunctions || !isNoValue($0.value) }).enumerated() {
        if index > 0 { result.append(",", for: member.keyPosition) }
        result.append("\"\(member.key.escaped)\"", for: member.keyPosition)
        result.append(":", for: member.keyPosition)
        if !write(member.value, into: &result, callsFunctions) { isWhole = false }
      }
      result.append("}", for: cursor.position)
      return isWhole
    }
    return true
  }
}
