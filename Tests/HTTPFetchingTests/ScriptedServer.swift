import HTTPModel
import Locking

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A TCP server on loopback that does on every connection what a script says, byte for byte, and keeps what it
/// received. Each connection has a thread of its own and is closed when its script returns or throws.
final class ScriptedServer: Sendable {
  typealias Script = @Sendable (ScriptedConnection) throws -> Void

  struct Failure: Error { let what: String, code: Int32 }

  let port: Int
  let received = Lock<[[UInt8]]>([])
  private let listener: Int32
  private let script: Script

  init(backlog: Int32 = 64, _ script: @escaping Script) throws {
    self.script = script
    (listener, port) = try ScriptedServer.listen(backlog)
  }

  func start() throws {
    try startThread { [self] in
      while true {
        let descriptor = accept(listener, nil, nil)
        if descriptor < 0 { break }
        let index = received.withLock { received in
          received.append([])
          return received.count - 1
        }
        try? startThread { [self] in
          let connection = ScriptedConnection(self, descriptor, index)
          try? script(connection)
          connection.close()
        }
      }
      close(listener)
    }
  }

  /// Ends the accepting of connections.
  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  var origin: Origin { Origin(scheme: "http", host: "127.0.0.1", port: port) }

  /// How many connections came.
  var connections: Int { received.withLock { $0.count } }

  /// All that came over one connection.
  func bytes(_ connection: Int = 0) -> [UInt8] {
    received.withLock { $0.indices.contains(connection) ? $0[connection] : [] }
  }

  /// All that came over one connection, with `PORT` for the port.
  func text(_ connection: Int = 0) -> String {
    let parts = bytes(connection).parts(between: Array("127.0.0.1:\(port)".utf8))
    return String(decoding: Array(parts.joined(separator: Array("127.0.0.1:PORT".utf8))), as: UTF8.self)
  }

  func request(
    _ method: HTTPMethod = .get, _ target: String = "/", headers: HeaderFields = [], body: Body = .empty
  ) -> Request {
    Request(method, origin, Target(target), headers: headers, body: body)
  }

  private static func listen(_ backlog: Int32) throws -> (Int32, Int) {
    #if canImport(Glibc)
      let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    #else
      let listener = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutablePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        _ = fcntl(listener, F_SETFD, FD_CLOEXEC)
        guard bind(listener, address, length) == 0 else { return Int32(-1) }
        #if canImport(Glibc)
          guard Glibc.listen(listener, backlog) == 0 else { return -1 }
        #else
          guard Darwin.listen(listener, backlog) == 0 else { return -1 }
        #endif
        return getsockname(listener, address, &length)
      }
    }
    guard code == 0 else { throw Failure(what: "listen", code: errno) }
    return (listener, Int(UInt16(bigEndian: address.sin_port)))
  }
}

/// Runs `body` on a new thread that nobody joins.
func startThread(_ body: @escaping @Sendable () -> Void) throws {
  final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  let box = Unmanaged.passRetained(Box(body))
  #if canImport(Glibc)
    var thread = pthread_t()
  #else
    var thread: pthread_t?
  #endif
  let code = pthread_create(
    &thread, nil,
    { box in
      let box: UnsafeMutableRawPointer? = box
      if let box { Unmanaged<Box>.fromOpaque(box).takeRetainedValue().body() }
      return nil
    }, box.toOpaque())
  guard code == 0 else {
    box.release()
    throw ScriptedServer.Failure(what: "start a thread", code: code)
  }
  #if canImport(Glibc)
    pthread_detach(thread)
  #else
    if let thread { pthread_detach(thread) }
  #endif
}

extension [UInt8] {
  fileprivate func parts(between separator: [UInt8]) -> [[UInt8]] {
    var parts: [[UInt8]] = [[]]
    var index = 0
    while index < count {
      if self[index...].starts(with: separator) {
        parts.append([])
        index += separator.count
      } else {
        parts[parts.count - 1].append(self[index])
        index += 1
      }
    }
    return parts
  }
}
