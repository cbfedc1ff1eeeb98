import EventLoop
import HTTPModel

/// TCP without TLS.
final class TCPTransport: ByteTransport {
  static let scheme = "http"

  let origin: Origin
  private let stream: TCPStream

  init(_ stream: TCPStream, origin: Origin) {
    self.stream = stream
    self.origin = origin
  }

  func startReading(onBytes: @escaping (UnsafeRawBufferPointer) -> Void, onEnd: @escaping (_ inOrder: Bool) -> Void) {
    stream.startReading(onBytes: onBytes, onEnd: { onEnd($0 == nil) })
  }

  func stopReading() { stream.stopReading() }

  func write(
    _ first: [UInt8], _ second: ArraySlice<UInt8>, completion: @autoclosure () -> (_ isWritten: Bool) -> Void
  ) -> TransportWrite {
    let result = stream.write(
      first, second,
      completion: { () -> (EventLoopError?) -> Void in
        let completion = completion()
        return { completion($0 == nil) }
      }())
    return switch result {
    case .written: .written
    case .queued: .queued
    case .failed: .failed
    }
  }

  func shutdown(completion: @escaping (_ isDone: Bool) -> Void) { stream.shutdown { completion($0 == nil) } }

  func close() { stream.close() }

  func reset() { stream.reset() }
}
