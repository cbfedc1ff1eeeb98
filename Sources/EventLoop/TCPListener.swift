import CUV

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A listening TCP socket. Only on the loop's thread.
package final class TCPListener {
  package let loop: EventLoop
  /// The port that is listened on; where 0 was asked for, the one the system chose.
  package private(set) var port = 0
  private let tcp = UnsafeMutablePointer<uv_tcp_t>.allocate(capacity: 1)
  private let onConnection: (TCPStream) -> Void
  private var closer: Int?
  private var isClosed = false

  /// Listens on `host`, an IPv4 or IPv6 address or `localhost` (which is 127.0.0.1), and calls `onConnection` with each
  /// stream that is accepted. It keeps itself alive until `close()`.
  package init(
    _ loop: EventLoop, host: String = "127.0.0.1", port: Int, backlog: Int32 = 1024,
    onConnection: @escaping (TCPStream) -> Void
  ) throws(EventLoopError) {
    self.loop = loop
    self.onConnection = onConnection
    let operation = "listen on \(host):\(port)"
    if loop.isStopping { throw .stopped(operation) }
    var address = try TCPListener.address(host: host, port: port, operation)
    try EventLoopError.check(uv_tcp_init(loop.uv, tcp), operation)
    tcp.pointee.data = Unmanaged.passRetained(self).toOpaque()
    closer = loop.register { [unowned self] in close() }
    var code = withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) { uv_tcp_bind(tcp, $0, 0) }
    }
    if code == 0 {
      code = uv_listen(tcp.stream, backlog) { stream, status in
        guard let stream, status == 0 else { return }
        let me = Unmanaged<TCPListener>.fromOpaque(stream.pointee.data).takeUnretainedValue()
        let loop = me.loop
        me.accept()
        loop.drain()
      }
    }
    if code == 0 { code = readPort() }
    if code != 0 {
      close()
      throw EventLoopError(code, operation)
    }
  }

  deinit { tcp.deallocate() }

  /// No more connections; those accepted stay open. Harmless when called twice.
  package func close() {
    if isClosed { return }
    isClosed = true
    if let closer { loop.unregister(closer) }
    uv_close(tcp.handle) { handle in
      guard let handle else { return }
      Unmanaged<TCPListener>.fromOpaque(handle.pointee.data).release()
    }
  }

  private func accept() {
    if isClosed || loop.isStopping { return }
    guard let stream = TCPStream(accepting: tcp.stream, loop) else { return }
    onConnection(stream)
  }

  private func readPort() -> Int32 {
    var name = sockaddr_storage()
    var length = Int32(MemoryLayout<sockaddr_storage>.size)
    return withUnsafeMutablePointer(to: &name) { name in
      let code = name.withMemoryRebound(to: sockaddr.self, capacity: 1) { uv_tcp_getsockname(tcp, $0, &length) }
      // The port is at the same place for both families.
      name.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { port = Int(UInt16(bigEndian: $0.pointee.sin_port)) }
      return code
    }
  }

  private static func address(
    host: String, port: Int, _ operation: String
  ) throws(EventLoopError) -> sockaddr_storage {
    guard let number = Int32(exactly: port), (0...65535).contains(number) else {
      throw EventLoopError(UV_EINVAL.rawValue, operation)
    }
    let host = host == "localhost" ? "127.0.0.1" : host
    var address = sockaddr_storage()
    let code = withUnsafeMutablePointer(to: &address) { address in
      let code = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { uv_ip4_addr(host, number, $0) }
      if code == 0 { return code }
      return address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { uv_ip6_addr(host, number, $0) }
    }
    try EventLoopError.check(code, operation)
    return address
  }
}
