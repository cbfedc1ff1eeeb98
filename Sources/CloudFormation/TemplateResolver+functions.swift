import Hashing
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
    if let string = cursor.jsonString {
      var result = MappedText(in: document)
      result.append(string: string, quoteAt: cursor.position)
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
    default:
      report(.notThereYet(name), at: cursor)
      return nil
    }
  }

  private func made(_ text: String?, for cursor: JSONCursor) -> MappedText? {
    text.map {
      var result = MappedText(in: document)
      result.append(made: $0, for: cursor.position)
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
    var result = MappedText(in: document)
    var isWhole = true
    for (index, element) in list.elements.filter({ !isNoValue($0) }).enumerated() {
      if index > 0, !delimiter.escaped.isEmpty { result.append(made: delimiter.text, for: element.position) }
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
    if let value = environment.pseudoParameter(name) { return value }
    if let parameter = document.root["Parameters"]?[name] { return value(of: parameter, named: name, at: argument) }
    guard let resource = document.root["Resources"]?[name] else {
      report(.unknownReference(name), at: argument)
      return nil
    }
    switch resource["Type"]?.string {
    case "AWS::StepFunctions::StateMachine": return stateMachineARN(name)
    case "AWS::Events::Connection", "AWS::IAM::Role": return name
    default:
      report(.unknownAttribute(resource: name, attribute: "Ref"), at: argument)
      return nil
    }
  }

  private mutating func value(of parameter: JSONCursor, named name: String, at cursor: JSONCursor) -> String? {
    if let given = environment.parameters[name] { return given }
    let type = parameter["Type"]?.string ?? "String"
    guard type == "String" || type == "Number" else {
      report(.parameterType(parameter: name, type: type), at: cursor)
      return nil
    }
    guard let value = parameter["Default"], let text = value.string ?? value.number?.text else {
      report(.noValue(parameter: name), at: cursor)
      return nil
    }
    return text
  }

  /// `["LogicalID", "Attribute"]`, or `"LogicalID.Attribute"`.
  private mutating func attribute(_ argument: JSONCursor) -> String? {
    var parts = argument.elements.compactMap(\.string)
    if let text = argument.string {
      let dot = UInt8(ascii: ".")
      parts = text.utf8.split(separator: dot, maxSplits: 1).map { String(decoding: Array($0), as: UTF8.self) }
    }
    guard parts.count == 2, argument.kind == .string || argument.count == 2 else {
      report(.expected("the names of a resource and of its attribute", found: argument.kind), at: argument)
      return nil
    }
    guard let resource = document.root["Resources"]?[parts[0]] else {
      report(.unknownReference(parts[0]), at: argument)
      return nil
    }
    switch (resource["Type"]?.string, parts[1]) {
    case ("AWS::Events::Connection", "Arn"): return connectionARN(parts[0])
    case ("AWS::IAM::Role", "Arn"): return "arn:\(environment.partition):iam::\(environment.account):role/\(parts[0])"
    case ("AWS::StepFunctions::StateMachine", "Arn"): return stateMachineARN(parts[0])
    case ("AWS::StepFunctions::StateMachine", "Name"): return parts[0]
    default:
      report(.unknownAttribute(resource: parts[0], attribute: parts[1]), at: argument)
      return nil
    }
  }

  /// AWS makes the UUID up when it makes the connection; here the same template always gives the same one.
  func connectionARN(_ logicalID: String) -> String {
    let uuid = NameBasedUUID.text(namespace: "AWS::Events::Connection", name: logicalID)
    return "arn:\(environment.partition):events:\(environment.region):\(environment.account):"
      + "connection/\(logicalID)/\(uuid)"
  }

  private func stateMachineARN(_ logicalID: String) -> String {
    "arn:\(environment.partition):states:\(environment.region):\(environment.account):stateMachine:\(logicalID)"
  }
}
