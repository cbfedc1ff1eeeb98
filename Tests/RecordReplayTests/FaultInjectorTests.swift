import Clocks
import HTTPModel
import TestSupport
import Testing

@testable import RecordReplay

/// What is injected is an outcome; what it leaves alone is as it was.
struct FaultInjectorTests {
  private static let other = API(name: "other", hosts: [BaseURL("https://other.test/v1")].compactMap(\.self))

  private static func plan(_ rules: String..., clock: VirtualClock = VirtualClock()) throws -> FaultPlan {
    try FaultPlan(try rules.map { try FaultRule(parsing: $0) }, apis: [.demo, other], clock: clock)
  }

  @Test(arguments: [
    ("demo:refused", TransportFailure.Kind.refused), ("demo:reset", .reset), ("demo:timeout", .timeout),
  ])
  func `a failure in place of an answer reaches nobody`(text: String, kind: TransportFailure.Kind) async throws {
    let stub = StubResponder(.sample("answer"))
    let injector = FaultInjector(try Self.plan(text), answering: stub)
    let failure = injector.respond(to: .sample()).atOnce?.failure
    #expect(failure?.kind == kind)
    #expect(failure?.text.hasSuffix("(injected)") ?? false)
    #expect(failure?.partial == nil && failure?.afterBytes == nil)
    #expect(stub.requests.isEmpty)
    #expect(injector.counts == [1])
  }

  @Test func `an operation is the requests that the cassette calls so`() async throws {
    let paddle = API(name: "paddle", hosts: [BaseURL("https://sandbox-api.paddle.com")].compactMap(\.self))
    let cassette = try Cassette(loading: SharedFiles.root + "/Cassettes/purchase")
    func plan(_ rule: String) throws -> FaultPlan {
      try FaultPlan([try FaultRule(parsing: rule)], apis: [paddle], of: cassette)
    }
    let injector = FaultInjector(
      try plan("paddle/get-customer#2:refused"), answering: StubResponder(.sample()))
    func ask(_ method: HTTPMethod, _ target: String) -> TransportFailure.Kind? {
      let origin = Origin(scheme: "https", host: "sandbox-api.paddle.com")
      return injector.respond(to: Request(method, origin, Target(target))).atOnce?.failure?.kind
    }
    let customer = "/customers/ctm_01hv6y1jedq4p1n0yqn5ba3ky4"
    #expect(ask(.get, customer) == nil)
    #expect(ask(.post, customer) == nil)
    #expect(ask(.get, "/customers/ctm_2") == nil)
    #expect(ask(.get, "\(customer)?x=1") == .refused)
    let error = #expect(throws: FaultPlan.UnknownOperation.self) { try plan("paddle/get-custommer:reset") }
    #expect(error?.description.contains("no operation 'get-custommer' of paddle; it names get-customer") ?? false)
    #expect(error?.description.hasSuffix("did you mean get-customer?") ?? false)
  }

  @Test func `a status is an answer of its own, with the seconds to wait`() async throws {
    let stub = StubResponder(.sample("answer"))
    let injector = FaultInjector(try Self.plan("demo:status=429,retry-after=2"), answering: stub)
    let response = try #require(injector.respond(to: .sample()).atOnce?.response)
    #expect(response.status == 429 && response.reason == "Too Many Requests")
    #expect(response.headers.first("retry-after") == "2")
    #expect(response.headers.first("content-type") == "application/problem+json")
    #expect(response.body.text?.contains("injected by --fault demo:status=429,retry-after=2") ?? false)
    #expect(stub.requests.isEmpty)
    let head = FaultInjector(try Self.plan("demo:status=503"), answering: stub)
    #expect(head.respond(to: .sample(.head)).atOnce?.response?.body.isEmpty ?? false)
  }

  @Test(arguments: [TransportFailure.Kind.reset, .truncated, .timeout])
  func `an answer is broken off behind so many bytes, and its head is its own`(kind: TransportFailure.Kind) async throws
  {
    let stub = StubResponder(.sample("0123456789", [HeaderField("Content-Length", "10")]))
    let injector = FaultInjector(try Self.plan("demo:\(kind.rawValue)@4"), answering: stub)
    let failure = try #require(injector.respond(to: .sample()).atOnce?.failure)
    #expect(failure.kind == kind && failure.afterBytes == 4)
    #expect(failure.partialBody == Array("0123".utf8))
    #expect(failure.partial?.status == 200)
    #expect(failure.partial?.headers.first("content-length") == "10")
    #expect(stub.requests.count == 1)
    #expect(injector.counts == [1])
  }

  @Test(arguments: ["demo:reset@10", "demo:reset@11"])
  func `an answer that has no more bytes comes whole, and nothing was injected`(text: String) async throws {
    let injector = FaultInjector(try Self.plan(text), answering: StubResponder(.sample("0123456789")))
    #expect(injector.respond(to: .sample()).atOnce?.response?.body.text == "0123456789")
    #expect(injector.counts == [0])
  }

