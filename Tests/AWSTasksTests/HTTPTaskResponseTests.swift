import AWSTasks
import HTTPModel
import JSONModel
import TestSupport
import Testing
import WorkflowEngine

struct HTTPTaskResponseTests {
  static func report(_ outcome: Outcome, method: String = "GET") async -> TaskReport {
    await HTTPTaskTests.ask([("Method", .string(method))], HTTPTaskTests.table(), outcome).report
  }

  static func output(_ type: String?, _ body: [UInt8]) async -> JSONValue? {
    let headers = HeaderFields(type.map { [HeaderField("Content-Type", $0)] } ?? [])
    let report = await report(.response(Response(status: 200, headers: headers, body: .bytes(body))))
    if case .succeeded(let output) = report.result { return output }
    return nil
  }

  static func failure(_ report: TaskReport) -> String? {
    if case .failed(let name, let cause) = report.result { return "\(name?.rawValue ?? "-"): \(cause ?? "-")" }
    return nil
  }

  @Test(
    arguments: [
      ("application/json", #"{"a":1}"#, ["a": 1]), ("application/json; charset=utf-8", "[]", []),
      ("application/vnd.api+json", #"{"a":1}"#, #"{"a":1}"#), ("text/json", "1", "1"), ("text/html", "<p>", "<p>"),
      (nil, "text", "text"),
    ] as [(String?, String, JSONValue)])
  func `only application-json is parsed`(type: String?, body: String, value: JSONValue) async {
    #expect(await Self.output(type, Array(body.utf8))?["ResponseBody"] == value)
  }

  @Test func `other charsets are read or refused`() async {
    #expect(await Self.output("text/plain; charset=ISO-8859-1", [0xe9])?["ResponseBody"] == "é")
    #expect(await Self.output("text/plain", [0xe9]) == .none)
    #expect(await Self.output("text/plain; charset=utf-16", [0x61, 0]) == .none)
    #expect(await Self.output("application/json", Array("{".utf8)) == .none)
  }

  @Test(arguments: ["application/octet-stream", "image/png", "Audio/ogg", "video/mp4"])
  func `binary types are refused`(type: String) async {
    let response = Response(status: 200, headers: [HeaderField("content-type", type)], body: .bytes([1]))
    #expect(
      Self.failure(await Self.report(.response(response)))
        == "States.Runtime: Unsupported response content-type '\(type)'. "
        + "Please see documentation for list of unsupported content-types.")
  }

  @Test func `headers have all their values under the name as spelled`() async {
    let headers: HeaderFields = [
      HeaderField("Set-Cookie", "a=1"), HeaderField("X-Twice", "1"), HeaderField("Set-Cookie", "b=2"),
      HeaderField("x-twice", "2"),
    ]
    let report = await Self.report(.response(Response(status: 204, headers: headers)))
    guard case .succeeded(let output) = report.result else { return #expect(Bool(false)) }
    #expect(output["Headers"] == ["Set-Cookie": ["a=1", "b=2"], "X-Twice": ["1"], "x-twice": ["2"]])
    #expect(output["ResponseBody"] == .none)
  }

  @Test func `one byte more than the limit is too much`() async {
    let limit = HTTPTask.maxBodyBytes
    #expect(await Self.output("text/plain", [UInt8](repeating: 97, count: limit)) != .none)
    for body in [Body.bytes([UInt8](repeating: 97, count: limit + 1)), .stream(Pieces(3, of: limit / 2), length: nil)] {
      let failure = Self.failure(await Self.report(.response(Response(status: 200, body: body))))
      #expect(failure?.hasPrefix("States.DataLimitExceeded: ") == true)
    }
  }

  @Test func `a status that is no success has the reason as its cause, and its body is read to the end`() async {
    let pieces = Pieces(5, of: HTTPTask.maxBodyBytes)
    let response = Response(status: 302, reason: "Found", body: .stream(pieces, length: nil))
    #expect(Self.failure(await Self.report(.response(response))) == "States.Http.StatusCode.302: Found")
    #expect(await pieces.isAtEnd)
    #expect(Self.failure(await Self.report(.response(Response(status: 599)))) == "States.Http.StatusCode.599: -")
  }

  @Test(arguments: TransportFailure.Kind.allCases)
  func `what goes wrong on the wire has a fixed cause`(kind: TransportFailure.Kind) async {
    let failure = TransportFailure(kind, "curl: hidden", timing: Timing(total: .seconds(61)), replayedFrom: "001")
    let report = await Self.report(.failure(failure))
    let text = Self.failure(report)
    #expect(text?.hasPrefix("States.Http.Socket: The ") == true)
    #expect(text?.contains("curl") == false)
    #expect(report.took == .seconds(60))
    #expect(report.exchange == TaskExchange(method: "GET", url: "https://a.test/x", interaction: "001"))
  }

  @Test func `a minute is the most an answer may take`() async {
    let slow = Response(status: 200, timing: Timing(total: .milliseconds(60_001)))
    let report = await Self.report(.response(slow))
    #expect(Self.failure(report) == "States.Http.Socket: The request timed out")
    #expect(report.took == .seconds(60))
    let inTime = await Self.report(.response(Response(status: 200, timing: Timing(total: .seconds(60)))))
    #expect(Self.failure(inTime) == nil)
    #expect(inTime.took == .seconds(60))
  }

  @Test func `the exchange says what answered`() async {
    let type = HeaderField("Content-Type", "Application/JSON; charset=utf-8")
    let response = Response(status: 200, headers: [type], body: .bytes(Array("1".utf8)), replayedFrom: "002-a")
    #expect(
      await Self.report(.response(response)).exchange
        == TaskExchange(
          method: "GET", url: "https://a.test/x", status: 200, responseMediaType: "application/json",
          interaction: "002-a"))
  }

  @Test func `a miss stays a miss`() async {
    let miss = Miss(reason: .usedUp, method: "GET", url: "https://a.test/x", api: nil, cassette: "c", closest: nil)
    guard case .missed(miss) = await Self.report(.miss(miss)).result else { return #expect(Bool(false)) }
  }

  /// A streamed body of pieces of one size.
  actor Pieces: BodySource {
    private var left: Int
    private let size: Int
    var isAtEnd: Bool { left < 0 }
    init(_ count: Int, of size: Int) { (left, self.size) = (count, size) }
    func next() async -> BodyPart {
      left -= 1
      return left < 0 ? .end(trailers: []) : .chunk([UInt8](repeating: 97, count: size))
    }
    nonisolated func cancel() {}
  }
}
