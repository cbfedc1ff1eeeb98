#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A blocking TCP client on loopback. Nothing waits longer than two minutes.
public final class RawClient {
  private var descriptor: Int32
  /// What was received and not used up by `RawClient.answer`.
  var received: [UInt8] = []

  /// `receiveBuffer` is how much the kernel may keep for this side, in bytes.
  public init(port: Int, receiveBuffer: Int32? = nil) throws {
    #if canImport(Glibc)
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    if descriptor < 0 { throw Failure(code: errno) }
    if var size = receiveBuffer { option(SO_RCVBUF, &size) }
    var patience = timeval(tv_sec: 120, tv_usec: 0)
    option(SO_RCVTIMEO, &patience)
    option(SO_SNDTIMEO, &patience)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let code = withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if code != 0 {
      let failure = Failure(code: errno)
      close()
      throw failure
    }
  }

  deinit { close() }

  public struct Failure: Error, Equatable, CustomStringConvertible {
    public let code: Int32
    public init(code: Int32) { self.code = code }
    public var description: String { String(cString: strerror(code)) }
  }

  public func send(_ text: String) throws { try send(Array(text.utf8)) }

  public func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        sendto(descriptor, $0.baseAddress, $0.count, RawClient.withoutSignal, nil, 0)
      }
      if count < 0 { throw Failure(code: errno) }
      sent += count
    }
  }

  /// Sends only what the kernel takes at once, and says how much that was; 0 where it takes nothing.
  public func sendWithoutWaiting(_ bytes: [UInt8]) -> Int {
    max(
      0,
      bytes.withUnsafeBytes {
        sendto(descriptor, $0.baseAddress, $0.count, RawClient.withoutSignal | RawClient.withoutWaiting, nil, 0)
      })
  }

  /// Ends the sending direction (FIN); the peer can still send.
  public func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  public func close() {
    if descriptor >= 0 { shutDown(descriptor) }
    descriptor = -1
  }

  /// Closes with RST.
  public func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    option(SO_LINGER, &linger)
    close()
  }

  /// What comes next, at most `count` bytes; empty at the end of the stream.
  public func receive(atMost count: Int = 1 << 16) throws -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: count)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count < 0 { throw Failure(code: errno) }
    return Array(buffer[..<count])
  }

  /// What comes until the end of the stream.
  public func receiveAll() throws -> [UInt8] {
    var all = received
    received = []
    while true {
      let more = try receive()
      if more.isEmpty { return all }
      all += more
    }
  }

  /// Whether something can be received now, the end of the stream included. A reset is told only once: who asked here
  /// does not get it again.
  public var hasNews: Bool {
    var byte: UInt8 = 0
    return !received.isEmpty
      || recv(descriptor, &byte, 1, RawClient.peeking | RawClient.withoutWaiting) >= 0
      || errno != EAGAIN
  }

  #if canImport(Glibc)
    private static let withoutSignal = Int32(MSG_NOSIGNAL)
    private static let withoutWaiting = Int32(MSG_DONTWAIT)
    private static let peeking = Int32(MSG_PEEK)
  #else
    private static let withoutSignal: Int32 = 0
    private static let withoutWaiting = MSG_DONTWAIT
    private static let peeking = MSG_PEEK
  #endif

  private func option<Value: BitwiseCopyable>(_ name: Int32, _ value: inout Value) {
    setsockopt(descriptor, SOL_SOCKET, name, &value, socklen_t(MemoryLayout<Value>.size))
  }
}

/// `close`, which inside the class is another one.
private func shutDown(_ descriptor: Int32) { close(descriptor) }
