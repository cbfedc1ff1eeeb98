import Hashing
import JSONModel

extension TemplateProblem.Reason: Error {}

extension TemplateResolver {
  /// What `Ref` gives.
  func reference(to name: String) -> Result<String, TemplateProblem.Reason> {
    if let value = environment.pseudoParameter(name) { return .success(value) }
    if let parameter = document.root["Parameters"]?[name] { return value(of: parameter, named: name) }
    guard let resource = document.root["Resources"]?[name] else { return .failure(.unknownReference(name)) }
    switch resource["Type"]?.string {
    case "AWS::StepFunctions::StateMachine", "AWS::Serverless::StateMachine": return .success(stateMachineARN(name))
    case "AWS::Events::Connection", "AWS::IAM::Role": return .success(name)
    default:
      return known(nil, of: resource, named: name).map { .success($0) }
        ?? .failure(.unknownAttribute(resource: name, attribute: "Ref"))
    }
  }

  /// What `Fn::GetAtt` gives.
  func attribute(_ attribute: String, of name: String) -> Result<String, TemplateProblem.Reason> {
    guard let resource = document.root["Resources"]?[name] else { return .failure(.unknownReference(name)) }
    switch (resource["Type"]?.string, attribute) {
    case ("AWS::Events::Connection", "Arn"): return .success(connectionARN(name))
    case ("AWS::IAM::Role", "Arn"):
      return .success("arn:\(environment.partition):iam::\(environment.account):role/\(name)")
    case ("AWS::StepFunctions::StateMachine", "Arn"), ("AWS::Serverless::StateMachine", "Arn"):
      return .success(stateMachineARN(name))
    case ("AWS::StepFunctions::StateMachine", "Name"), ("AWS::Serverless::StateMachine", "Name"):
      return .success(name)
    default:
      return known(attribute, of: resource, named: name).map { .success($0) }
        ?? .failure(.unknownAttribute(resource: name, attribute: attribute))
    }
  }

  /// `LogicalID.Attribute`, cut at the first dot.
  static func attributeParts(_ text: String) -> [String] {
    text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 1).map { String(decoding: Array($0), as: UTF8.self) }
  }

  private func value(of parameter: JSONCursor, named name: String) -> Result<String, TemplateProblem.Reason> {
    let type = parameter["Type"]?.string ?? "String"
    let given = environment.parameters[name]
    let isList = type == "CommaDelimitedList" || type.utf8.starts(with: "List<".utf8)
    // What AWS looks up where the stack is, only the user can say here.
    guard !isList, given != nil || type == "String" || type == "Number" else {
      return .failure(.parameterType(parameter: name, type: type))
    }
    guard let text = given ?? parameter["Default"].flatMap(TemplateResolver.text) else {
      return .failure(.noValue(parameter: name))
    }
    if type == "Number", Double(text) == nil { return .failure(.value(parameter: name, rule: "is not a number")) }
    if let allowed = parameter["AllowedValues"]?.elements.compactMap(TemplateResolver.text), !allowed.isEmpty,
      !allowed.contains(text)
    {
      return .failure(.value(parameter: name, rule: "must be one of \(allowed.joined(separator: ", "))"))
    }
    return .success(text)
  }

  private static func text(_ cursor: JSONCursor) -> String? { cursor.string ?? cursor.number?.text }

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
