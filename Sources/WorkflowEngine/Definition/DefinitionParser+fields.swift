import JSONModel
import QueryLanguages

extension DefinitionParser {
  /// Reports fields that nobody knows here; those of JSONata and of variables by their own texts.
  func check(_ fields: DefinitionFields, known: [String], type: StateType? = nil) {
    let owner = fields.path.location.isEmpty ? "/" : fields.path.location
    for field in fields.all where !known.contains(field.name) {
      if field.name == "Assign", type.map(FieldTable.takesAssign) ?? true {
        report(
          "The field 'Assign' (variables) is not supported yet", as: .notSupportedYet, at: field.path,
          position: field.position)
      } else if type != nil, FieldTable.jsonataOnly.contains(field.name) {
        report(
          "The QueryLanguage is set to 'JSONPath', but field '\(field.name)' is only supported for the 'JSONata' "
            + "QueryLanguage", at: field.path, position: field.position, location: owner)
      } else {
        report(
          "Field '\(field.name)' is not supported", at: field.path, position: field.position, location: owner,
          suggestion: Suggestion.closest(to: field.name, in: known))
      }
    }
  }

  /// Whether all these fields are there; AWS lists what is missing in one text.
  func require(_ names: [String], of fields: DefinitionFields) -> Bool {
    let missing = names.filter { fields[$0] == nil }
    if missing.isEmpty { return true }
    report(
      "These fields are required: [\(missing.joined(separator: ", "))]", at: fields.path, position: fields.position)
    return false
  }

  /// Reports where more than one of these fields is there.
  func atMostOne(of names: [String], _ fields: DefinitionFields) {
    let found = names.compactMap { fields[$0] }
    guard found.count > 1 else { return }
    report(
      "Only one of these fields is allowed: [\(names.joined(separator: ", "))]", at: found[1].path,
      position: found[1].position)
  }

  func string(_ field: DefinitionField) -> String? {
    if let text = field.value.string { return text }
    report("The value for the field '\(field.name)' must be a string", at: field)
    return nil
  }

  func integer(_ field: DefinitionField, in range: ClosedRange<Int>) -> Int? {
    guard let number = field.value.int, field.value.kind == .number else {
      report("The value for the field '\(field.name)' must be an integer", at: field)
      return nil
    }
    guard range.contains(number) else {
      report(
        "The value for the field '\(field.name)' must be from \(range.lowerBound) to \(range.upperBound)", at: field)
      return nil
    }
    return number
  }

  func place(_ field: DefinitionField, state: String, members: [String] = [], of owner: DefinitionField? = nil)
    -> ExpressionPlace
  {
    ExpressionPlace(
      state: state, field: owner?.name ?? field.name, members: members, pointer: field.path.pointer,
      position: field.position)
  }

  /// A path as the value of a field of its own.
  func dataPath(_ field: DefinitionField, state: String) -> DataPath? {
    guard let text = string(field) else { return nil }
    switch path(text, place: place(field, state: state)) {
    case .path(let path):
      note(path.path.surprises, in: text, at: field)
      return path
    case .variable: reportVariable(text, at: field)
    case .unsupported(let reason): report(reason, as: .notSupportedYet, at: field)
    case .invalid(let reason):
      report("The value for the field '\(field.name)' must be a valid JSONPath: \(reason)", at: field)
    }
    return nil
  }

  /// A path that names one place; what may hold `$$` too.
  func referencePath(_ field: DefinitionField, state: String) -> DataPath? {
    guard let path = dataPath(field, state: state) else { return nil }
    if path.path.referenceSteps == nil {
      report("The value for the field '\(field.name)' must be a valid Reference Path", at: field)
      return nil
    }
    return path
  }

  enum PathReading {
    case path(DataPath)
    case variable
    /// AWS takes it.
    case unsupported(String)
    case invalid(String)
  }

  /// Blanks round a path mean nothing.
  func path(_ written: String, place: ExpressionPlace) -> PathReading {
    let text = JSONPath.trimmed(written)
    let isOnContext = text.hasPrefix("$$")
    let bytes = text.utf8.dropFirst()
    if !isOnContext, let second = bytes.first, second != UInt8(ascii: "."), second != UInt8(ascii: "["),
      text.utf8.first == UInt8(ascii: "$")
    {
      return .variable
    }
    do throws(JSONPathSyntaxError) {
      let path = try JSONPath(parsing: isOnContext ? String(text.dropFirst()) : text)
      return .path(DataPath(text: written, path: path, isOnContext: isOnContext, place: place))
    } catch {
      return error.isUnsupported ? .unsupported(error.reason) : .invalid(String(describing: error))
    }
  }

  func reportVariable(_ text: String, at field: DefinitionField) {
    report("Variables are not supported yet: '\(text)'", as: .notSupportedYet, at: field)
  }

  /// A path or a call, as the value of `name.$`, ErrorPath or CausePath.
  func expression(_ field: DefinitionField, place: ExpressionPlace, container: DefinitionPath) -> Expression? {
    let refusal = "The value for the field '\(field.name)' must be a valid JSONPath or a valid intrinsic function call"
    guard let text = field.value.string else {
      report(refusal, at: field, location: container.location)
      return nil
    }
    if IntrinsicExpression.isCall(text) {
      do throws(IntrinsicSyntaxError) {
        let call = try IntrinsicExpression(parsing: text)
        for path in call.paths { note(path.surprises, in: path.text, at: field) }
        return .call(call, text: text, place: place)
      } catch {
        if error.isUnsupported {
          report(error.reason, as: .notSupportedYet, at: field)
        } else {
          report(refusal, at: field, location: container.location)
        }
        return nil
      }
    }
    switch path(text, place: place) {
    case .path(let path):
      note(path.path.surprises, in: text, at: field)
      return .path(path)
    case .variable: reportVariable(text, at: field)
    case .unsupported(let reason): report(reason, as: .notSupportedYet, at: field)
    case .invalid: report(refusal, at: field, location: container.location)
    }
    return nil
  }

  func pathFilter(_ field: DefinitionField?, state: String) -> PathFilter {
    guard let field else { return .whole }
    if field.value.isNull { return .nothing }
    return dataPath(field, state: state).map(PathFilter.path) ?? .whole
  }

  func resultPath(_ field: DefinitionField?, state: String) -> ResultPath {
    guard let field else { return .replace }
    if field.value.isNull { return .discard }
    guard let path = dataPath(field, state: state) else { return .replace }
    guard !path.isOnContext, let steps = path.path.referenceSteps else {
      report("The value for the field '\(field.name)' must be a valid Reference Path", at: field)
      return .replace
    }
    if steps.count > PayloadLimit.depth {
      report("The value for the field '\(field.name)' is more than \(PayloadLimit.depth) steps long", at: field)
    }
    return steps.isEmpty ? .replace : .write(steps, text: path.text, place: path.place)
  }

  func limit(_ name: String, _ fields: DefinitionFields, state: String) -> State.Limit? {
    atMostOne(of: [name, "\(name)Path"], fields)
    if let field = fields[name] { return integer(field, in: 1...99_999_999).map(State.Limit.seconds) }
    return fields["\(name)Path"].flatMap { referencePath($0, state: state) }.map(State.Limit.path)
  }
}
