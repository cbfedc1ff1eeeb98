import CUV

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension TCPStream {
  /// Connects to a host by its name or address (an IPv6 one without brackets); of several addresses the first that
  /// answers. `completion` is called once, on the loop's thread. Only there. Whoever does not want the stream any more
  /// closes it then.
  package static func connect(
    _ loop: EventLoop, host: String, port: Int, completion: @escaping (Result<TCPStream, EventLoopError>) -> Void
  ) {
    Connecting(loop, "connect to \(host):\(port)", completion).resolve(host, port)
  }
}

/// One connection on its way. It lives as long as libuv has a request of it.
private final class Connecting {
  private let loop: EventLoop
  private let operation: String
  private let completion: (Result<TCPStream, EventLoopError>) -> Void
  private var addresses: [sockaddr_storage] = []
  private var stream: TCPStream?

  init(
    _ loop: EventLoop, _ operation: String, _ completion: @escaping (Result<TCPStream, EventLoopError>) -> Void
  ) {
    (self.loop, self.operation, self.completion) = (loop, operation, completion)
  }

  func resolve(_ host: String, _ port: Int) {
    if loop.isStopping { return fail(UV_ECANCELED.rawValue) }
    let request = UnsafeMutablePointer<uv_getaddrinfo_t>.allocate(capacity: 1)
    request.pointee.data = Unmanaged.passRetained(self).toOpaque()
    var hints = addrinfo()
    hints.ai_socktype = streamType
    let code = uv_getaddrinfo(
      loop.uv, request,
      { request, status, found in
        guard let request else { return }
        let me = Unmanaged<Connecting>.fromOpaque(request.pointee.data).takeRetainedValue()
        request.deallocate()
        me.addresses = Connecting.addresses(found)
        uv_freeaddrinfo(found)
        me.next(after: status < 0 ? status : UV_EAI_NONAME.rawValue)
        me.loop.drain()
      }, host, "\(port)", &hints)
    if code != 0 {
      Unmanaged<Connecting>.fromOpaque(request.pointee.data).release()
      request.deallocate()
      fail(code)
    }
  }

  /// Tries the next address; `code` is why the last one failed.
  private func next(after code: Int32) {
    if loop.isStopping { return fail(UV_ECANCELED.rawValue) }
    guard !addresses.isEmpty else { return fail(code) }
    var address = addresses.removeFirst()
    guard let stream = TCPStream(unconnected: loop) else { return fail(UV_ENOMEM.rawValue) }
    self.stream = stream
    let request = UnsafeMutablePointer<uv_connect_t>.allocate(capacity: 1)
    request.pointee.data = Unmanaged.passRetained(self).toOpaque()
    let started = withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        uv_tcp_connect(request, stream.tcp, address) { request, status in
          guard let request else { return }
          let me = Unmanaged<Connecting>.fromOpaque(request.pointee.data).takeRetainedValue()
          request.deallocate()
          me.connected(status)
          me.loop.drain()
        }
      }
    }
    if started != 0 {
      Unmanaged<Connecting>.fromOpaque(request.pointee.data).release()
      request.deallocate()
      connected(started)
    }
  }

  private func connected(_ status: Int32) {
    guard let stream else { return }
    self.stream = nil
    if status == 0 {
      uv_tcp_nodelay(stream.tcp, 1)
      return completion(.success(stream))
    }
    stream.close()
    next(after: status)
  }

  private func fail(_ code: Int32) { completion(.failure(EventLoopError(code, operation))) }

  private static func addresses(_ first: UnsafeMutablePointer<addrinfo>?) -> [sockaddr_storage] {
    var result: [sockaddr_storage] = []
    var next = first
    while let info = next?.pointee {
      if let address = info.ai_addr, Int(info.ai_addrlen) <= MemoryLayout<sockaddr_storage>.size {
        var copy = sockaddr_storage()
        withUnsafeMutableBytes(of: &copy) {
          $0.copyMemory(from: UnsafeRawBufferPointer(start: address, count: Int(info.ai_addrlen)))
        }
        result.append(copy)
      }
      next = info.ai_next
    }
    return result
  }
}

#if canImport(Glibc)
  private let streamType = Int32(SOCK_STREAM.rawValue)
#else
  private let streamType = SOCK_STREAM
#endif
