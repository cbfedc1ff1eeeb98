import HTTPModel
import Locking
import RecordReplay

/// Where requests come in: clients of a test's base URLs get links that lead back there, to the APIs of the test's own
/// cassette.
final class TestEntrance: Responder {
  private let router: SessionRouter
  private let rewriters = Lock<[String: LinkRewriter]>([:])

  init(answering router: SessionRouter) { self.router = router }

  func open(_ session: String, _ apis: [API]) {
    let rewriter = LinkRewriter(apis: apis, answering: router)
    rewriters.withLock { $0[session] = rewriter }
  }

  func close(_ session: String) { rewriters.withLock { $0[session] = nil } }

  func respond(to request: Request) -> Answer {
    guard !request.via.isTunnelled, request.target.bytes.starts(with: TestEntrance.base) else {
      return router.respond(to: request)
    }
    let name = request.target.bytes.dropFirst(TestEntrance.base.count).prefix { $0 != UInt8(ascii: "/") }
    let rewriter = rewriters.withLock { $0[String(decoding: name, as: UTF8.self)] }
    return rewriter?.respond(to: request) ?? router.respond(to: request)
  }

  static let base = Array("/_tapedeck/session/".utf8)
}
