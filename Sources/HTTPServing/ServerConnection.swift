import EventLoop
import HTTPModel

/// One client: takes what its transport brings to the codec, and what the codec makes of it to an exchange. It lives from
/// `start()` until its phase is `closed`.
final class ServerConnection: ServedClient, @unchecked Sendable {  // the loop's thread owns it
  enum Phase {
    case open
    /// A timeout is acted: nothing will come.
    case hanging
    /// All is written and our side is ended; what the client still sends is skipped, so that no RST overtakes the answer.
    case lingering
    /// The transport is a tunnel's now, which has taken this connection's place.
    case handedOver
    case closed
  }

  let server: HTTPServer
  let responder: any Responder
  let transport: any ByteTransport
  /// Nothing of a connection is called from inside the codec, so that accesses to it never overlap; to check that at run
  /// time would cost as much as reading a field line.
  @exclusivity(unchecked) var codec: HTTP1ServerCodec
  var exchange: ServerExchange?
  var phase = Phase.open
  /// What the client has opened with its last request.
  var tunnel: Tunnel?
  /// Who goes on in this connection's place, with what came and nobody has read.
  private var successor: ((_ rest: [UInt8]) -> Void)?
  /// When `expire()` is called, in the server's milliseconds.
  var deadline = UInt64.max
  /// Whether the client ended its sending direction.
  private(set) var isHalfClosed = false
  /// Since when this side waits for the rest of a head.
  private var headSince: UInt64?
  /// Since when there is no request, and no answer.
  private var restsSince: UInt64 = 0
  /// Bytes of the last request's body that nobody wanted.
  var skipped = 0
  private var isReading = false
  private(set) var isTaking = false
  private let isTunnelled: Bool

  /// So much of a body that nobody reads is skipped to keep a connection; a longer one costs the connection.
  static let skipLimit = 1 << 18

  /// `via` is how the requests come in; by default as the server's do.
  init(
    _ server: HTTPServer, _ transport: any ByteTransport, answering responder: any Responder, via: Request.Via? = nil
  ) {
    self.server = server
    self.responder = responder
    self.transport = transport
    let via = via ?? server.via
    isTunnelled = via.isTunnelled
    codec = HTTP1ServerCodec(transport.origin, via: via, limits: server.configuration.limits)
  }

  var waitsSince: UInt64? {
    phase == .open && exchange == nil && tunnel == nil && !codec.isInsideBody ? headSince ?? restsSince : nil
  }

  /// Between two requests, or before the first.
  func expireAsIdle() {
    restsSince = server.now
    expire(after: server.times.idle)
  }

  func start() {
    expireAsIdle()
    resumeReading()
  }

  /// In place of `start()` where there are too many already.
  func turnAway() {
    refuse(status: 503, "all \(server.configuration.maxConnections) connections that this server accepts are in use")
  }

  func resumeReading() {
    if isReading || isHalfClosed || phase == .closed { return }
    isReading = true
    transport.startReading(onBytes: { self.take($0) }, onEnd: { self.ended(inOrder: $0) })
  }

  func take(_ bytes: UnsafeRawBufferPointer) {
    if phase != .open { return }
    var bytes = bytes
    isTaking = true
    do {
      // A request that is answered at once makes place for the next.
      while phase == .open, let event = try codec.next(&bytes) { handle(event) }
    } catch {
      refuse(status: error.status, error.description)
    }
    isTaking = false
    if let tunnel { return handOver(to: tunnel, bytes) }
    if let successor { return succeed(successor, bytes) }
    settle()
  }

  /// `client` takes this connection's place: `start` is called with what came behind the last request, when nothing is
  /// in the middle of reading it.
  func handOver(to client: any ServedClient, start: @escaping (_ rest: [UInt8]) -> Void) {
    phase = .handedOver
    server.replace(self, with: client)
    successor = start
    if !isTaking { succeed(start, UnsafeRawBufferPointer(start: nil, count: 0)) }
  }

  private func succeed(_ start: (_ rest: [UInt8]) -> Void, _ rest: UnsafeRawBufferPointer) {
    successor = nil
    transport.stopReading()
    start(codec.takeKept() + rest)
  }

  private func handle(_ event: consuming HTTP1ServerCodec.Event) {
    switch consume event {
    case .request(var request, let isWhole):
      if server.isEnding { codec.endAfterAnswer() }
      if request.method == .connect { return openTunnel(request, isWhole: isWhole) }
      if isTunnelled, !direct(&request) { return }
      let exchange = ServerExchange(on: self, request.method, waitingSince: headSince)
      headSince = nil
      self.exchange = exchange
      exchange.begin(request, isWhole: isWhole, length: codec.bytesToCome)
    case .content(let bytes):
      if let exchange { return exchange.take(bytes) }
      skipped += bytes.count
      if skipped > ServerConnection.skipLimit { linger() }
    case .end(let trailers):
      if let exchange { return exchange.endBody(trailers) }
      expireAsIdle()
    }
  }

  /// What follows from what is kept.
  private func settle() {
    if phase != .open { return }
    if let exchange {
      // The rest waits in the kernel until there is use for it.
      if codec.keptBytes >= 1 << 16 || exchange.isFull, isReading {
        isReading = false
        transport.stopReading()
      }
    } else if isHalfClosed {
      close()
    } else if codec.isHeadBegun, headSince == nil {
      headSince = server.now
      expire(after: server.times.head)
    }
  }

  private func ended(inOrder: Bool) {
    isReading = false
    isHalfClosed = true
    if inOrder, exchange != nil, !codec.isInsideBody { expire(after: server.times.halfClose) } else { lose() }
  }
}
