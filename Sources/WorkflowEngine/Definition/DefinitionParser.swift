import JSONModel

/// Reads a definition and notes everything that is wrong with it.
final class DefinitionParser {
  private(set) var problems: [DefinitionProblem] = []
  let tasks: (any TaskHandlers)?
  /// All states' names: they are unique over the whole machine.
  private var names: Set<JSONString> = []

  /// In Unicode characters (States Language, "States").
  private static let longestName = 80

  let kind: StateMachine.Kind
  /// AWS takes no longer definition.
  static let maxBytes = 1 << 20
  /// Where the definition came from.
  private var source: SourceText?

  init(tasks: (any TaskHandlers)?, kind: StateMachine.Kind) {
    self.tasks = tasks
    self.kind = kind
  }

  func report(
    _ message: String, as code: DefinitionProblem.Code = .schemaValidationFailed, at path: DefinitionPath,
    position: TextPosition, location: String?? = .none, suggestion: String? = nil,
    severity: DefinitionProblem.Severity = .error
  ) {
    let own = path.location.isEmpty ? "/" : path.location
    problems.append(
      DefinitionProblem(
        severity: severity, code: code, message: message, suggestion: suggestion,
        place: SourcePlace(source, position, pointer: path.pointer), location: location ?? own))
  }

  func report(
    _ message: String, as code: DefinitionProblem.Code = .schemaValidationFailed, at field: DefinitionField,
    location: String?? = .none, suggestion: String? = nil
  ) {
    report(
      message, as: code, at: field.path, position: field.value.position, location: location, suggestion: suggestion)
  }

  func machine(_ document: JSONDocument) -> StateMachine? {
    source = document.source
    for duplicate in document.duplicateKeys {
      let pointer = duplicate.object.appending(duplicate.key)
      report(
        "Duplicate field '\(duplicate.key)'",
        at: DefinitionPath(pointer: pointer, location: pointer.description), position: duplicate.position)
    }
    let path = DefinitionPath()
    guard document.root.kind == .object else {
      report("Definition must be a valid JSON object", at: path, position: document.root.position, location: .some(nil))
      return nil
    }
    guard document.root.sourceBytes.count <= DefinitionParser.maxBytes else {
      report(
        "The definition exceeds the limit of \(DefinitionParser.maxBytes) bytes", at: path,
        position: document.root.position, location: .some(nil))
      return nil
    }
    let fields = DefinitionFields(document.root, path: path)
    check(fields, known: FieldTable.machine)
    if let version = fields["Version"], version.value.string != "1.0" {
      report("The field 'Version' must be '1.0'", at: version)
    }
    if let language = fields["QueryLanguage"], !isJSONPath(language) { return nil }
    let timeout = fields["TimeoutSeconds"].flatMap { integer($0, in: 1...99_999_999) }
    guard let scope = scope(fields) else { return nil }
    return StateMachine(
      comment: fields["Comment"]?.value.string, timeoutSeconds: timeout, kind: kind, scope: scope,
      source: source)
  }

  /// Whether the machine or state is in JSONPath; what else it may be is reported.
  func isJSONPath(_ language: DefinitionField) -> Bool {
    switch language.value.string {
    case "JSONPath": return true
    case "JSONata":
      report("The field 'QueryLanguage' is 'JSONata', which is not supported yet", as: .notSupportedYet, at: language)
      return false
    default:
      report("The field 'QueryLanguage' should have one of these values: [JSONPath, JSONata]", at: language)
      return false
    }
  }

  /// The states of the machine or of a branch.
  func scope(_ fields: DefinitionFields) -> Scope? {
    guard require(["States", "StartAt"], of: fields), let start = fields["StartAt"], let list = fields["States"] else {
      return nil
    }
    guard let startAt = string(start) else { return nil }
    guard list.value.kind == .object else {
      report("The field 'States' must be an object", at: list)
      return nil
    }
    let definitions = DefinitionFields(list.value, path: list.path)
    guard !definitions.all.isEmpty else {
      report("Value cannot be empty", at: list)
      return nil
    }
    for definition in definitions.all where !names.insert(JSONString(definition.name)).inserted {
      report(
        "Duplicate State name: \(definition.name)", as: .duplicateStateName, at: definition.path,
        position: definition.position)
    }
    for definition in definitions.all where definition.name.unicodeScalars.count > DefinitionParser.longestName {
      report(
        "The name of a state must not be longer than \(DefinitionParser.longestName) characters: "
          + "this one has \(definition.name.unicodeScalars.count)", as: .invalidStateName, at: definition.path,
        position: definition.position)
    }
    var states: [JSONString: State] = [:]
    var edges: [JSONString: [Target]] = [:]
    for definition in definitions.all {
      let parsed = state(definition)
      edges[JSONString(definition.name)] = parsed.targets
      if let state = parsed.state { states[JSONString(definition.name)] = state }
    }
    checkTargets(start: start, startAt: startAt, definitions: definitions, edges: edges)
    return Scope(startAt: startAt, states: states, order: definitions.all.map(\.name))
  }

  /// A place that names a state to go on with.
  struct Target {
    let name: JSONString
    let field: DefinitionField
  }

  private func checkTargets(
    start: DefinitionField, startAt: String, definitions: DefinitionFields, edges: [JSONString: [Target]]
  ) {
    let known = definitions.all.map(\.name)
    /// Every name is compared with every other: not where there are very many.
    func nearest(to name: String) -> String? {
      problems.count < 100 && known.count < 2_000 ? Suggestion.closest(to: name, in: known) : nil
    }
    let first = JSONString(startAt)
    if edges[first] == nil {
      report(
        "Missing 'StartAt' target: \(startAt)", as: .missingTransitionTarget, at: start,
        suggestion: nearest(to: startAt))
    }
    for target in definitions.all.flatMap({ edges[JSONString($0.name)] ?? [] }) where edges[target.name] == nil {
      report(
        "Missing 'Next' target: \(target.name.text)", as: .missingTransitionTarget, at: target.field,
        suggestion: nearest(to: target.name.text))
    }
    let hasEnd = definitions.all.contains { definition in
      ["Succeed", "Fail"].contains(definition.value["Type"]?.string) || definition.value["End"]?.bool == true
    }
    guard hasEnd else {
      // AWS says this alone, and of no state that it is out of reach.
      report(
        "Workflow has no terminal state", as: .missingEndState, at: definitions.path, position: definitions.position,
        location: .some(nil))
      return
    }
    // Without a beginning everything would be out of reach, which says nothing new.
    if edges[first] != nil {
      var reached: Set = [first]
      var open = [first]
      while let name = open.popLast() {
        for target in edges[name] ?? [] where reached.insert(target.name).inserted { open.append(target.name) }
      }
      for definition in definitions.all where !reached.contains(JSONString(definition.name)) {
        report(
          "State \"\(definition.name)\" is not reachable.", as: .missingTransitionTarget, at: definition.path,
          position: definition.position)
      }
    }
  }
}
