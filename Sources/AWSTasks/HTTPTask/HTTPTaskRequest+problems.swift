import HTTPModel
import JSONModel
import WorkflowEngine

extension HTTPTaskRequest {
  /// What AWS finds wrong with fixed parameters when a machine is made.
  static func problems(of parameters: JSONValue) -> [ParameterProblem] {
    var problems: [ParameterProblem] = []
    for field in ["ApiEndpoint", "Method"] {
      if parameters[field] == nil, parameters["\(field).$"] == nil {
        problems.append(ParameterProblem("The field '\(field)' is required but was missing"))
      } else if let value = parameters[field] {
        problems += self.problems(of: value, named: [field]) { field == "Method" ? isMethod($0) : isEndpoint($0) }
      }
    }
    problems += connectionProblems(of: parameters)
    let names = parameters["Headers"]?.object?.keys ?? []
    let forbidden = names.filter { !HTTPTaskHeaders.forbidden(among: [PayloadName.plain($0)]).isEmpty }
    if !forbidden.isEmpty {
      let list = HTTPTaskHeaders.forbidden(among: forbidden.map(PayloadName.plain)).joined(separator: ", ")
      problems.append(
        ParameterProblem("The 'Headers' field contains unsupported values: [\(list)]", at: ["Headers", forbidden[0]]))
    }
    let transform = parameters["Transform"]
    for (way, values) in [
      (["RequestBodyEncoding"], ["NONE", "URL_ENCODED"]),
      (["RequestEncodingOptions", "ArrayFormat"], ["INDICES", "REPEAT", "COMMAS", "BRACKETS"]),
    ] {
      guard let value = way.reduce(transform, { $0?[$1] }), !value.isNull else { continue }
      problems += self.problems(of: value, named: ["Transform"] + way) { values.contains($0) }
    }
    return problems
  }

  private static func connectionProblems(of parameters: JSONValue) -> [ParameterProblem] {
    for owner in ["Authentication", "InvocationConfig"] {
      if parameters["\(owner).$"] != nil { return [] }
      guard let authentication = parameters[owner] else { continue }
      if authentication["ConnectionArn.$"] != nil { return [] }
      guard let arn = authentication["ConnectionArn"] else { break }
      return problems(of: arn, named: [owner, "ConnectionArn"], isConnection)
    }
    return [ParameterProblem("The field 'ConnectionArn' is required but was missing")]
  }

  private static func problems(
    of value: JSONValue, named members: [String], _ isValid: (String) -> Bool
  ) -> [ParameterProblem] {
    let field = members.last ?? ""
    guard let text = value.text else {
      return [ParameterProblem("The value for the field '\(field)' must be a STRING", at: members)]
    }
    return isValid(text) ? [] : [ParameterProblem("The value for the '\(field)' field is not valid", at: members)]
  }

  private static func isMethod(_ text: String) -> Bool { methods.contains { $0.rawValue == text } }

  private static func isEndpoint(_ text: String) -> Bool { endpoint(text) != nil }

  /// `arn:PARTITION:events:REGION:ACCOUNT:connection/NAME/ID`
  private static func isConnection(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
      .map { String(decoding: Array($0), as: UTF8.self) }
    return parts.count == 6 && parts[0] == "arn" && parts[2] == "events" && parts[5].hasPrefix("connection/")
  }
}

/// A member's name in a payload template.
enum PayloadName {
  /// Without the `.$` that makes its value an expression.
  static func plain(_ name: String) -> String {
    name.utf8.suffix(2).elementsEqual(".$".utf8) ? String(decoding: Array(name.utf8.dropLast(2)), as: UTF8.self) : name
  }
}
