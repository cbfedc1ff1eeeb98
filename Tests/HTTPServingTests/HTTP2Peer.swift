import EventLoop
import HTTPModel
import Locking
import TestSupport

@testable import HTTPServing

/// An HTTP/2 client that is made of frames, over a transport that is no socket.
final class HTTP2Peer: @unchecked Sendable {  // the loop's thread owns all but `milliseconds`
  static let host = "api.keygen.test"
  static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + HTTP2Frame(.settings, stream: 0).bytes

  let loop: EventLoop
  let server: HTTPServer
  private let transport = HTTP2PeerTransport()
  private let connection: HTTP2Connection
  private let milliseconds: Lock<UInt64>

  init(_ loop: EventLoop, _ responder: any Responder, _ configuration: HTTPServer.Configuration) throws {
    let milliseconds = Lock<UInt64>(1_000_000)
    let server = HTTPServer(loop, configuration: configuration) { milliseconds.withLock { $0 } }
    let via = Request.Via(listener: "http", isTunnelled: true)
    guard let connection = HTTP2Connection(server, transport, answering: responder, via: via) else {
      throw RawClient.Failure(code: 12)
    }
    (self.loop, self.server, self.connection, self.milliseconds) = (loop, server, connection, milliseconds)
  }

  /// Whether nobody holds the connection any more.
  var isReleased: @Sendable () -> Bool { { [weak connection] in connection == nil } }

  /// Begins the connection and sends bytes: by default what a client must say first.
  func start(_ bytes: [UInt8] = HTTP2Peer.preface) async {
    await loop.run { self.connection.start() }
    await send(bytes)
  }

  func send(_ frames: HTTP2Frame...) async { await send(frames.flatMap(\.bytes)) }

  /// Everything at once.
  func send(_ bytes: [UInt8]) async {
    await loop.run { bytes.withUnsafeBytes { self.transport.onBytes?($0) } }
  }

  func end(inOrder: Bool) async { await loop.run { self.transport.onEnd?(inOrder) } }

  /// The server is asked to end.
  func stop() async { await loop.run { self.connection.endSoon() } }

  /// Time goes on, and the connection acts on what is over.
  func pass(_ duration: Duration) async {
    milliseconds.withLock { $0 += UInt64(duration / .milliseconds(1)) }
    await loop.run {
      if self.connection.deadline <= self.server.now { self.connection.expire() }
    }
  }

  /// What is written waits until it is released.
  func holdWrites() async { await loop.run { self.transport.holdsWrites = true } }
  func releaseWrites() async {
    await loop.run {
      self.transport.holdsWrites = false
      let completion = self.transport.held
      self.transport.held = nil
      completion?(true)
    }
  }

  /// What has come so far.
  var received: HTTP2Received { get async { await loop.run { self.transport.received } } }
  /// `open`, `ended` (our side may still send) or `closed`.
  var state: String { get async { await loop.run { self.transport.state } } }

  /// What has come of an answer once `condition` holds; whatever has come where it never does.
  func answer(
    on stream: Int32 = 1, when condition: (HTTP2Received.Answer) -> Bool = { $0.isEnded || $0.reset != nil }
  ) async -> HTTP2Received.Answer {
    var answer = HTTP2Received.Answer()
    _ = await eventually {
      answer = await received.answers[stream] ?? HTTP2Received.Answer()
      return condition(answer)
    }
    return answer
  }

  /// Asks on a stream of its own, and waits for the answer.
  func get(_ path: String = "/", on stream: Int32 = 1) async -> HTTP2Received.Answer {
    await send(.get(path, on: stream))
    return await answer(on: stream)
  }
}

/// Runs `body` with a peer that has begun to speak.
func speakingHTTP2(
  _ responder: some Responder, _ configuration: HTTPServer.Configuration = HTTPServer.Configuration(),
  preface: [UInt8] = HTTP2Peer.preface, _ body: (HTTP2Peer) async throws -> Void
) async throws {
  let loop = try EventLoop()
  defer { loop.stop() }
  let peer = try HTTP2Peer(loop, responder, configuration)
  await peer.start(preface)
  try await onOwnThreads { try await body(peer) }
  await peer.end(inOrder: false)
}

/// Keeps what is written, by frames. Confined to the loop's thread.
private final class HTTP2PeerTransport: ByteTransport {
  let origin = Origin(scheme: "https", host: HTTP2Peer.host)
  var received = HTTP2Received()
  var state = "open"
  var onBytes: ((UnsafeRawBufferPointer) -> Void)?
  var onEnd: ((Bool) -> Void)?
  var holdsWrites = false
  var held: ((Bool) -> Void)?

  func startReading(onBytes: @escaping (UnsafeRawBufferPointer) -> Void, onEnd: @escaping (Bool) -> Void) {
    (self.onBytes, self.onEnd) = (onBytes, onEnd)
  }

  func stopReading() { (onBytes, onEnd) = (nil, nil) }

  func write(
    _ first: [UInt8], _ second: ArraySlice<UInt8>, completion: @autoclosure () -> (Bool) -> Void
  ) -> TransportWrite {
    received.take(first + second)
    if !holdsWrites { return .written }
    held = completion()
    return .queued
  }

  func shutdown(completion: @escaping (Bool) -> Void) {
    state = "ended"
    completion(true)
  }

  func close() {
    state = "closed"
    stopReading()
  }

  func reset() { close() }
}
