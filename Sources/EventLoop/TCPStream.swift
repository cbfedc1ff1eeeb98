package import CUV

/// A TCP connection. Only on the loop's thread. It keeps itself alive until `close()` or `reset()`.
package final class TCPStream {
  package let loop: EventLoop
  package private(set) var isClosed = false
  let tcp = UnsafeMutablePointer<uv_tcp_t>.allocate(capacity: 1)
  private var closer: Int?
  private var onBytes: ((UnsafeRawBufferPointer) -> Void)?
  private var onEnd: ((EventLoopError?) -> Void)?

  /// Nil where the connection is gone already; small packets are sent at once (TCP_NODELAY).
  package init?(accepting listener: UnsafeMutablePointer<uv_stream_t>, _ loop: EventLoop) {
    self.loop = loop
    guard uv_tcp_init(loop.uv, tcp) == 0 else { return nil }
    tcp.pointee.data = Unmanaged.passRetained(self).toOpaque()
    closer = loop.register { [unowned self] in close() }
    guard uv_accept(listener, tcp.stream) == 0 else {
      close()
      return nil
    }
    uv_tcp_nodelay(tcp, 1)
  }

  /// One that is to be connected. Nil where libuv has no memory.
  init?(unconnected loop: EventLoop) {
    self.loop = loop
    guard uv_tcp_init(loop.uv, tcp) == 0 else { return nil }
    tcp.pointee.data = Unmanaged.passRetained(self).toOpaque()
    closer = loop.register { [unowned self] in close() }
  }

  deinit { tcp.deallocate() }

  /// Calls `onBytes` with what comes, `onEnd` once at the end of the stream (nil) or after an error. The bytes are the
  /// loop's scratch and are gone when the call returns. Not to be called twice without `stopReading()` between.
  package func startReading(
    onBytes: @escaping (UnsafeRawBufferPointer) -> Void, onEnd: @escaping (EventLoopError?) -> Void
  ) {
    if isClosed { return }
    self.onBytes = onBytes
    self.onEnd = onEnd
    uv_read_start(
      tcp.stream,
      { handle, _, buffer in
        guard let handle, let buffer else { return }
        let scratch = TCPStream.of(handle).loop.scratch
        buffer.pointee = uv_buf_t(base: scratch.baseAddress?.assumingMemoryBound(to: CChar.self), len: scratch.count)
      },
      { stream, count, _ in
        guard let stream else { return }
        let me = TCPStream.of(stream.handle)
        let loop = me.loop
        me.received(count)
        loop.drain()
      })
  }

  /// Lets what comes wait in the kernel: the peer is slowed down.
  package func stopReading() {
    onBytes = nil
    onEnd = nil
    if !isClosed { uv_read_stop(tcp.stream) }
  }

  /// Closes the connection; what is queued is not sent. Harmless when called twice.
  package func close() {
    if !begin() { return }
    uv_close(tcp.handle, TCPStream.closed)
  }

  /// Closes the connection with RST instead of FIN.
  package func reset() {
    if !begin() { return }
    if uv_tcp_close_reset(tcp, TCPStream.closed) != 0 { uv_close(tcp.handle, TCPStream.closed) }
  }

  private static let closed: uv_close_cb = { handle in
    guard let handle else { return }
    let loop = TCPStream.of(handle).loop
    Unmanaged<TCPStream>.fromOpaque(handle.pointee.data).release()
    loop.drain()
  }

  private func begin() -> Bool {
    if isClosed { return false }
    isClosed = true
    (onBytes, onEnd) = (nil, nil)
    if let closer { loop.unregister(closer) }
    return true
  }

  private func received(_ count: Int) {
    if count > 0 {
      // A copy of the closure: what it calls may put another in its place.
      let onBytes = onBytes
      onBytes?(UnsafeRawBufferPointer(rebasing: loop.scratch[..<count]))
    } else if count < 0 {
      let onEnd = onEnd
      stopReading()
      onEnd?(count == Int(UV_EOF.rawValue) ? nil : EventLoopError(Int32(count), "read from a connection"))
    }
  }

  private static func of(_ handle: UnsafeMutablePointer<uv_handle_t>) -> TCPStream {
    Unmanaged<TCPStream>.fromOpaque(handle.pointee.data).takeUnretainedValue()
  }
}
