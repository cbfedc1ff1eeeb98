import EventLoop
import HTTPModel
import HTTPServing
import RecordReplay

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `--port`, `--host`, and a server that runs until it is interrupted.
enum ListenOptions {
  static func configuration(
    _ arguments: Arguments, for command: String
  ) throws(UsageError) -> HTTPServer.Configuration {
    var configuration = HTTPServer.Configuration()
    if let host = arguments.value("host") { configuration.host = host }
    configuration.port = 8080
    configuration.renderMiss = { MissReport($0).response }
    if let text = arguments.value("port") {
      guard let port = Int(text), (0...65535).contains(port) else {
        throw UsageError(
          message: "\(command): --port '\(text)' is not a port from 0 to 65535", next: "tapedeck \(command) --help")
      }
      configuration.port = port
    }
    return configuration
  }

  /// Serves until SIGINT or SIGTERM. What is under way may end then; a second signal cuts it off. `begun` is told where
  /// it listens; `next` is the command to try where it cannot.
  static func serve(
    _ responder: any Responder, _ configuration: HTTPServer.Configuration, on loop: EventLoop, next: String,
    begun: (Origin) -> Void
  ) async throws {
    let server = HTTPServer(loop, configuration: configuration)
    let origin: Origin
    do throws(ServerError) {
      origin = try await server.start(answering: responder)
    } catch {
      throw CommandError("cannot listen: \(error)", at: "\(configuration.host):\(configuration.port)", next: next)
    }
    let signals = await SignalWatch(loop, for: [SIGINT, SIGTERM])
    begun(origin)
    _ = await signals.next()
    async let second: Void = { if await signals.next() != nil { await server.stop(within: .zero) } }()
    await server.stop()
    signals.end()
    await second
  }
}
