import HTTPModel

/// A tunnel that was opened for a client, until it is known what the client speaks in it: its first byte tells. Some
/// clients open tunnels for plain HTTP, too. Then a connection takes its place.
final class Tunnel: ServedClient, @unchecked Sendable {  // the loop's thread owns it
  private enum Phase {
    case waiting
    case handshaking(TLSTransport)
    /// An alert is written; what the client still sends is skipped.
    case lingering
    /// Closed, or a connection has taken its place.
    case done
  }

  private(set) var deadline = UInt64.max
  private var opened: UInt64 = 0
  private let server: HTTPServer
  private let responder: any Responder
  private let interception: Interception
  private let transport: any ByteTransport
  private let host: String
  private let port: Int
  private let via: Request.Via
  private var phase = Phase.waiting

  init(
    _ server: HTTPServer, _ transport: any ByteTransport, answering responder: any Responder,
    _ interception: Interception, host: String, port: Int, via: Request.Via
  ) {
    self.server = server
    self.transport = transport
    self.responder = responder
    self.interception = interception
    self.host = host
    self.port = port
    self.via = via
  }

  /// `early` is what the client sent before it could know that the tunnel is open.
  func start(_ early: [UInt8]) {
    opened = server.now
    deadline = opened + server.times.idle
    if !early.isEmpty { return begin(early) }
    transport.startReading(
      onBytes: { bytes in
        self.transport.stopReading()
        self.begin(Array(bytes))
      }, onEnd: { _ in self.lose() })
  }

  /// The type of the record that every TLS connection begins with (RFC 8446 section 5.1).
  private static let handshakeRecord: UInt8 = 0x16

  private func begin(_ first: [UInt8]) {
    let isTLS = first.first == Tunnel.handshakeRecord
    let origin = Origin(scheme: isTLS ? "https" : "http", host: host, port: port)
    let stream = TunnelStream(transport, origin: origin, first: first)
    if !isTLS { return serve(stream, .http11) }
    deadline = server.now + server.times.head
    guard let context = server.tls(interception),
      let tls = TLSTransport(over: stream, context, origin: origin, server.loop)
    else { return lose() }
    phase = .handshaking(tls)
    tls.handshake { self.shookHands(tls, $0) }
  }

  private func shookHands(_ tls: TLSTransport, _ result: Result<TLSContext.InnerProtocol, TLSFailure>) {
    switch result {
    case .success(let spoken):
      tls.onUnused = { [server, host] in server.report(.unusedConnection(host: host)) }
      serve(tls, spoken)
    case .failure(let failure):
      server.report(.handshakeFailed(host: host, failure))
      if failure == .closed { lose() } else { linger() }
    }
  }

  private func serve(_ stream: any ByteTransport, _ spoken: TLSContext.InnerProtocol) {
    switch spoken {
    case .http2:
      guard let connection = HTTP2Connection(server, stream, answering: responder, via: via) else { return lose() }
      replace(with: connection)
      connection.start()
    case .http11:
      let connection = ServerConnection(server, stream, answering: responder, via: via)
      replace(with: connection)
      connection.start()
    }
  }

  private func replace(with connection: any ServedClient) {
    phase = .done
    server.replace(self, with: connection)
  }

  /// Lets the client read the alert: closing with bytes unread would be a reset.
  private func linger() {
    phase = .lingering
    deadline = server.now + server.times.linger
    transport.startReading(onBytes: { _ in }, onEnd: { _ in self.lose() })
    transport.shutdown { isDone in if !isDone { self.lose() } }
  }

  var waitsSince: UInt64? {
    switch phase {
    case .waiting, .handshaking: opened
    case .lingering, .done: nil
    }
  }

  func expire() {
    if case .handshaking = phase { server.report(.handshakeFailed(host: host, .timedOut)) }
    lose()
  }

  func endSoon() { lose() }

  func lose() {
    switch phase {
    case .done: return
    case .handshaking(let tls): tls.close()
    case .waiting, .lingering: transport.close()
    }
    phase = .done
    server.remove(self)
  }
}
