import HTTPModel
import Locking
import RecordReplay
import TestSupport
import Testing

struct BodyCollectorTests {
  private func request(_ chunks: Chunks, length: Int? = nil) -> Request {
    var request = Request.sample(.post)
    request.body = .stream(chunks, length: length)
    return request
  }

  /// Asks `second` what `first` misses, as a recorder behind a replayer is asked.
  private struct Fallback: Responder {
    let first: any Responder, second: any Responder

    func respond(to request: Request) -> Answer {
      first.respond(to: request).flatMap { outcome in
        if case .miss = outcome { second.respond(to: request) } else { .now(outcome) }
      }
    }
  }

  @Test func `a request whose body is there goes on at once`() throws {
    let stub = StubResponder(.sample())
    #expect(BodyCollector(answering: stub, limit: 0).respond(to: .sample(.post, body: "body")).atOnce != nil)
    #expect(stub.requests.map(\.body.text) == ["body"])
  }

  @Test(arguments: [nil, 4])
  func `a streamed body is bytes for whoever answers, up to the limit`(length: Int?) async throws {
    let stub = StubResponder(.sample())
    let collector = BodyCollector(answering: stub, limit: 4)
    let chunks = Chunks(["bo", "dy"])
    #expect(await collector.respond(to: request(chunks, length: length)).outcome.response != nil)
    #expect(stub.requests.map(\.body.text) == ["body"])
    #expect(!chunks.isCancelled)
  }

  @Test(arguments: [nil, 5])
  func `a body that exceeds the limit stays a stream that nothing is missing from`(length: Int?) async throws {
    let stub = StubResponder(.sample())
    let chunks = Chunks(["bo", "d", "ie", "s", "."])
    _ = await BodyCollector(answering: stub, limit: 4).respond(to: request(chunks, length: length)).outcome
    let body = try #require(stub.requests.first?.body)
    #expect(body.length == length)
    #expect(String(decoding: try await body.collected().get().bytes, as: UTF8.self) == "bodies.")
  }

  @Test func `a body that does not come whole is a failure, and nobody is asked`() async throws {
    let stub = StubResponder(.sample())
    let chunks = Chunks(["bo"], failure: TransportFailure(.cancelled, "gone"))
    let told = Lock<[String]>([])
    let collector = BodyCollector(answering: stub) { request, failure in
      told.withLock { $0.append("\(request.method) \(failure.text)") }
    }
    let failure = await collector.respond(to: request(chunks)).outcome.failure
    #expect(told.withLock(\.self) == ["POST gone"])
    #expect(failure?.kind == .cancelled)
    #expect(failure?.partialBody == Array("bo".utf8))
    #expect(stub.requests.isEmpty)
  }

  @Test(arguments: [nil, 20 << 20])
  func `a body too long for the replayer is a miss that says so, and is read no further`(length: Int?) async throws {
    let replayer = try Replayer([.sample(.post)])
    let chunks = Chunks([String](repeating: String(repeating: "x", count: 1 << 20), count: 20))
    let outcome = await BodyCollector(answering: replayer).respond(to: request(chunks, length: length)).outcome
    #expect(outcome.miss?.reason == .bodyTooLong)
    #expect(replayer.misses == [outcome.miss])
    #expect(replayer.requestCount == 1)
    #expect(chunks.isCancelled)
    #expect(chunks.asked == (length == nil ? 9 : 0))
  }

  @Test func `whoever is asked after a miss has the collected body`() async throws {
    let replayer = try Replayer([.sample(.post, body: "recorded")])
    let recorder = StubResponder(.sample("live"))
    let collector = BodyCollector(answering: Fallback(first: replayer, second: recorder))
    #expect(await collector.respond(to: request(Chunks(["record", "ed"]))).outcome.response?.body.text == "answer 1")
    #expect(await collector.respond(to: request(Chunks(["an", "other"]))).outcome.response?.body.text == "live")
    #expect(recorder.requests.map(\.body.text) == ["another"])
    let long = Chunks([String](repeating: String(repeating: "x", count: 1 << 20), count: 9))
    #expect(await collector.respond(to: request(long)).outcome.response?.body.text == "live")
    let body = try #require(recorder.requests.last?.body)
    #expect(try await body.collected().get().bytes.count == 9 << 20)
  }

  @Test func `a session collects bodies unless told otherwise`() async throws {
    let sessions = Sessions(try Replayer([.sample(.post, body: "body")]))
    let router = SessionRouter(sessions, apis: [.demo])
    #expect(await router.respond(to: request(Chunks(["bo", "dy"]))).outcome.response?.body.text == "answer 1")
  }

  @Test func `the bodies of all requests under way are bounded together`() async throws {
    let room = BodyRoom(bytes: 10), stub = StubResponder(.sample())
    let told = Lock<[String]>([])
    let collector = BodyCollector(answering: stub, room: room) { request, failure in
      told.withLock { $0.append("\(request.method) \(failure.kind)") }
    }
    let chunks = Chunks(["0123456789", "a"])
    let refused = try #require(await collector.respond(to: request(chunks)).outcome.response)
    #expect(refused.status == 503 && refused.headers.first("retry-after") == "1")
    #expect(chunks.isCancelled && stub.requests.isEmpty)
    #expect(told.withLock(\.self) == ["POST cancelled"])
    // What it took is given back.
    for _ in 0..<3 {
      #expect(await collector.respond(to: request(Chunks(["0123456789"]))).outcome.response?.status == 200)
    }
    #expect(stub.requests.map(\.body.text) == ["0123456789", "0123456789", "0123456789"])
  }

  @Test func `a long body that is read for its digest keeps no room`() async throws {
    let room = BodyRoom(bytes: 6)
    let collector = BodyCollector(answering: StubResponder(.sample()), limit: 4, digestsLong: true, room: room)
    let outcome = await collector.respond(to: request(Chunks(["01234", "5678901234567890"]))).outcome
    #expect(outcome.response?.status == 200)
  }
}
