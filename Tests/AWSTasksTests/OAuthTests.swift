import AWSTasks
import Clocks
import HTTPModel
import JSONModel
import Locking
import TestSupport
import Testing
import WorkflowEngine

struct OAuthTests {
  static let arn = "arn:aws:events:us-east-1:000000000000:connection/crm/00000000-0000-4000-8000-000000000001"
  static let properties = """
    {"AuthorizationType": "OAUTH_CLIENT_CREDENTIALS", "AuthParameters": {
      "OAuthParameters": {
        "AuthorizationEndpoint": "https://auth.test/token?tenant=a", "HttpMethod": "METHOD",
        "ClientParameters": {"ClientID": "client & co", "ClientSecret": "s-3cret/one"},
        "OAuthHttpParameters": {
          "HeaderParameters": [{"Key": "X-Tenant", "Value": "a"}],
          "QueryStringParameters": [{"Key": "audience", "Value": "api one"}],
          "BodyParameters": [{"Key": "grant_type", "Value": "client_credentials", "IsValueSecret": false}]}},
      "InvocationHttpParameters": {
        "QueryStringParameters": [{"Key": "k", "Value": "q secret", "IsValueSecret": true}]}}}
    """

  static func connections(_ method: String = "POST") throws -> ConnectionTable {
    let text = "{\"\(arn)\": \(properties.replacing("METHOD", with: method))}"
    let table = ConnectionTable(properties: try JSONValue(parsing: text), secrets: SecretStore())
    #expect(table.problems.isEmpty)
    return table
  }

  static func call(at time: Int64 = 0) -> TaskCall {
    TaskCall(
      resource: HTTPTask.resource, state: "Call",
      parameters: [
        "ApiEndpoint": "https://api.test/x", "Method": "GET", "Authentication": ["ConnectionArn": .string(arn)],
      ], time: Instant(millisecondsSince1970: time))
  }

  /// Gives tokens `t1`, `t2`, … that last so many seconds, and answers everything else with `status`.
  static func server(lasting seconds: String = "3600", status: @escaping @Sendable (Request) -> Int = { _ in 200 })
    -> StubResponder
  {
    let count = Lock(0)
    return StubResponder { request in
      guard request.origin.host == "auth.test" else {
        return .response(Response(status: status(request), reason: "Said", headers: [], body: .bytes([])))
      }
      let number = count.withLock { count in
        count += 1
        return count
      }
      let body = #"{"access_token": "t\#(number)", "token_type": "bearer", "expires_in": \#(seconds)}"#
      return .response(Response(status: 200, reason: "OK", headers: [], body: .bytes(Array(body.utf8))))
    }
  }

  private func sent(_ stub: StubResponder) -> [String] {
    stub.requests.filter { $0.origin.host == "api.test" }.compactMap { $0.headers.first("authorization") }
  }

  @Test func `a token is asked for once and used until a minute before it expires`() async throws {
    let stub = Self.server()
    let task = HTTPTask(via: stub, connections: try Self.connections())
    for time: Int64 in [0, 1, 3_539_999, 3_540_000, 3_540_001] { _ = await task.perform(Self.call(at: time)) }
    #expect(sent(stub) == ["Bearer t1", "Bearer t1", "Bearer t1", "Bearer t2", "Bearer t2"])
    #expect(stub.requests.count == 7)
  }

  @Test(arguments: ["\"120\"", "120"])
  func `a lifetime may be a number or its text`(lifetime: String) async throws {
    let stub = Self.server(lasting: lifetime)
    let task = HTTPTask(via: stub, connections: try Self.connections())
    for time: Int64 in [0, 59_999, 60_000] { _ = await task.perform(Self.call(at: time)) }
    #expect(sent(stub) == ["Bearer t1", "Bearer t1", "Bearer t2"])
  }

