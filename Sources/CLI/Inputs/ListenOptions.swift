import EventLoop
import HTTPModel
import HTTPServing
import RecordReplay

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `--port`, `--host`, and a server that runs until it is interrupted, or until a command ends.
enum ListenOptions {
  static let withNames = OptionDeclaration(
    "name-interactions", help: "on replayed answers: Tapedeck-Interaction: NAME")
  static let withoutHTTP2 = OptionDeclaration("no-http2", help: "HTTP/1.1 alone, with clients and servers")

  static func configuration(
    _ arguments: Arguments, for command: String
  ) throws(UsageError) -> HTTPServer.Configuration {
    var configuration = HTTPServer.Configuration()
    if let host = arguments.value("host") { configuration.host = host }
    configuration.port = arguments.command == nil ? 8080 : 0
    configuration.renderMiss = { MissReport($0).response }
    configuration.http2 = !arguments.has("no-http2")
    // Long bodies pass through, or are read for their digest.
    configuration.limits.maxBodyBytes = 4 << 30
    if let text = arguments.value("port") {
      guard let port = Int(text), (0...65535).contains(port) else {
        throw UsageError(
          message: "\(command): --port '\(text)' is not a port from 0 to 65535", next: "tapedeck \(command) --help")
      }
      configuration.port = port
    }
    return configuration
  }

  /// What a user should know of an address that other machines reach; nil for loopback.
  static func note(_ configuration: HTTPServer.Configuration) -> String? {
    if Origin(scheme: "http", host: configuration.host).isLoopback { return nil }
    return "note: other machines may reach \(configuration.host), and whoever does can use the server"
  }

  /// Serves until SIGINT or SIGTERM, or until the command ends that `command` starts, which is given the signals that come.
  /// What is under way may end then; a second signal cuts it off. `begun` is told where it listens, and of the lines that
  /// tell of `others`; `next` is the command to try where it cannot. Gives how the command ended; nil where there was none.
  @discardableResult
  static func serve(
    _ responder: any Responder, _ configuration: HTTPServer.Configuration, on loop: EventLoop,
    others: [Listener] = [], next: String, begun: (Origin, _ others: [String]) -> Void,
    running command: ((Origin) async throws -> ChildProcess)? = nil
  ) async throws -> ChildProcess.Ending? {
    var servers: [HTTPServer] = []
    let origin = try await start(responder, configuration, on: loop, &servers, next: next)
    var rows: [String] = []
    for other in others {
      var beside = configuration
      beside.port = other.port
      beside.interception = nil
      rows.append(other.row(try await start(other.responder, beside, on: loop, &servers, next: next)))
    }
    let signals = await SignalWatch(loop, for: [SIGINT, SIGTERM] + (command == nil ? [] : [SIGHUP]))
    begun(origin, rows)
    let all = servers
    guard let command else {
      _ = await signals.next()
      async let second: Void = {
        if await signals.next() != nil { for server in all { await server.stop(within: .zero) } }
      }()
      for server in all { await server.stop() }
      signals.end()
      await second
      return nil
    }
    let child: ChildProcess
    do {
      child = try await command(origin)
    } catch {
      for server in all { await server.stop(within: .zero) }
      signals.end()
      throw error
    }
    async let forwarding: Void = SignalForwarding.run(from: signals, to: child) {
      for server in all { await server.stop(within: .zero) }
    }
    let ending = await child.end()
    for server in all { await server.stop() }
    signals.end()
    await forwarding
    return ending
  }

  /// A server that has begun is added to `servers`.
  private static func start(
    _ responder: any Responder, _ configuration: HTTPServer.Configuration, on loop: EventLoop,
    _ servers: inout [HTTPServer], next: String
  ) async throws(CommandError) -> Origin {
    let server = HTTPServer(loop, configuration: configuration)
    do throws(ServerError) {
      let origin = try await server.start(answering: responder)
      servers.append(server)
      return origin
    } catch {
      throw CommandError("\(error)", next: next)
    }
  }
}
