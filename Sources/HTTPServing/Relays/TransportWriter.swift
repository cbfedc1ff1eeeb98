import EventLoop
import HTTPModel

/// Sends what a source gives over a transport, as fast as the other side takes it.
final class TransportWriter: @unchecked Sendable {  // the loop's thread owns it
  private let transport: any ByteTransport
  private let loop: EventLoop
  private var writer: CheckedContinuation<Bool, Never>?
  private var task: Task<Void, Never>?

  enum End { case whole, failed }

  init(_ transport: any ByteTransport, _ loop: EventLoop) { (self.transport, self.loop) = (transport, loop) }

  /// Calls `onEnd` when the source has ended, or one of the two has failed; not after `stop()`. `onMove` is called for
  /// each piece.
  func send(_ source: any BodySource, onMove: @escaping () -> Void = {}, onEnd: @escaping (End) -> Void) {
    let calls = Calls(moved: onMove, ended: onEnd)
    task = Task.immediate(executorPreference: loop) { [self] in
      while !Task.isCancelled {
        switch await source.next() {
        case .chunk(let bytes):
          if await write(bytes) {
            calls.moved()
            continue
          }
          if !Task.isCancelled { calls.ended(.failed) }
        case .end: if !Task.isCancelled { calls.ended(.whole) }
        case .failure: if !Task.isCancelled { calls.ended(.failed) }
        }
        return
      }
    }
  }

  func stop() {
    task?.cancel()
    task = nil
    resume(false)
  }

  private func write(_ bytes: [UInt8]) async -> Bool {
    switch transport.write(bytes, [], completion: { self.resume($0) }) {
    case .written: true
    case .failed: false
    case .queued: await withCheckedContinuation { writer = $0 }
    }
  }

  private func resume(_ isWritten: Bool) {
    let writer = writer
    self.writer = nil
    writer?.resume(returning: isWritten)
  }
}

/// Closures that are called on the loop's thread alone.
private struct Calls: @unchecked Sendable {
  let moved: () -> Void
  let ended: (TransportWriter.End) -> Void
}
