import JSONModel

/// Works out values of a template, and collects what it cannot work out.
struct TemplateResolver {
  /// Definitions longer than this are refused, as AWS does.
  static let maxDefinitionBytes = 1 << 20
  /// What all that is resolved of a template may cost: its bytes, and some for each value and call of a function.
  static let maxCost = 8 << 20

  let document: JSONDocument
  let environment: StackEnvironment
  var problems: [TemplateProblem] = []
  private var cost = 0

  init(_ document: JSONDocument, _ environment: StackEnvironment) {
    self.document = document
    self.environment = environment
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
    for property in ["DefinitionSubstitutions", "DefinitionS3Location"] {
      if let cursor = properties[property] { report(.notSupportedYet(property), at: cursor) }
    }
    let definition: MappedText?
    if let text = properties["DefinitionString"] {
      definition = self.text(text)
    } else if let object = properties["Definition"] {
      definition = json(object)
    } else {
      if properties["DefinitionS3Location"] == nil { report(.noDefinition(name), at: properties) }
      definition = nil
    }
    return definition.map {
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

  /// The value as JSON text, each intrinsic function replaced by its result. Nil where something in it has a problem.
  mutating func json(_ cursor: JSONCursor) -> MappedText? {
    var result = MappedText(of: document)
    let isWhole = write(cursor, into: &result)
    return isWhole ? result : nil
  }

  private mutating func write(_ cursor: JSONCursor, into result: inout MappedText) -> Bool {
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
      for (index, element) in cursor.elements.filter({ !isNoValue($0) }).enumerated() {
        if index > 0 { result.append(",", for: element.position) }
        if !write(element, into: &result) { isWhole = false }
      }
      result.append("]", for: cursor.position)
      return isWhole
    case .object:
      if intrinsic(cursor) != nil {
        guard let text = text(cursor) else { return false }
        result.append("\"\(JSONString(text.text).escaped)\"", for: cursor.position)
        return true
      }
      var isWhole = true
      result.append("{", for: cursor.position)
      for (index, member) in cursor.members.filter({ !isNoValue($0.value) }).enumerated() {
        if index > 0 { result.append(",", for: member.keyPosition) }
        result.append("\"\(member.key.escaped)\"", for: member.keyPosition)
        result.append(":", for: member.keyPosition)
        if !write(member.value, into: &result) { isWhole = false }
      }
      result.append("}", for: cursor.position)
      return isWhole
    }
    return true
  }
}
