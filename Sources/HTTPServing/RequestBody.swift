import EventLoop
import HTTPModel

/// The body of a request, read from the connection as its consumer asks for it.
final class RequestBody: BodySource, @unchecked Sendable {  // the loop's thread owns every `var`
  private let loop: EventLoop
  /// Nil when the connection has no more to do with it.
  private var connection: Connection?
  private var framing: Framing
  private var buffer: [UInt8] = []
  private var trailers: HeaderFields = []
  private var failure: TransportFailure?
  private var waiter: CheckedContinuation<BodyPart, Never>?
  private var isDiscarding = false
  private(set) var isComplete = false
  /// Bytes that nobody wanted.
  private(set) var skipped = 0
  /// Whether the client waits for `100 Continue`.
  var needsContinue: Bool

  /// So much of a body that nobody reads is skipped to keep a connection; a longer one costs the connection.
  static let skipLimit = 1 << 18

  private enum Framing {
    case length(left: Int)
    case chunked(ChunkedDecoder)
  }

  /// Nil for a framing without a body.
  init?(_ framing: BodyFraming, of connection: Connection, limits: MessageLimits, needsContinue: Bool) {
    switch framing {
    case .length(let count): self.framing = .length(left: count)
    case .chunked: self.framing = .chunked(ChunkedDecoder(limits: limits))
    case .none, .untilClose: return nil
    }
    loop = connection.server.loop
    self.connection = connection
    self.needsContinue = needsContinue
  }

  /// How many bytes are to come; nil where nobody knows.
  var left: Int? { if case .length(let left) = framing { left } else { nil } }
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
  /// Takes what belongs to the body and gives its number of bytes.
  func take(_ bytes: UnsafeRawBufferPointer) throws(MessageError) -> Int {
    if isComplete { return 0 }
    needsContinue = false
    let count: Int
    switch framing {
    case .length(let left):
      count = min(left, bytes.count)
      buffer += bytes[..<count]
      framing = .length(left: left - count)
      isComplete = count == left
    case .chunked(var decoder):
      // So that the decoder is changed in place, not copied.
      framing = .length(left: 0)
      count = try decoder.decode(bytes.bytes, into: &buffer)
      isComplete = decoder.isComplete
      trailers = decoder.trailers
      framing = .chunked(decoder)
    }
    if isDiscarding {
      skipped += count
      buffer.removeAll(keepingCapacity: true)
    }
    if waiter != nil, let part = ready() { resume(part) }
    return count
  }

  func fail(_ failure: TransportFailure) {
    if self.failure == nil, !isComplete { self.failure = failure }
    if waiter != nil, let part = ready() { resume(part) }
  }

  /// What comes from here on is read and forgotten.
  func discard() {
    isDiscarding = true
    buffer = []
    fail(TransportFailure(.cancelled, "nobody reads the request's body any more"))
    connection?.resumeReading()
  }

  func detach() { connection = nil }

  private func ready() -> BodyPart? {
    if !buffer.isEmpty {
      defer { connection?.resumeReading() }
      let chunk = buffer
      buffer = []
      return .chunk(chunk)
    }
    if let failure { return .failure(failure) }
    return isComplete ? .end(trailers: trailers) : nil
  }

  private func wait(_ waiter: CheckedContinuation<BodyPart, Never>) {
    if let part = ready() { return waiter.resume(returning: part) }
    self.waiter = waiter
    connection?.awaitBody()
  }

  private func resume(_ part: BodyPart) {
    let waiter = waiter
    self.waiter = nil
    waiter?.resume(returning: part)
  }
}
