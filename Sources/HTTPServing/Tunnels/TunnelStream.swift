import HTTPModel

/// What comes and goes in a tunnel: another transport from a byte on that was already read from it.
final class TunnelStream: ByteTransport {
  let origin: Origin
  private let inner: any ByteTransport
  private var first: [UInt8]
  private var isReading = false
  private var isInnerReading = false

  /// `first` comes before what `inner` brings.
  init(_ inner: any ByteTransport, origin: Origin, first: [UInt8]) {
    self.inner = inner
    self.origin = origin
    self.first = first
  }

  /// Brings the first bytes at once.
  func startReading(onBytes: @escaping (UnsafeRawBufferPointer) -> Void, onEnd: @escaping (_ inOrder: Bool) -> Void) {
    isReading = true
    let bytes = first
    first = []
    if !bytes.isEmpty { bytes.withUnsafeBytes(onBytes) }
    // Whoever got them may have stopped, or stopped and started again.
    if !isReading || isInnerReading { return }
    isInnerReading = true
    inner.startReading(onBytes: onBytes, onEnd: onEnd)
  }

  func stopReading() {
    (isReading, isInnerReading) = (false, false)
    inner.stopReading()
  }

  func write(
    _ first: [UInt8], _ second: ArraySlice<UInt8>, completion: @autoclosure () -> (_ isWritten: Bool) -> Void
  ) -> TransportWrite { inner.write(first, second, completion: completion()) }

  func shutdown(completion: @escaping (_ isDone: Bool) -> Void) { inner.shutdown(completion: completion) }

  func close() {
    (isReading, isInnerReading) = (false, false)
    inner.close()
  }

  func reset() {
    (isReading, isInnerReading) = (false, false)
    inner.reset()
  }
}
