import AWSTasks
import HTTPModel
import JSONModel
import TestSupport
import WorkflowEngine

/// A case recorded on AWS (../shared/conformance/http-task).
struct HTTPTaskCase {
  let json: JSONValue

  static func all() throws -> [HTTPTaskCase] { try recorded().filter(\.isPlayable) }

  /// How a connection with OAuth was made, and its token request.
  static func oauthCreation() throws -> HTTPTaskCase? { try recorded().first { $0.id == "connection-create-oauth" } }

  private static func recorded() throws -> [HTTPTaskCase] {
    let cases = try JSONValue(parsing: try SharedFiles.bytes("conformance/http-task/cases.json"))
    return (cases.array ?? []).map(HTTPTaskCase.init)
  }

  var id: String { json["id"]?.text ?? "" }

  /// Not about roles, whose permissions nobody checks here.
  private var isPlayable: Bool {
    json["kind"]?.text == "http_task" && json["iam"] == nil && json["unreliable"] == nil && id != "role-not-assumable"
  }

  var arn: String { json["input"]?["connection"]?.text ?? "" }

  /// The connection as CloudFormation has it.
  var connections: ConnectionTable {
    let given = json["connection"] ?? .null
    let properties: JSONValue = [
      "AuthorizationType": given["authorizationType"] ?? .null,
      "AuthParameters": [
        "ApiKeyAuthParameters": [
          "ApiKeyName": given["apiKeyName"] ?? .null, "ApiKeyValue": given["apiKeyValue"] ?? .null,
        ],
        "BasicAuthParameters": [
          "Username": given["username"] ?? .null, "Password": given["password"] ?? .null,
        ],
        "OAuthParameters": [
          "AuthorizationEndpoint": given["authorizationEndpoint"] ?? .null,
          "ClientParameters": [
            "ClientID": given["clientId"] ?? .null, "ClientSecret": given["clientSecret"] ?? .null,
          ], "HttpMethod": given["httpMethod"] ?? .null,
          "OAuthHttpParameters": lists(given["oauthHttpParameters"]),
        ], "InvocationHttpParameters": lists(given["invocationHttpParameters"]),
      ],
    ]
    return ConnectionTable(properties: .object(JSONObject([(arn, properties)])), secrets: SecretStore())
  }

  private func lists(_ parameters: JSONValue?) -> JSONValue {
    [
      "HeaderParameters": list(parameters?["headerParameters"]),
      "QueryStringParameters": list(parameters?["queryStringParameters"]),
      "BodyParameters": list(parameters?["bodyParameters"]),
    ]
  }

  private func list(_ parameters: JSONValue?) -> JSONValue {
    .array(
      (parameters?.array ?? []).map {
        [
          "Key": $0["key"] ?? .null, "Value": $0["value"] ?? .null, "IsValueSecret": $0["isValueSecret"] ?? .null,
        ]
      })
  }

  /// The parameters of the state with its paths resolved, in AWS's order.
  var call: TaskCall {
    var parameters: JSONValue = ["Authentication": ["ConnectionArn": .string(arn)]]
    let template = json["state"]?["Parameters"]
    for name in ["Headers", "ApiEndpoint", "Method", "QueryParameters", "Transform", "RequestBody"] {
      guard let path = template?["\(name).$"]?.text else { continue }
      parameters[name] = json["input"]?[String(path.dropFirst(2))]
    }
    return TaskCall(
      resource: HTTPTask.resource, state: json["state_name"]?.text ?? "CallOwnedHTTP", parameters: parameters,
      enteredEventID: 2)
  }

  /// `body` is what came as the request's.
  func answer(_ request: Request, body received: String? = nil) -> Outcome {
    let response = json["response"] ?? json["token_response"] ?? .null
    let fields = (response["headers"]?.array ?? []).map {
      HeaderField($0["name"]?.text ?? "", $0["value"]?.text ?? "any")
    }
    var body = response["body"]?.text ?? response["body"]?.text() ?? ""
    if response["body"]?["$echo"] != nil {
      let echo: JSONValue = [
        "method": .string(request.method.rawValue),
        "path": .string(String(decoding: request.target.path, as: UTF8.self)),
        "rawQueryString": .string(String(decoding: request.target.query ?? [], as: UTF8.self)), "headers": [:],
        "body": .string(received ?? HTTPTaskCase.body(request)),
      ]
      body = echo.text()
    }
    return .response(
      Response(
        status: response["status"]?.int ?? 0, reason: response["statusText"]?.text ?? "",
        headers: HeaderFields(fields), body: .bytes(Array(body.utf8))))
  }

  static func body(_ request: Request) -> String {
    if case .bytes(let bytes) = request.body { String(decoding: bytes, as: UTF8.self) } else { "" }
  }

  /// What the request has otherwise than AWS's had. Of a request that has not been on the wire yet `Host` and
  /// `Content-Length` are put in as a client does.
  func differences(_ request: Request, body: String? = nil, isFromWire: Bool = false) -> [String] {
    let sent = json["sent"] ?? json["token_request"] ?? .null
    let body = body ?? HTTPTaskCase.body(request)
    var seen = request.headers.map { "\($0.name.lowercased()): \($0.text)" }
    if !isFromWire {
      seen.append("host: \(request.origin.authority)")
      if !body.isEmpty { seen.append("content-length: \(body.utf8.count)") }
    }
    let wanted = sent["headers"]?.array?.filter { $0["optional"] == nil }.map {
      "\($0["name"]?.text ?? ""): \($0["value"]?.text ?? "")"
    }
    var differences: [String] = []
    if request.method.rawValue != sent["method"]?.text { differences.append("method \(request.method)") }
    if String(decoding: request.target.path, as: UTF8.self) != sent["path"]?.text { differences.append("path") }
    if let wanted {
      if seen.sorted() != wanted.sorted() { differences.append("headers \(seen.sorted()), not \(wanted.sorted())") }
      let query = String(decoding: request.target.query ?? [], as: UTF8.self)
      if query != sent["query"]?.text { differences.append("query \(query)") }
      if body != sent["body"]?.text ?? "" { differences.append("body \(body)") }
    }
    return differences
  }

  /// What came out otherwise than on AWS. What the transport's own fields say is not compared
  /// where there was another transport.
  func differences(_ report: TaskReport, isFromWire: Bool = false) -> [String] {
    var expected = json["expected"] ?? .null
    if isFromWire, let headers = expected["output"]?["Headers"]?.object {
      let kept = headers.filter { !HeaderField($0.key.text, "").isFraming }
      expected["output"]?["Headers"] = .object(JSONObject(kept))
    }
    switch report.result {
    case .missed: return ["a miss"]
    case .failed(let name, let cause):
      let same = name?.rawValue == expected["error"]?.text && cause == expected["cause"]?.text
      return same ? [] : ["\(name?.rawValue ?? "null"): \(cause ?? "no cause")"]
    case .succeeded(let output):
      return HTTPTaskCase.fits(output, expected["output"] ?? .null) ? [] : ["output \(output.text())"]
    }
  }

  /// Members in the same order, and a wildcard for any value.
  private static func fits(_ value: JSONValue, _ pattern: JSONValue) -> Bool {
    if pattern["$wildcard"] != nil { return true }
    if let left = value.object, let right = pattern.object {
      return left.keys == right.keys && zip(left, right).allSatisfy { fits($0.value, $1.value) }
    }
    if let left = value.array, let right = pattern.array {
      return left.count == right.count && zip(left, right).allSatisfy { fits($0, $1) }
    }
    return value == pattern
  }
}
