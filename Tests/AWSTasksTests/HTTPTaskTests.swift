import AWSTasks
import HTTPModel
import JSONModel
import TestSupport
import Testing
import WorkflowEngine

struct HTTPTaskTests {
  static let arn = "arn:aws:events:us-east-1:000000000000:connection/A/1"

  static func table(_ invocation: JSONValue = [:], apiKey: String = "Authorization") -> ConnectionTable {
    let properties: JSONValue = [
      "AuthorizationType": "API_KEY",
      "AuthParameters": [
        "ApiKeyAuthParameters": ["ApiKeyName": .string(apiKey), "ApiKeyValue": "Bearer hidden-key"],
        "InvocationHttpParameters": invocation,
      ],
    ]
    return ConnectionTable(properties: .object(JSONObject([(arn, properties)])), secrets: SecretStore())
  }

  /// A call of `GET https://a.test/x`, some of its parameters replaced.
  static func call(_ changes: JSONObject = JSONObject()) -> TaskCall {
    var parameters: JSONValue = [
      "ApiEndpoint": "https://a.test/x", "Method": "GET", "Authentication": ["ConnectionArn": .string(arn)],
    ]
    for change in changes { parameters[change.key.text] = change.value }
    return TaskCall(resource: HTTPTask.resource, state: "Call", parameters: parameters, enteredEventID: 7)
  }

  static func ask(
    _ changes: [(String, JSONValue)], _ table: ConnectionTable = table(), _ outcome: Outcome = .response(.ok)
  ) async -> (report: TaskReport, request: Request?) {
    let stub = StubResponder { _ in outcome }
    let report = await HTTPTask(via: stub, connections: table).perform(call(JSONObject(changes)))
    return (report, stub.requests.first)
  }

  static func target(_ changes: [(String, JSONValue)], _ table: ConnectionTable = table()) async -> String? {
    await ask(changes, table).request?.target.description
  }

