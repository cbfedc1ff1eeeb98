import JSONModel

extension TemplateResolver {
  /// The function that an object calls: `Ref`, `Condition` and `Fn::…` stand alone in theirs.
  func intrinsic(_ cursor: JSONCursor) -> (name: String, argument: JSONCursor)? {
    guard cursor.kind == .object, cursor.count == 1, let member = cursor.members.first(where: { _ in true }) else {
      return nil
    }
    let name = member.key.text
    guard name == "Ref" || name.utf8.starts(with: "Fn::".utf8) else { return nil }
    return (name, member.value)
  }

  /// `AWS::NoValue` takes the member or element away.
  func isNoValue(_ cursor: JSONCursor) -> Bool {
    guard let (name, argument) = intrinsic(cursor) else { return false }
    return name == "Ref" && argument.string == "AWS::NoValue"
  }

  /// The value as text: a string, or a function that gives one. Nil where it has a problem.
  mutating func text(_ cursor: JSONCursor) -> MappedText? {
    guard spend(0, at: cursor), let result = made(cursor), spend(result.bytes.count, at: cursor) else { return nil }
    return result
  }

  private mutating func made(_ cursor: JSONCursor) -> MappedText? {
    if cursor.kind == .string {
      var result = MappedText(of: document)
      result.append(textOf: cursor)
      return result
    }
    guard let (name, argument) = intrinsic(cursor) else {
      report(.expected("a text or a function that gives one", found: cursor.kind), at: cursor)
      return nil
    }
    switch name {
    case "Ref": return made(reference(argument), for: cursor)
    case "Fn::GetAtt": return made(attribute(argument), for: cursor)
    case "Fn::Join": return joined(argument)
    case "Fn::Sub": return substituted(argument)
    default:
      report(.notSupportedYet(name), at: cursor)
      return nil
    }
  }

  private func made(_ text: String?, for cursor: JSONCursor) -> MappedText? {
    text.map {
      var result = MappedText(of: document)
      result.append($0, for: cursor.position)
      return result
    }
  }

  private mutating func joined(_ argument: JSONCursor) -> MappedText? {
    guard argument.kind == .array, argument.count == 2, let delimiter = argument[0]?.jsonString, let list = argument[1],
      list.kind == .array
    else {
      report(.expected("a delimiter and an array of texts", found: argument.kind), at: argument)
      return nil
    }
    var result = MappedText(of: document)
    var isWhole = true
    for (index, element) in list.elements.filter({ !isNoValue($0) }).enumerated() {
      if index > 0, !delimiter.escaped.isEmpty { result.append(delimiter.text, for: element.position) }
      guard let piece = text(element) else {
        isWhole = false
        continue
      }
      result.append(piece)
      guard result.bytes.count <= TemplateResolver.maxDefinitionBytes else {
        report(.tooLong(limit: TemplateResolver.maxDefinitionBytes), at: element)
        return nil
      }
    }
    return isWhole ? result : nil
  }

  private mutating func reference(_ argument: JSONCursor) -> String? {
    guard let name = argument.string else {
      report(.expected("a name", found: argument.kind), at: argument)
      return nil
    }
    return settle(reference(to: name), at: argument.place)
  }

  /// `["LogicalID", "Attribute"]`, or `"LogicalID.Attribute"`.
  private mutating func attribute(_ argument: JSONCursor) -> String? {
    var parts = argument.elements.compactMap(\.string)
    if let text = argument.string { parts = TemplateResolver.attributeParts(text) }
    guard parts.count == 2, argument.kind == .string || argument.count == 2 else {
      report(.expected("the names of a resource and of its attribute", found: argument.kind), at: argument)
      return nil
    }
    return settle(attribute(parts[1], of: parts[0]), at: argument.place)
  }

  /// What was found, or nil and a problem.
  mutating func settle(_ result: Result<String, TemplateProblem.Reason>, at place: SourcePlace) -> String? {
    switch result {
    case .success(let text): return text
    case .failure(let reason):
      problems.append(TemplateProblem(reason, at: place))
      return nil
    }
  }
}
