import EventLoop
import HTTPModel

/// The body of a request, kept until its consumer asks for it.
final class RequestBody: BodySource, @unchecked Sendable {  // the loop's thread owns every `var`
  private let loop: EventLoop
  /// Nil when the channel has no more to do with it.
  private var exchange: ServerExchange?
  private var buffer: [UInt8] = []
  /// What comes behind the buffer's content, once that is known.
  private var last: BodyPart?
  private var waiter: CheckedContinuation<BodyPart, Never>?
  private var isDiscarding = false
  /// Bytes that nobody wanted.
  private(set) var skipped = 0

  init(of exchange: ServerExchange) {
    loop = exchange.channel.server.loop
    self.exchange = exchange
  }

  /// Whether so much was not asked for yet that the client should be slowed down.
  var isFull: Bool { buffer.count >= 1 << 16 }
  var isAwaited: Bool { waiter != nil }

  func next() async -> BodyPart {
    if loop.isOnLoop, let part = ready() { return part }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in loop.onLoop { self.wait(waiter) } }
    } onCancel: {
      loop.onLoop { self.fail(TransportFailure(.cancelled, "the request was cancelled")) }
    }
  }

  func cancel() { loop.onLoop { self.discard() } }
}

// On the loop's thread.
extension RequestBody {
  func take(_ content: [UInt8]) {
    if isDiscarding {
      skipped += content.count
      exchange?.consumed(content.count)
    } else if buffer.isEmpty {
      buffer = content
    } else {
      buffer += content
    }
    serveWaiter()
  }

  func end(_ trailers: HeaderFields) {
    if last == nil { last = .end(trailers: trailers) }
    serveWaiter()
  }

  /// Changes nothing where the end has come.
  func fail(_ failure: TransportFailure) {
    if last == nil { last = .failure(failure) }
    serveWaiter()
  }

  /// What comes from here on is read and forgotten.
  func discard() {
    let count = buffer.count
    isDiscarding = true
    buffer = []
    fail(TransportFailure(.cancelled, "the request's body is not read any further"))
    exchange?.consumed(count)
  }

  func detach() { exchange = nil }

  private func ready() -> BodyPart? {
    if buffer.isEmpty { return last }
    let chunk = buffer
    defer { exchange?.consumed(chunk.count) }
    buffer = []
    return .chunk(chunk)
  }

  private func wait(_ waiter: CheckedContinuation<BodyPart, Never>) {
    if let part = ready() { return waiter.resume(returning: part) }
    self.waiter = waiter
    exchange?.awaitBody()
  }

  private func serveWaiter() {
    guard let waiter, let part = ready() else { return }
    self.waiter = nil
    waiter.resume(returning: part)
  }
}
