import CUV

extension TCPStream {
  package enum WriteResult {
    /// All of it is with the kernel.
    case written
    /// A copy of the rest waits; the completion follows.
    case queued
    case failed(EventLoopError)
  }

  /// Writes at once what the kernel takes. Only if something is left over, `completion` is called later: with nil when
  /// all is written, with an error when the connection failed or was closed before.
  @discardableResult package func write(
    _ bytes: UnsafeRawBufferPointer, completion: @escaping (EventLoopError?) -> Void
  ) -> WriteResult {
    if isClosed { return .failed(TCPStream.failure(UV_ECANCELED.rawValue)) }
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return .written }
    var buffer = TCPStream.buffer(base, bytes.count)
    let code = uv_try_write(tcp.stream, &buffer, 1)
    if code == bytes.count { return .written }
    if code < 0 && code != UV_EAGAIN.rawValue { return .failed(TCPStream.failure(code)) }
    let rest = UnsafeRawBufferPointer(rebasing: bytes[max(0, Int(code))...])
    return queue(rest, completion)
  }

  @discardableResult package func write(
    _ bytes: [UInt8], completion: @escaping (EventLoopError?) -> Void
  ) -> WriteResult {
    bytes.withUnsafeBytes { write($0, completion: completion) }
  }

  /// Ends the sending direction (FIN) after what is queued; the peer can still send.
  package func shutdown(completion: @escaping (EventLoopError?) -> Void) {
    if isClosed { return completion(TCPStream.failure(UV_ECANCELED.rawValue)) }
    let request = UnsafeMutablePointer<uv_shutdown_t>.allocate(capacity: 1)
    request.pointee.data = Unmanaged.passRetained(Pending(loop, nil, completion)).toOpaque()
    let code = uv_shutdown(request, tcp.stream) { request, status in
      guard let request else { return }
      let pending = Unmanaged<Pending>.fromOpaque(request.pointee.data).takeRetainedValue()
      request.deallocate()
      pending.end(status)
    }
    if code != 0 {
      Unmanaged<Pending>.fromOpaque(request.pointee.data).release()
      request.deallocate()
      completion(TCPStream.failure(code))
    }
  }

  private func queue(
    _ bytes: UnsafeRawBufferPointer, _ completion: @escaping (EventLoopError?) -> Void
  ) -> WriteResult {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
    copy.copyMemory(from: bytes)
    let pending = Pending(loop, copy, completion)
    guard let base = copy.baseAddress else { return .written }
    let request = UnsafeMutablePointer<uv_write_t>.allocate(capacity: 1)
    request.pointee.data = Unmanaged.passRetained(pending).toOpaque()
    var buffer = TCPStream.buffer(base, copy.count)
    let code = uv_write(request, tcp.stream, &buffer, 1) { request, status in
      guard let request else { return }
      let pending = Unmanaged<Pending>.fromOpaque(request.pointee.data).takeRetainedValue()
      request.deallocate()
      pending.end(status)
    }
    if code == 0 { return .queued }
    Unmanaged<Pending>.fromOpaque(request.pointee.data).release()
    request.deallocate()
    return .failed(TCPStream.failure(code))
  }

  private static func buffer(_ base: UnsafeRawPointer, _ count: Int) -> uv_buf_t {
    uv_buf_t(base: UnsafeMutableRawPointer(mutating: base).assumingMemoryBound(to: CChar.self), len: count)
  }

  fileprivate static func failure(_ code: Int32) -> EventLoopError { EventLoopError(code, "write to a connection") }
}

/// What a request under way needs until libuv calls back.
private final class Pending {
  private let loop: EventLoop
  private let copy: UnsafeMutableRawBufferPointer?
  private let completion: (EventLoopError?) -> Void

  init(_ loop: EventLoop, _ copy: UnsafeMutableRawBufferPointer?, _ completion: @escaping (EventLoopError?) -> Void) {
    self.loop = loop
    self.copy = copy
    self.completion = completion
  }

  deinit { copy?.deallocate() }

  func end(_ status: Int32) {
    completion(status == 0 ? nil : TCPStream.failure(status))
    loop.drain()
  }
}