  @Test(arguments: [401, 407])
  func `a refused token fails the attempt, and the next one has a new token`(status: Int) async throws {
    let stub = Self.server { $0.headers.first("authorization") == "Bearer t1" ? status : 200 }
    let task = HTTPTask(via: stub, connections: try Self.connections())
    let first = await task.perform(Self.call())
    guard case .failed(let name, _) = first.result else { return #expect(Bool(false)) }
    #expect(name?.rawValue == "States.Http.StatusCode.\(status)")
    guard case .succeeded = await task.perform(Self.call()).result else { return #expect(Bool(false)) }
    #expect(sent(stub) == ["Bearer t1", "Bearer t2"])
  }

  @Test func `another refusal keeps the token`() async throws {
    let stub = Self.server { _ in 403 }
    let task = HTTPTask(via: stub, connections: try Self.connections())
    for _ in 0..<2 { _ = await task.perform(Self.call()) }
    #expect(sent(stub) == ["Bearer t1", "Bearer t1"])
  }

  @Test func `the token request has the configured parameters first, then the secret and the id`() async throws {
    let stub = Self.server()
    _ = await HTTPTask(via: stub, connections: try Self.connections()).perform(Self.call())
    let request = try #require(stub.requests.first)
    #expect(request.url.description == "https://auth.test/token?tenant=a&audience=api%20one")
    #expect(
      HTTPTaskCase.body(request)
        == "grant_type=client_credentials&client_secret=s-3cret%2Fone&client_id=client%20%26%20co")
    #expect(request.headers.first("x-tenant") == "a")
    #expect(request.headers.first("range") == nil)
  }

  @Test func `a token request by GET has everything in its query and no body`() async throws {
    let stub = Self.server()
    _ = await HTTPTask(via: stub, connections: try Self.connections("GET")).perform(Self.call())
    let request = try #require(stub.requests.first)
    #expect(request.method == .get)
    #expect(
      request.target.description.hasSuffix(
        "&grant_type=client_credentials&client_secret=s-3cret%2Fone&client_id=client%20%26%20co"))
    #expect(HTTPTaskCase.body(request).isEmpty)
    #expect(request.headers.first("content-type") == nil)
  }