  @Test func `a streamed answer is broken off behind so many bytes, and whoever gives it is told`() async throws {
    let source = Chunks(["012", "345", "678"])
    let stub = StubResponder(Response(status: 200, body: .stream(source, length: 9)))
    let injector = FaultInjector(try Self.plan("demo:truncated@4"), answering: stub)
    let body = try #require(injector.respond(to: .sample()).atOnce?.response?.body)
    #expect(body.length == 9)
    guard case .failure(let failure) = await body.collected() else { return #expect(Bool(false), "it is whole") }
    #expect(failure.kind == .truncated)
    #expect(failure.partialBody == Array("0123".utf8))
    #expect(source.isCancelled)
    #expect(source.asked == 2)
  }

  @Test func `a delay passes on the clock that is given, and uses the interaction`() async throws {
    let clock = VirtualClock()
    let start = clock.now
    let replayer = try Replayer([.sample()])
    let injector = FaultInjector(
      try Self.plan("demo:latency=300ms", "*:latency=2s", clock: clock), answering: replayer)
    #expect(await injector.respond(to: .sample()).outcome.response?.body.text == "answer 1")
    #expect(clock.now == start + .milliseconds(2300))
    #expect(replayer.unused.isEmpty)
    #expect(injector.counts == [1, 1])
    // A miss is told at once.
    #expect(await injector.respond(to: .sample()).outcome.miss?.reason == .usedUp)
    #expect(clock.now == start + .milliseconds(2300))
    #expect(injector.counts == [1, 1])
  }

  @Test func `a delay and a failure are one fault`() async throws {
    let clock = VirtualClock()
    let start = clock.now
    let injector = FaultInjector(
      try Self.plan("demo:latency=1s,status=503", clock: clock), answering: StubResponder(.sample()))
    #expect(await injector.respond(to: .sample()).outcome.response?.status == 503)
    #expect(clock.now == start + .seconds(1))
    #expect(injector.counts == [1])
  }

  @Test func `a delay counts where the answer is too short to be broken off`() async throws {
    let clock = VirtualClock()
    let start = clock.now
    let injector = FaultInjector(
      try Self.plan("demo:latency=1s,reset@10", clock: clock), answering: StubResponder(.sample("0123456789")))
    #expect(await injector.respond(to: .sample()).outcome.response?.body.text == "0123456789")
    #expect(clock.now == start + .seconds(1))
    #expect(injector.counts == [1])
  }

  @Test func `what is answered in its place leaves the interaction to the next request`() async throws {
    let replayer = try Replayer([.sample(), .sample()])
    let injector = FaultInjector(try Self.plan("demo#1:timeout", "demo#3:reset@2"), answering: replayer)
    #expect(injector.respond(to: .sample()).atOnce?.failure?.kind == .timeout)
    #expect(replayer.unused.count == 2)
    #expect(injector.respond(to: .sample()).atOnce?.response?.body.text == "answer 1")
    #expect(injector.respond(to: .sample()).atOnce?.failure?.replayedFrom == "002-demo-GET-things")
    #expect(replayer.unused.isEmpty)
    #expect(injector.counts == [1, 1])
  }

  @Test func `each rule counts its own requests, behind the API's base path`() async throws {
    let stub = StubResponder(.sample("answer"))
    let injector = FaultInjector(
      try Self.plan("other/GET/things#2:status=500", "demo/POST:status=501"), answering: stub)
    func status(_ method: HTTPMethod, _ url: String) async -> Int? {
      await injector.respond(to: .sample(method, url)).outcome.response?.status
    }
    #expect(await status(.get, "https://api.test/things") == 200)
    #expect(await status(.get, "https://other.test/v1/things") == 200)
    #expect(await status(.get, "https://other.test/things") == 200)
    #expect(await status(.get, "https://other.test/v1/things?page=2") == 500)
    #expect(await status(.get, "https://other.test/v1/things") == 200)
    #expect(await status(.post, "https://api.test/things") == 501)
    #expect(injector.counts == [1, 1])
  }

  @Test func `a failure and a miss stay what they are`() async throws {
    let failing = StubResponder { _ in .failure(TransportFailure(.tls, "recorded")) }
    let injector = FaultInjector(try Self.plan("demo:reset@1"), answering: failing)
    #expect(injector.respond(to: .sample()).atOnce?.failure?.kind == .tls)
    let missing = FaultInjector(try Self.plan("demo:reset@1"), answering: try Replayer([]))
    #expect(missing.respond(to: .sample()).atOnce?.miss != nil)
    #expect(injector.counts == [0] && missing.counts == [0])
  }

  @Test func `a cancelled delay ends at once`() async throws {
    let source = Chunks(["a"])
    let stub = StubResponder(Response(status: 200, body: .stream(source, length: 1)))
    let plan = try FaultPlan([try FaultRule(parsing: "demo:latency=3600s")], apis: [.demo])
    let injector = FaultInjector(plan, answering: stub)
    let task = Task { await injector.respond(to: .sample()).outcome.failure?.kind }
    task.cancel()
    #expect(await task.value == .cancelled)
    #expect(source.isCancelled)
  }

  @Test func `each session counts for itself, and begins again when it is reset`() async throws {
    let sessions = Sessions(try Replayer([.sample()]), faults: try Self.plan("demo#1:status=503")) {
      APIRouter(apis: [.demo], answering: $1)
    }
    let router = SessionRouter(sessions, apis: [.demo])
    func ask(_ session: String) async -> String {
      await SessionsTests.answer(router, SessionsTests.request("/demo/things", SessionsTests.header(session)))
    }
    #expect(await [ask("a"), ask("a"), ask("b"), ask("default")] == ["503", "answer 1", "503", "503"])
    #expect(sessions.faultCounts.map(\.count) == [3])
    try sessions.reset(try #require(SessionName("a")))
    #expect(await [ask("a"), ask("a")] == ["503", "answer 1"])
    _ = try sessions.end(try #require(SessionName("b")))
    #expect(sessions.faultCounts.map(\.count) == [4])
    #expect(sessions.faultCounts.map(\.rule.text) == ["demo#1:status=503"])
  }
}
