import EventLoop
import HTTPFetching
import HTTPModel
import Locking
import TestSupport
import Testing

/// Runs `body` with a server that follows `script` on each connection, and a client on a loop of its own.
func withServer<Result>(
  _ script: @escaping ScriptedServer.Script, _ configuration: CurlClient.Configuration = .init(),
  _ body: (ScriptedServer, CurlClient) async throws -> Result
) async throws -> Result {
  let server = try ScriptedServer(script)
  try server.start()
  defer { server.stop() }
  return try await withClient(configuration) { try await body(server, $0) }
}

/// Runs `body` with a client on a loop of its own, which is stopped behind it. `body` runs on threads of its own, too:
/// beside hundreds of other tests it would wait so long for its turns that connections get too old to be used again.
func withClient<Result>(
  _ configuration: CurlClient.Configuration = .init(), _ body: (CurlClient) async throws -> Result
) async throws -> Result {
  let loop = try EventLoop()
  defer { loop.stop() }
  return try await onOwnThreads { try await body(CurlClient(loop, configuration: configuration)) }
}

extension ScriptedServer {
  /// Sends the same text for every request on a connection, until the client closes it. Bodies are not read.
  static func answering(_ text: String) -> Script {
    { connection in
      while true {
        try connection.readHead()
        try connection.send(text)
      }
    }
  }

  /// The one answer of tests that are about the request.
  static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
}

extension CurlClient.Configuration {
  init(_ change: (inout CurlClient.Configuration) -> Void) {
    self.init()
    change(&self)
  }
}

extension Outcome {
  var response: Response? {
    if case .response(let response) = self { return response }
    return nil
  }

  var failure: TransportFailure? {
    if case .failure(let failure) = self { return failure }
    return nil
  }
}

extension Response {
  /// The whole body as text.
  func text() async throws -> String { String(decoding: try await body.collected().get().bytes, as: UTF8.self) }

  var source: (any BodySource)? {
    if case .stream(let source, _) = body { return source }
    return nil
  }

  var lines: [String] { headers.map(\.description) }
}

extension Body {
  /// How reading it to the end fails; nil where it does not.
  func failure() async -> TransportFailure? {
    if case .failure(let failure) = await collected() { return failure }
    return nil
  }
}

extension CurlClient {
  /// The response with its whole body, or the failure of either.
  func whole(_ request: Request) async -> (response: Response?, text: String, failure: TransportFailure?) {
    switch await respond(to: request).outcome {
    case .response(let response):
      switch await response.body.collected() {
      case .success(let body): return (response, String(decoding: body.bytes, as: UTF8.self), nil)
      case .failure(let failure): return (response, String(decoding: failure.partialBody, as: UTF8.self), failure)
      }
    case .failure(let failure): return (nil, String(decoding: failure.partialBody, as: UTF8.self), failure)
    case .miss: return (nil, "", nil)
    }
  }
}

/// A request's body that gives what a function says, and counts how often it was asked.
final class Pieces: BodySource {
  private let give: @Sendable (Int) async -> BodyPart
  private let state = Lock((asked: 0, isCancelled: false))

  /// `give` is told how often it was asked before.
  init(_ give: @escaping @Sendable (Int) async -> BodyPart) { self.give = give }

  convenience init(_ texts: [String], trailers: HeaderFields = []) {
    self.init { index in
      index < texts.count ? .chunk(Array(texts[index].utf8)) : .end(trailers: trailers)
    }
  }

  var asked: Int { state.withLock { $0.asked } }
  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  func next() async -> BodyPart {
    let index = state.withLock { state in
      defer { state.asked += 1 }
      return state.asked
    }
    return await give(index)
  }

  func cancel() { state.withLock { $0.isCancelled = true } }
}