  @Test(arguments: [
    (400, #"{"sent": "s-3cret/one"}"#), (401, #"{"access_token": "t", "sent": "s-3cret/one"}"#),
    (200, #"{"sent": "s-3cret/one"}"#), (200, "no JSON: s-3cret/one"),
    (200, #"{"access_token": 7, "sent": "s-3cret/one"}"#), (302, "s-3cret/one"),
  ])
  func `a token endpoint that gives no token fails the task as on AWS, and shows no secret`(status: Int, body: String)
    async throws
  {
    let stub = StubResponder { _ in
      .response(Response(status: status, reason: "", headers: [], body: .bytes(Array(body.utf8))))
    }
    let tasks = AWSTaskHandlers(via: stub, connections: try Self.connections())
    // The connection is given up: no second token is asked for.
    for _ in 0..<2 {
      let report = await tasks.perform(Self.call())
      guard case .failed(let name, let cause) = report.result else { return #expect(Bool(false)) }
      #expect(name?.rawValue == "Events.ConnectionResource.InvalidConnectionState")
      #expect(cause == Self.notAuthorized)
    }
    #expect(stub.requests.count == 1)
    let refused = tasks.refusedConnections
    #expect(refused.map(\.arn) == [Self.arn])
    #expect(refused[0].reason.hasPrefix("its token request, POST https://auth.test/token, gave: status \(status)"))
    #expect(!refused[0].reason.contains("3cret"))
  }

  private static let notAuthorized =
    "Connection resource is not authorized. This is likely a configuration issue with your connection."

  @Test func `a token endpoint that cannot be reached fails the task, and is asked again`() async throws {
    let stub = StubResponder { _ in .failure(TransportFailure(.refused, "text of a library")) }
    let tasks = AWSTaskHandlers(via: stub, connections: try Self.connections())
    for _ in 0..<2 {
      guard case .failed(_, let cause) = await tasks.perform(Self.call()).result else { return #expect(Bool(false)) }
      #expect(cause == Self.notAuthorized)
    }
    #expect(stub.requests.count == 2)
    #expect(tasks.refusedConnections.map(\.reason).first?.hasSuffix("gave: The connection was refused") == true)
  }

  @Test func `a token request that was never recorded gives a placeholder, and is noted once`() async throws {
    let stub = StubResponder { request in
      guard request.origin.host == "auth.test" else {
        return .response(Response(status: 200, reason: "OK", headers: [], body: .bytes([])))
      }
      return .miss(
        Miss(reason: .neverRecorded, method: "POST", url: "", api: nil, cassette: "c", closest: nil))
    }
    let tasks = AWSTaskHandlers(via: stub, connections: try Self.connections())
    for _ in 0..<2 { _ = await tasks.perform(Self.call()) }
    #expect(sent(stub) == ["Bearer {{crm.access_token}}", "Bearer {{crm.access_token}}"])
    #expect(tasks.placeholderTokens == [Self.arn])
    #expect(stub.requests.count == 3)
  }

  @Test func `a miss quotes no secret of the connection`() async throws {
    let stub = StubResponder { request in
      if request.origin.host == "auth.test" {
        return .response(
          Response(status: 200, reason: "OK", headers: [], body: .bytes(Array(#"{"access_token": "tok-1"}"#.utf8))))
      }
      let mismatch = Mismatch(pointer: "/headers/a", recorded: "x", received: "Bearer tok-1 q secret")
      return .miss(
        Miss(
          reason: .neverRecorded, method: "GET", url: request.url.description, api: "a", cassette: "c",
          closest: .init(interaction: "1", mismatches: [mismatch])))
    }
    let report = await HTTPTask(via: stub, connections: try Self.connections()).perform(Self.call())
    guard case .missed(let miss) = report.result else { return #expect(Bool(false)) }
    #expect(miss.url == "https://api.test/x", "the task's own, without the connection's share")
    #expect(miss.closest?.mismatches.first?.received == "Bearer (secret) (secret)")
  }

  @Test(arguments: [
    ("\"METHOD\"", "\"DELETE\"", "HttpMethod: GET, POST or PUT is expected, not DELETE"),
    ("https://auth", "http://auth", "AuthorizationEndpoint: an HTTPS URL of up to 2048 characters is expected"),
    (
      "\"ClientSecret\": \"s-3cret/one\"", "\"x\": 1",
      "ClientParameters/ClientSecret: a string is expected, not nothing"
    ),
  ])
  func `what is wrong with a connection is a problem with its place`(old: String, new: String, problem: String) throws {
    let text = "{\"a\": \(Self.properties.replacing(old, with: new).replacing("METHOD", with: "POST"))}"
    let table = ConnectionTable(properties: try JSONValue(parsing: text), secrets: SecretStore())
    #expect(table.problems.map(\.description) == ["/a/AuthParameters/OAuthParameters/\(problem)"])
    #expect(table.arns.isEmpty)
  }

  @Test func `basic credentials are sent as user and password`() async throws {
    let text = """
      {"\(Self.arn)": {"AuthorizationType": "BASIC", "AuthParameters": {
        "BasicAuthParameters": {"Username": "ada", "Password": "{{resolve:secretsmanager:db:SecretString:pw}}"}}}}
      """
    let secrets = SecretStore(secrets: ["db": ["pw": "lovelace"]])
    let table = ConnectionTable(properties: try JSONValue(parsing: text), secrets: secrets)
    let stub = Self.server()
    _ = await HTTPTask(via: stub, connections: table).perform(Self.call())
    #expect(sent(stub) == ["Basic YWRhOmxvdmVsYWNl"])
  }
}