  @Test func `a query in the endpoint stays, the others follow`() async {
    let query: [(String, JSONValue)] = [
      ("ApiEndpoint", "https://a.test/x?a=1"), ("QueryParameters", ["b": 2, "c": ["x", "y"]]),
    ]
    #expect(await Self.target(query) == "/x?a=1&b=2&c=x&c=y")
    #expect(await Self.target([("QueryParameters", "raw=%2F")]) == "/x?raw=%2F")
    #expect(await Self.target([("QueryParameters", .null)]) == "/x")
    let raw = "a=b HTTP/1.1\r\nX: 1#é\u{1b}&c=%2F"
    #expect(
      await Self.target([("QueryParameters", .string(raw))])
        == "/x?a=b%20HTTP/1.1%0D%0AX:%201%23%C3%A9%1B&c=%2F")
  }

  @Test func `what the connection adds to the query is sent and not shown`() async {
    let table = Self.table(["QueryStringParameters": [["Key": "token", "Value": "hidden-token"]]])
    let (report, request) = await Self.ask([("QueryParameters", ["a": "1", "token": "mine"])], table)
    #expect(request?.target.description == "/x?a=1&token=hidden-token")
    #expect(report.exchange?.url == "https://a.test/x?a=1")
  }

  @Test func `a request without a body says nothing of one`() async {
    let request = await Self.ask([]).request
    #expect(request?.headers.map(\.name) == ["Authorization", "User-Agent", "Range"])
    #expect(request?.headers.first("user-agent") == "Amazon|StepFunctions|HttpInvoke|us-east-1")
    #expect(request?.headers.first("range") == "bytes=0-262144")
  }

  @Test func `the service's own headers win over the task's`() async {
    let headers: JSONValue = ["user-agent": "me", "Range": "bytes=0-1", "Content-Length": "99", "Accept": "a/b"]
    let request = await Self.ask([("Headers", headers)]).request
    #expect(request?.headers.map(\.name) == ["Authorization", "Accept", "User-Agent", "Range"])
  }

  @Test func `a JSON body goes out compact, with no escape that is not needed`() async throws {
    let body = try JSONValue(parsing: #"{ "a": "\u00e9\/\n", "n": 1.50, "a": 2 }"#)
    let request = try #require(await Self.ask([("RequestBody", body)]).request)
    #expect(HTTPTaskCase.body(request) == #"{"a":2,"n":1.50}"#)
    let null = try #require(await Self.ask([("RequestBody", .null)]).request)
    #expect(HTTPTaskCase.body(null) == "null")
  }

  @Test(arguments: [
    ("INDICES", "a%5B0%5D=1&a%5B1%5D=x%20y&o%5Bk%5D%5B0%5D=%C3%A9&e=null"),
    ("REPEAT", "a=1&a=x%20y&o%5Bk%5D=%C3%A9&e=null"), ("COMMAS", "a=1%2Cx%20y&o%5Bk%5D=%C3%A9&e=null"),
    ("BRACKETS", "a%5B%5D=1&a%5B%5D=x%20y&o%5Bk%5D%5B%5D=%C3%A9&e=null"),
  ])
  func `forms write arrays in four ways`(format: String, body: String) async throws {
    let transform: JSONValue = [
      "RequestBodyEncoding": "URL_ENCODED", "RequestEncodingOptions": ["ArrayFormat": .string(format)],
    ]
    let value: JSONValue = ["a": [1, "x y"], "o": ["k": ["é"]], "e": .null]
    let request = try #require(await Self.ask([("RequestBody", value), ("Transform", transform)]).request)
    #expect(HTTPTaskCase.body(request) == body)
  }

  @Test(
    arguments: [
      ([("ApiEndpoint", "http://a.test/")], "The 'ApiEndpoint' field must be an HTTPS URL"),
      ([("ApiEndpoint", "https://a.test/x y")], "The 'ApiEndpoint' field must be an HTTPS URL"),
      ([("ApiEndpoint", "https://a.test/\r\nX: y")], "The 'ApiEndpoint' field must be an HTTPS URL"),
      ([("Method", "TRACE")], "The 'Method' field contains an unsupported value: TRACE"),
      ([("Method", 1)], "The value for the field 'Method' must be a STRING"),
      ([("Authentication", [:])], "The field 'ConnectionArn' is required but was missing"),
      ([("Headers", ["x": [:]])], "The member 'x' of the 'Headers' field must be a STRING"),
      (
        [("Headers", ["If-Match": "x", "X-AMZ-date": "x", "Via": "x", "X-Ok": "x"])],
        "The 'Headers' field contains unsupported values: [if-match, x-amz-date, via]"
      ),
      (
        [("Transform", ["RequestBodyEncoding": "XML"])],
        "The 'RequestBodyEncoding' field contains an unsupported value: XML"
      ),
    ] as [([(String, JSONValue)], String)])
  func `wrong parameters fail before anything is sent`(changes: [(String, JSONValue)], reason: String) async {
    let (report, request) = await Self.ask(changes)
    #expect(request == nil)
    guard case .failed(.runtime, let cause) = report.result else { return #expect(Bool(false)) }
    let parameters = Self.call(JSONObject(changes)).parameters.text()
    #expect(
      cause == "An error occurred while executing the state 'Call' (entered at the event id #7). "
        + "The Parameters '\(parameters)' could not be used to start the Task: [\(reason)]")
  }

  @Test func `a header that breaks the line is refused`() async {
    #expect(await Self.ask([("Headers", ["x": "a\r\nb: c"])]).request == nil)
    #expect(await Self.ask([("Headers", ["x y": "a"])]).request == nil)
  }

  @Test func `a connection nobody knows has AWS's error`() async {
    let (report, request) = await Self.ask([], ConnectionTable())
    guard case .failed(let name, let cause) = report.result else { return #expect(Bool(false)) }
    #expect(name?.rawValue == "Events.ConnectionResource.ResourceNotFound")
    #expect(cause?.contains(Self.arn) == true)
    #expect(request == nil)
  }

  @Test func `no report shows a value of the connection`() async {
    let hidden: JSONValue = ["Key": "x", "Value": "hidden-value"]
    let table = Self.table([
      "HeaderParameters": [hidden], "QueryStringParameters": [hidden], "BodyParameters": [hidden],
    ])
    let outcomes: [Outcome] = [
      .response(.ok), .response(Response(status: 500)), .failure(TransportFailure(.reset, "")),
    ]
    for outcome in outcomes {
      let (report, request) = await Self.ask([("RequestBody", [:])], table, outcome)
      #expect(request?.headers.first("x") == "hidden-value")
      var dumped = ""
      dump(report, to: &dumped)
      #expect(!dumped.contains("hidden"))
    }
    var dumped = ""
    dump(table, to: &dumped)
    #expect(!dumped.contains("hidden") && !"\(table)".contains("hidden"))
  }
}

extension Response {
  static let ok = Response(status: 200, reason: "OK")
}
