import AWSTasks
import EventLoop
import HTTPFetching
import HTTPModel
import HTTPServing
import JSONModel
import Locking
import RecordReplay
import TestSupport
import Testing
import WorkflowEngine

@Suite(.enabled(if: SharedFiles.available)) struct HTTPTaskCasesTests {
  /// What stands for AWS's endpoint: compares each request with the one that AWS sent, and answers as it was answered.
  final class Endpoint: Responder {
    private struct State {
      var example: HTTPTaskCase?
      var requests = 0
      var tokens = 0
      var differences: [String] = []
    }
    private let state = Lock(State())
    private let creation: HTTPTaskCase
    let isOnWire: Bool

    init(creation: HTTPTaskCase, isOnWire: Bool) {
      self.creation = creation
      self.isOnWire = isOnWire
    }

    func expect(_ example: HTTPTaskCase) { state.withLock { $0 = State(example: example) } }
    var requests: Int { state.withLock { $0.requests } }
    var tokens: Int { state.withLock { $0.tokens } }
    var differences: [String] { state.withLock { $0.differences } }

    func respond(to request: Request) -> Answer { .later { await self.answer(request) } }

    private func answer(_ request: Request) async -> Outcome {
      guard case .success(let collected) = await request.body.collected(limit: 1 << 20) else {
        return .failure(TransportFailure(.reset, "the body did not come"))
      }
      let body = String(decoding: collected.bytes, as: UTF8.self)
      let isToken = request.target.path.elementsEqual("/oauth".utf8)
      let example = state.withLock { state in
        if isToken { state.tokens += 1 } else { state.requests += 1 }
        return isToken ? creation : state.example
      }
      let differences = example?.differences(request, body: body, isFromWire: isOnWire) ?? ["nothing was expected"]
      state.withLock { $0.differences += differences }
      return example?.answer(request, body: body) ?? .failure(TransportFailure(.reset, "nothing was expected"))
    }
  }

  /// Plays all cases through `responder`, at whose end `endpoint` stands.
  private func play(through responder: any Responder, to endpoint: Endpoint) async throws {
    let cases = try HTTPTaskCase.all()
    #expect(cases.count == 18)
    var withToken = 0
    for example in cases {
      endpoint.expect(example)
      let task = HTTPTask(via: responder, connections: example.connections, region: "us-west-2")
      let report = await task.perform(example.call)
      #expect(example.differences(report, isFromWire: endpoint.isOnWire) == [], "\(example.id)")
      let wasSent = example.json["sent"]?.isNull == false
      #expect(endpoint.requests == (wasSent ? 1 : 0), "\(example.id)")
      #expect(endpoint.differences == [], "\(example.id)")
      withToken += endpoint.tokens
    }
    #expect(withToken == 1)
  }

  @Test func `all 18 recorded cases give AWS's requests, token request, results and errors`() async throws {
    let endpoint = Endpoint(creation: try #require(try HTTPTaskCase.oauthCreation()), isOnWire: false)
    try await play(through: endpoint, to: endpoint)
  }

  @Test func `all 18 recorded cases do so over the wire, too`() async throws {
    let endpoint = Endpoint(creation: try #require(try HTTPTaskCase.oauthCreation()), isOnWire: true)
    let loop = try EventLoop(name: "http-task-cases")
    defer { loop.stop() }
    let server = HTTPServer(loop)
    let apis = [try #require(API("echo=https://echo.test"))]
    let origin = try await server.start(answering: WireTagger(APIRouter(apis: apis, answering: endpoint)))
    try await play(through: WireReader(server: origin, client: CurlClient(loop)), to: endpoint)
    await server.stop()
  }
}
