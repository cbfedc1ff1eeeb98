import Locking

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One connection of a `ScriptedServer`, for its script. Reading waits two minutes at most, and throws at the end.
final class ScriptedConnection {
  /// How the other side ended the connection.
  enum Ending { case closed, reset }

  /// Which of the server's connections it is; the first is 0.
  let index: Int
  private let server: ScriptedServer
  private let descriptor: Int32
  private var position = 0
  private var isClosed = false

  init(_ server: ScriptedServer, _ descriptor: Int32, _ index: Int) {
    self.server = server
    self.descriptor = descriptor
    self.index = index
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    var limit = timeval(tv_sec: 120, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
    var yes: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
  }

  /// Reads up to and with the next blank line.
  @discardableResult func readHead() throws -> String { try read(through: "\r\n\r\n") }

  @discardableResult func read(through end: String) throws -> String {
    let end = Array(end.utf8)
    var searched = position
    while true {
      let found = server.received.withLock { received in
        defer { searched = max(position, received[index].count - end.count + 1) }
        return received[index].place(of: end, from: searched).map { $0 + end.count }
      }
      if let found {
        defer { position = found }
        return server.received.withLock { String(decoding: $0[index][position..<found], as: UTF8.self) }
      }
      try receive()
    }
  }

  func read(_ count: Int) throws {
    while server.received.withLock({ $0[index].count }) < position + count { try receive() }
    position += count
  }

  /// Reads until the other side ends the connection.
  @discardableResult func readToEnd() throws -> Ending {
    while true {
      do {
        try receive()
      } catch let failure as ScriptedServer.Failure where failure.code == 0 {
        return .closed
      } catch let failure as ScriptedServer.Failure where failure.code == ECONNRESET {
        return .reset
      }
    }
  }

  func send(_ text: String) throws { try send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = try sendSome(bytes[sent...])
      sent += count
    }
  }

  /// Sends what the kernel takes at once. 0 where it takes nothing for so many milliseconds.
  func sendSome(_ bytes: ArraySlice<UInt8>, waitingFor milliseconds: Int32 = 120_000) throws -> Int {
    var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    if poll(&polled, 1, milliseconds) == 0 { return 0 }
    let count = bytes.withUnsafeBytes {
      #if canImport(Glibc)
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
      #else
        Darwin.send(descriptor, $0.baseAddress, $0.count, MSG_DONTWAIT)
      #endif
    }
    if count < 0 && errno == EAGAIN { return 0 }
    if count < 0 { throw ScriptedServer.Failure(what: "send", code: errno) }
    return count
  }

  /// Sends FIN; reading goes on.
  func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Sends RST.
  func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
    end()
  }

  func close() {
    // A program that was started meanwhile may hold the descriptor, too.
    if !isClosed { endSending() }
    end()
  }

  private func end() {
    if isClosed { return }
    isClosed = true
    #if canImport(Glibc)
      _ = Glibc.close(descriptor)
    #else
      _ = Darwin.close(descriptor)
    #endif
  }

  private func receive() throws {
    if isClosed { throw ScriptedServer.Failure(what: "receive on a closed connection", code: EBADF) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count <= 0 { throw ScriptedServer.Failure(what: "receive", code: count == 0 ? 0 : errno) }
    server.received.withLock { $0[index] += buffer[..<count] }
  }
}

extension [UInt8] {
  fileprivate func place(of part: [UInt8], from start: Int) -> Int? {
    withUnsafeBytes { bytes in
      var start = start
      while start + part.count <= bytes.count, let base = bytes.baseAddress {
        guard let found = memchr(base + start, Int32(part[0]), bytes.count - part.count + 1 - start) else { return nil }
        start = UnsafeRawPointer(found) - base
        if memcmp(found, part, part.count) == 0 { return start }
        start += 1
      }
      return nil
    }
  }
}
