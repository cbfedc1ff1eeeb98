import EventLoop
import HTTPFetching
import HTTPModel
import HTTPServing
import RecordReplay

/// How a workflow's requests get to the replayer.
enum Transport: Sendable {
  /// By a call.
  case inProcess
  /// Through libcurl over plain TCP to a replay server on loopback, and back.
  case wire

  /// Calls `body` with a responder that asks `replayer`; whatever was opened for it is closed again.
  func answering<Result: Sendable>(
    _ replayer: Replayer, apis: [API], _ body: (any Responder) async throws -> Result
  ) async throws -> Result {
    switch self {
    case .inProcess: return try await body(replayer)
    case .wire:
      let loop = try EventLoop(name: "tapedeck-wire")
      defer { loop.stop() }
      let server = HTTPServer(loop)
      let origin = try await server.start(
        answering: WireTagger(
          APIRouter(apis: apis, answering: BodyCollector(answering: replayer, digestsLong: true))))
      do {
        let result = try await body(WireReader(server: origin, client: CurlClient(loop)))
        await server.stop()
        return result
      } catch {
        await server.stop()
        throw error
      }
    }
  }
}
