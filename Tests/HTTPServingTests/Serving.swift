import EventLoop
import HTTPModel
import HTTPServing
import Locking
import TestSupport

/// Answers by a function.
struct Answering: Responder {
  let answer: @Sendable (Request) async -> Outcome
  init(_ answer: @escaping @Sendable (Request) async -> Outcome) { self.answer = answer }
  func respond(to request: Request) -> Answer { .later { await answer(request) } }

  /// Never answers: opens `begun` when it is asked and `cancelled` when nobody wants the answer any more.
  static func never(_ begun: Gate, _ cancelled: Gate) -> Answering {
    Answering { _ in
      begun.open()
      await withTaskCancellationHandler {
        await Gate().wait()
      } onCancel: {
        cancelled.open()
      }
      return .text("")
    }
  }

  /// 200 with `METHOD target` and the body that came; 502 where it did not come whole.
  static let echo = Answering { request in
    switch await request.body.collected() {
    case .success(let body):
      .text("\(request.method) \(request.target) \(String(decoding: body.bytes, as: UTF8.self))")
    case .failure(let failure): .response(Response(status: 502, body: .bytes(Array("\(failure.kind)".utf8))))
    }
  }
}

extension Outcome {
  static func text(_ text: String, status: Int = 200) -> Outcome {
    .response(Response(status: status, reason: "Fine", body: .bytes(Array(text.utf8))))
  }
}

/// Starts a server on a loop of its own, and stops both when `body` is done.
func serving(
  _ responder: some Responder, _ configuration: HTTPServer.Configuration = HTTPServer.Configuration(),
  _ body: (_ port: Int, _ server: HTTPServer) async throws -> Void
) async throws {
  let loop = try EventLoop()
  defer { loop.stop() }
  try await serving(responder, by: HTTPServer(loop, configuration: configuration), body)
}

/// The same where no time passes for the server but what `time` lets pass.
func servingInVirtualTime(
  _ responder: some Responder, _ configuration: HTTPServer.Configuration = HTTPServer.Configuration(),
  _ body: (_ port: Int, _ server: HTTPServer, _ time: VirtualTime) async throws -> Void
) async throws {
  let loop = try EventLoop()
  defer { loop.stop() }
  let clock = Lock<UInt64>(1_000_000)
  let server = HTTPServer(loop, configuration: configuration) { clock.withLock { $0 } }
  try await serving(responder, by: server) { port, server in
    try await body(port, server, VirtualTime(server, clock))
  }
}

private func serving(
  _ responder: some Responder, by server: HTTPServer,
  _ body: (_ port: Int, _ server: HTTPServer) async throws -> Void
) async throws {
  let origin = try await server.start(answering: responder)
  do {
    try await onOwnThreads { try await body(origin.port, server) }
    await server.stop(within: .zero)
  } catch {
    await server.stop(within: .zero)
    throw error
  }
}

/// A server's time.
struct VirtualTime: Sendable {
  private let server: HTTPServer
  private let milliseconds: Lock<UInt64>

  init(_ server: HTTPServer, _ milliseconds: Lock<UInt64>) {
    self.server = server
    self.milliseconds = milliseconds
  }

  /// Goes on, and returns when the server has acted on what is over.
  func pass(_ duration: Duration) async {
    await server.sweep { [milliseconds] in milliseconds.withLock { $0 += UInt64(duration / .milliseconds(1)) } }
  }
}

/// Counts the bytes of a streamed body as they come.
final class Upload: Sendable {
  private let bytes = Lock(0)
  var count: Int { bytes.withLock { $0 } }
  func add(_ count: Int) { bytes.withLock { $0 += count } }

  var responder: Answering {
    Answering { [self] request in
      guard case .stream(let source, _) = request.body else { return .text("no stream") }
      while case .chunk(let chunk) = await source.next() { bytes.withLock { $0 += chunk.count } }
      return .text("\(count)")
    }
  }
}

func configured(_ change: (inout HTTPServer.Configuration) -> Void) -> HTTPServer.Configuration {
  var configuration = HTTPServer.Configuration()
  change(&configuration)
  return configuration
}

/// Whether `condition` holds before two minutes are over.
func eventually(_ condition: () async throws -> Bool) async rethrows -> Bool {
  let clock = ContinuousClock()
  let end = clock.now + .seconds(120)
  while clock.now < end {
    if try await condition() { return true }
    try? await Task.sleep(for: .milliseconds(2))
  }
  return false
}

/// A door that opens once; whoever comes before waits, or is cancelled.
final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var waiters: [CheckedContinuation<Void, Never>] = []
  }
  private let state = Lock(State())

  func open() {
    let waiters = state.withLock { state in
      state.isOpen = true
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
  }

  func wait() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in
        let isOpen = state.withLock { state in
          if !state.isOpen { state.waiters.append(waiter) }
          return state.isOpen
        }
        if isOpen { waiter.resume() }
      }
    } onCancel: {
      open()
    }
  }
}

/// A body whose chunks a function gives; it notes how many were asked for and whether it was stopped.
final class ChunkSource: BodySource {
  private struct State {
    var asked = 0
    var isCancelled = false
  }
  private let state = Lock(State())
  private let part: @Sendable (Int) async -> BodyPart

  init(_ part: @escaping @Sendable (_ number: Int) async -> BodyPart) { self.part = part }

  convenience init(_ chunks: [String], trailers: HeaderFields = []) {
    self.init { $0 < chunks.count ? .chunk(Array(chunks[$0].utf8)) : .end(trailers: trailers) }
  }

  var asked: Int { state.withLock { $0.asked } }
  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  func next() async -> BodyPart {
    let number = state.withLock { state in
      defer { state.asked += 1 }
      return state.asked
    }
    return await part(number)
  }

  func cancel() { state.withLock { $0.isCancelled = true } }
}
