import EventLoop
import HTTPModel

/// What comes over a transport, as a stream: it is read as it is asked for.
final class TransportBytes: BodySource, @unchecked Sendable {  // the loop's thread owns every `var`
  private let loop: EventLoop
  private let transport: any ByteTransport
  private let onEnd: (_ inOrder: Bool) -> Void
  private var buffer: [UInt8]
  private var last: BodyPart?
  private var waiter: CheckedContinuation<BodyPart, Never>?
  private var isReading = false

  /// So much waits here before the other side has to.
  private static let highWater = 1 << 16

  /// `early` came before. `onEnd` is called when the other side has ended, once.
  init(
    _ transport: any ByteTransport, _ loop: EventLoop, early: [UInt8] = [],
    onEnd: @escaping (_ inOrder: Bool) -> Void = { _ in }
  ) {
    (self.transport, self.loop, buffer, self.onEnd) = (transport, loop, early, onEnd)
  }

  func next() async -> BodyPart {
    if loop.isOnLoop, let part = ready() { return part }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { waiter in loop.onLoop { self.wait(waiter) } }
    } onCancel: {
      cancel()
    }
  }

  func cancel() { loop.onLoop { self.end(with: .failure(TransportFailure(.cancelled, "it is not read any further"))) } }
}

// On the loop's thread.
extension TransportBytes {
  /// Also when nobody asks: the end is seen.
  func read() {
    if isReading || last != nil || buffer.count >= TransportBytes.highWater { return }
    isReading = true
    transport.startReading(onBytes: { self.take($0) }, onEnd: { self.ended(inOrder: $0) })
  }

  private func take(_ bytes: UnsafeRawBufferPointer) {
    buffer += bytes
    serve()
    if buffer.count >= TransportBytes.highWater, isReading {
      isReading = false
      transport.stopReading()
    }
  }

  private func ended(inOrder: Bool) {
    isReading = false
    end(with: inOrder ? .end(trailers: []) : .failure(TransportFailure(.reset, "the connection broke")))
    onEnd(inOrder)
  }

  private func end(with part: BodyPart) {
    if last == nil { last = part }
    serve()
  }

  private func ready() -> BodyPart? {
    if buffer.isEmpty { return last }
    defer { buffer = [] }
    return .chunk(buffer)
  }

  private func wait(_ waiter: CheckedContinuation<BodyPart, Never>) {
    if let part = ready() { return waiter.resume(returning: part) }
    self.waiter = waiter
    read()
  }

  private func serve() {
    guard let waiter, let part = ready() else { return }
    self.waiter = nil
    waiter.resume(returning: part)
  }
}
