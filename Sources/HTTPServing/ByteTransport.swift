import HTTPModel

/// What gives a connection its bytes and takes them. Only on the loop's thread. Closures that it is given are called
/// there, never after `close()` or `reset()` but for the completions of what is still to be written.
protocol ByteTransport: AnyObject {
  /// Whom the peer speaks with: the scheme of all that it asks for, and the authority of what names none.
  var origin: Origin { get }

  /// Calls `onBytes` with what comes; the bytes are gone when it returns. Calls `onEnd` once: in order, or where the
  /// connection broke.
  func startReading(onBytes: @escaping (UnsafeRawBufferPointer) -> Void, onEnd: @escaping (_ inOrder: Bool) -> Void)
  /// Lets what comes wait: the peer is slowed down.
  func stopReading()

  /// Writes both, one after the other. Only if something must wait `completion` is made, and called when all is written
  /// or the connection broke.
  func write(
    _ first: [UInt8], _ second: ArraySlice<UInt8>, completion: @autoclosure () -> (_ isWritten: Bool) -> Void
  ) -> TransportWrite

  /// Ends the sending direction behind what waits.
  func shutdown(completion: @escaping (_ isDone: Bool) -> Void)
  /// Harmless when called twice.
  func close()
  /// Closes so that the peer sees it as a failure.
  func reset()
}

enum TransportWrite { case written, queued, failed }
