import HTTPModel
import RecordReplay
import TestSupport
import Testing

/// What a replayed response says of framing and coding.
struct PreparedOutcomeTests {
  func replayed(
    _ headers: HeaderFields, status: Int = 200, body: String = "", trailers: HeaderFields = [], to request: Request,
    coded: Redactor.Coded = .undone
  ) async throws -> Response? {
    let response = Response(status: status, reason: "R", headers: headers, body: .bytes(Array(body.utf8)))
    let interaction = try Redactor().redact(
      Exchange(request: .sample(request.method), outcome: .response(response)), api: .demo,
      recorded: Provenance(.recorded, duration: .milliseconds(5), protocol: .http11), coded: coded, trailers: trailers)
    var cassette = Cassette(newAt: "c")
    cassette.append(interaction, api: .demo)
    return await Replayer(cassette: cassette, apis: [.demo]).respond(to: request).outcome.response
  }

  @Test func `framing is left out, and the length keeps its place`() async throws {
    let headers: HeaderFields = [
      HeaderField("A", "1"), HeaderField("content-length", "999"), HeaderField("Connection", "close"),
      HeaderField("Transfer-Encoding", "chunked"), HeaderField("B", "2"), HeaderField("A", "3"),
      HeaderField("Keep-Alive", "x"), HeaderField("TE", "x"), HeaderField("Trailer", "x"), HeaderField("Upgrade", "x"),
    ]
    let response = try #require(try await replayed(headers, body: "four", to: .sample()))
    #expect(response.headers.map(\.description) == ["A: 1", "content-length: 4", "B: 2", "A: 3"])
    #expect(response.body.text == "four")
    #expect(response.reason == "R")
    #expect(response.timing.total == .milliseconds(5))
    #expect(response.replayedFrom == "001-demo-GET-things")
  }

  @Test func `a length that was not recorded comes last`() async throws {
    let response = try #require(
      try await replayed(
        [HeaderField("Transfer-Encoding", "chunked"), HeaderField("A", "1")], body: "x", to: .sample()))
    #expect(response.headers.map(\.description) == ["A: 1", "Content-Length: 1"])
  }

  @Test(arguments: [(HTTPMethod.head, 200), (.get, 304)])
  func `to HEAD and 304 the recorded length is given`(method: HTTPMethod, status: Int) async throws {
    let response = try #require(
      try await replayed([HeaderField("Content-Length", "999")], status: status, to: .sample(method)))
    #expect(response.headers.first("content-length") == "999")
    #expect(response.body.isEmpty)
  }

  @Test(arguments: [204, 304]) func `what has no body gets no length`(status: Int) async throws {
    #expect(try #require(try await replayed([], status: status, to: .sample())).headers.isEmpty)
  }

  @Test(arguments: [
    (nil, false), ("", false), ("identity", false), ("gzip", true), ("deflate, gzip;q=0.5", true), ("gzip;q=0", false),
    ("*", true), ("*;q=0", false), ("x-gzip", true), ("GZIP", true), ("br", false), ("*, gzip;q=0", false),
  ])
  func `a coding that was undone is made again for whoever accepts it`(accepts: String?, isCoded: Bool) async throws {
    let headers: HeaderFields = [
      HeaderField("Content-Encoding", "br"), HeaderField("Content-Length", "3"), HeaderField("Vary", "Accept-Encoding"),
    ]
    let request = Request.sample(
      .get, "https://api.test/things", accepts.map { [HeaderField("Accept-Encoding", $0)] } ?? [])
    for _ in 0..<2 {
      let response = try #require(
        try await replayed(headers, body: String(repeating: "long ", count: 50), to: request))
      guard case .bytes(let bytes) = response.body else { return #expect(Bool(false)) }
      #expect(response.headers.first("content-length") == String(bytes.count))
      #expect(response.headers.first("content-encoding") == (isCoded ? "gzip" : nil))
      #expect(bytes.starts(with: [0x1f, 0x8b]) == isCoded)
      #expect((bytes.count < 250) == isCoded)
    }
  }

  @Test func `trailers come in chunks`() async throws {
    let response = try #require(
      try await replayed(
        [HeaderField("Content-Length", "1"), HeaderField("A", "1")], body: "x", trailers: [HeaderField("T", "2")],
        to: .sample()))
    #expect(response.headers.map(\.description) == ["A: 1"])
    guard case .success(let body) = await response.body.collected() else { return #expect(Bool(false)) }
    #expect(body.bytes == Array("x".utf8))
    #expect(body.trailers.first("t") == "2")
  }

  @Test func `a body that is coded again keeps its trailers, and HEAD has none`() async throws {
    let headers: HeaderFields = [HeaderField("Content-Encoding", "gzip"), HeaderField("Content-Length", "7")]
    let accepting = Request.sample(.get, "https://api.test/things", [HeaderField("Accept-Encoding", "gzip")])
    let coded = try #require(
      try await replayed(headers, body: "x", trailers: [HeaderField("T", "2")], to: accepting))
    #expect(coded.headers.map(\.description) == ["Content-Encoding: gzip"])
    guard case .success(let body) = await coded.body.collected() else { return #expect(Bool(false)) }
    #expect(body.bytes.starts(with: [0x1f, 0x8b]))
    #expect(body.trailers.first("t") == "2")
    let head = try #require(
      try await replayed(headers, body: "x", trailers: [HeaderField("T", "2")], to: .sample(.head)))
    #expect(head.body.isEmpty)
    #expect(head.headers.first("content-length") == "7")
  }

  @Test func `a failure is replayed with what had come`() async throws {
    var failure = TransportFailure(.truncated, "curl said something about 10.0.0.1", afterBytes: 4)
    failure.partial = Response(status: 200, reason: "OK", headers: [HeaderField("Content-Length", "9")])
    failure.partialBody = Array("half".utf8)
    let interaction = try Redactor().redact(
      Exchange(request: .sample(), outcome: .failure(failure)), api: .demo, recorded: Provenance(.recorded))
    var cassette = Cassette(newAt: "c")
    cassette.append(interaction, api: .demo)
    let replayed = try #require(
      await Replayer(cassette: cassette, apis: [.demo]).respond(to: .sample()).outcome.failure)
    #expect(replayed.kind == .truncated)
    #expect(replayed.afterBytes == 4)
    #expect(replayed.partialBody == Array("half".utf8))
    #expect(replayed.partial?.headers.first("content-length") == "9")
    #expect(!replayed.text.contains("10.0.0.1"))
  }
}
