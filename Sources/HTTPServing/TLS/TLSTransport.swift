import EventLoop
import HTTPModel

/// TLS over another transport, as its server. Nothing is read or written before `handshake` has succeeded.
final class TLSTransport: ByteTransport, @unchecked Sendable {  // the loop's thread owns it
  private enum Phase { case handshaking, open, ended, closed }

  let origin: Origin
  /// Called once where a client that shook hands ends the connection without a byte: it may have refused the certificate.
  var onUnused: () -> Void = {}
  private let loop: EventLoop
  private let inner: any ByteTransport
  private let context: TLSContext
  private var session: TLSSession
  private var phase = Phase.handshaking
  private var onHandshake: ((Result<TLSContext.InnerProtocol, TLSFailure>) -> Void)?
  private var onBytes: ((UnsafeRawBufferPointer) -> Void)?
  private var onEnd: ((_ inOrder: Bool) -> Void)?
  private var isInnerReading = false
  private var isPumping = false
  private var isUsed = false

  /// `origin` is whom the client speaks with. Nil where OpenSSL has no memory.
  init?(over inner: any ByteTransport, _ context: TLSContext, origin: Origin, _ loop: EventLoop) {
    guard let session = TLSSession(context, host: origin.host) else { return nil }
    self.session = session
    self.inner = inner
    self.context = context
    self.origin = origin
    self.loop = loop
  }

  /// Calls `completion` once: with what is spoken inside, or with why nothing is. After a failure its alert is written,
  /// and all that may be called is `close` and `reset`.
  func handshake(completion: @escaping (Result<TLSContext.InnerProtocol, TLSFailure>) -> Void) {
    onHandshake = completion
    readInner()
  }

  // MARK: Reading

  func startReading(onBytes: @escaping (UnsafeRawBufferPointer) -> Void, onEnd: @escaping (_ inOrder: Bool) -> Void) {
    guard phase == .open else { return }
    (self.onBytes, self.onEnd) = (onBytes, onEnd)
    if isPumping { return }
    // Whoever starts reading may be in the middle of what it does with earlier bytes.
    if session.hasPending { loop.call { self.pump() } } else { readInner() }
  }

  func stopReading() {
    (onBytes, onEnd) = (nil, nil)
    stopInner()
  }

  private func readInner() {
    if isInnerReading { return }
    isInnerReading = true
    inner.startReading(onBytes: { self.received($0) }, onEnd: { _ in self.innerEnded() })
  }

  private func stopInner() {
    if !isInnerReading { return }
    isInnerReading = false
    inner.stopReading()
  }

  private func received(_ bytes: UnsafeRawBufferPointer) {
    session.take(bytes)
    if phase == .handshaking { shakeHands() } else { pump() }
  }

  private func shakeHands() {
    let result = session.handshake()
    flush()
    switch result {
    case .needsMore: return
    case .failed(let failure):
      phase = .ended
      stopInner()
      endHandshake(.failure(failure))
    case .done(let spoken):
      phase = .open
      isPumping = true
      endHandshake(.success(spoken))
      isPumping = false
      pump()
    }
  }

  private func endHandshake(_ result: Result<TLSContext.InnerProtocol, TLSFailure>) {
    let completion = onHandshake
    onHandshake = nil
    completion?(result)
  }

  /// Hands on what can be decrypted, as long as somebody reads.
  private func pump() {
    guard phase == .open, !isPumping else { return }
    isPumping = true
    defer { isPumping = false }
    while phase == .open, let onBytes {
      switch session.read() {
      case .bytes(let count):
        isUsed = true
        onBytes(UnsafeRawBufferPointer(rebasing: context.scratch[..<count]))
      case .needsMore:
        // Answers of TLS's own, to a change of keys.
        flush()
        return readInner()
      case .end: return end(inOrder: true)
      case .failed:
        flush()
        return end(inOrder: false)
      }
    }
    if phase == .open { stopInner() }
  }

  /// Without the client's word nobody knows whether more was to come.
  private func innerEnded() {
    isInnerReading = false
    switch phase {
    case .handshaking:
      phase = .ended
      endHandshake(.failure(.closed))
    case .open: end(inOrder: false)
    case .ended, .closed: break
    }
  }

  private func end(inOrder: Bool) {
    let onEnd = onEnd
    if !inOrder { phase = .ended }
    stopReading()
    if !isUsed { onUnused() }
    onEnd?(inOrder)
  }

  // MARK: Writing

  func write(
    _ first: [UInt8], _ second: ArraySlice<UInt8>, completion: @autoclosure () -> (_ isWritten: Bool) -> Void
  ) -> TransportWrite {
    guard phase == .open else { return .failed }
    // What fits into one record goes as one.
    let isWritten =
      if first.count + second.count <= context.scratch.count {
        (first + second).withUnsafeBytes { session.write($0) }
      } else {
        first.withUnsafeBytes { session.write($0) } && second.withUnsafeBytes { session.write($0) }
      }
    return isWritten ? inner.write(session.takeOutput(), [], completion: completion()) : .failed
  }

  func shutdown(completion: @escaping (_ isDone: Bool) -> Void) {
    session.endWriting()
    flush()
    inner.shutdown(completion: completion)
  }

  func close() {
    if phase == .closed { return }
    if phase == .open {
      session.endWriting()
      flush()
    }
    forget()
    inner.close()
  }

  func reset() {
    if phase == .closed { return }
    forget()
    inner.reset()
  }

  private func flush() {
    let output = session.takeOutput()
    if !output.isEmpty { _ = inner.write(output, [], completion: { _ in }) }
  }

  private func forget() {
    phase = .closed
    (onBytes, onEnd, onHandshake, onUnused) = (nil, nil, nil, {})
    isInnerReading = false
  }
}
