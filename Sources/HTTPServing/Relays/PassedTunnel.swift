import EventLoop
import HTTPModel

/// A tunnel to a host that nobody looks at, until the host answers.
final class PassedTunnel: ServedClient, @unchecked Sendable {  // the loop's thread owns it
  private(set) var deadline = UInt64.max
  private let server: HTTPServer
  private let transport: any ByteTransport
  private let host: String
  private let port: Int
  private var isOver = false

  init(_ server: HTTPServer, _ transport: any ByteTransport, host: String, port: Int) {
    (self.server, self.transport, self.host, self.port) = (server, transport, host, port)
  }

  /// Connects to `address`. `early` is what the client sent before it could know that the tunnel is open.
  func start(_ early: [UInt8], to address: (host: String, port: Int)) {
    deadline = server.now + server.times.head
    TCPStream.connect(server.loop, host: address.host, port: address.port) { [self] result in
      switch result {
      case .success(let stream): isOver ? stream.close() : connected(stream, early)
      case .failure(let error): if !isOver { refuse(error) }
      }
    }
  }

  private func connected(_ stream: TCPStream, _ early: [UInt8]) {
    isOver = true
    let client = RelayedClient(server, transport, to: PeerBody(stream, host: host, port: port))
    server.replace(self, with: client)
    let answer = Array("HTTP/1.1 200 Connection established\r\n\r\n".utf8)
    if transport.write(answer, [], completion: { _ in }) == .failed { return client.lose() }
    client.start(early)
  }

  private func refuse(_ error: EventLoopError) {
    let response = Problem.response(
      status: 502, detail: "no tunnel to \(Origin(scheme: "https", host: host, port: port).authority): \(error)")
    guard case .bytes(let content) = response.body else { return lose() }
    var bytes: [UInt8] = []
    let head = ResponseHead(status: 502, reason: "Bad Gateway", headers: response.headers)
    try? head.write(to: &bytes, framing: .length(content.count), connection: "close")
    _ = transport.write(bytes, content[...], completion: { _ in })
    deadline = server.now + server.times.linger
    transport.startReading(onBytes: { _ in }, onEnd: { _ in self.lose() })
    transport.shutdown { isDone in if !isDone { self.lose() } }
  }

  /// It is the host that is waited for.
  var waitsSince: UInt64? { nil }
  func expire() { lose() }
  func endSoon() { lose() }

  func lose() {
    if isOver { return }
    isOver = true
    transport.close()
    server.remove(self)
  }
}
