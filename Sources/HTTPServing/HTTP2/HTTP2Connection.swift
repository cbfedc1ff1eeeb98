import CNghttp2
import HTTPModel

/// One client that speaks HTTP/2: takes what its transport brings to the session, and what the session makes of it to
/// the streams.
final class HTTP2Connection: ServedClient, @unchecked Sendable {  // the loop's thread owns it
  private enum Phase {
    case open
    /// All is written and our side is ended; what the client still sends is skipped.
    case lingering
    case closed
  }

  let server: HTTPServer
  let responder: any Responder
  let transport: any ByteTransport
  let via: Request.Via
  /// Nothing of a connection is called from inside the session.
  @exclusivity(unchecked) var session: HTTP2Session
  private var streams: [HTTP2Stream.Identifier: HTTP2Stream] = [:]
  private var phase = Phase.open
  /// Whether the client was told that nothing more is taken.
  private var isGoingAway = false
  /// When the client's time between two requests, or for a head, is over.
  private var restDeadline = UInt64.max
  /// Since when there is no stream.
  private var restsSince: UInt64 = 0
  /// When what waits to be written must be with the kernel; never where nothing waits.
  private var writeDeadline = UInt64.max
  private var isHeadLate = false
  /// What has drained into a write that waits.
  private var drained: [HTTP2Stream.Identifier] = []
  /// While events are handled what they bring is not written one by one.
  private var isHandling = false
  private var isFlushing = false

  /// Nil where nghttp2 has no memory.
  init?(_ server: HTTPServer, _ transport: any ByteTransport, answering responder: any Responder, via: Request.Via) {
    guard let session = HTTP2Session(limits: server.configuration.limits, now: { [unowned server] in server.now })
    else {
      return nil
    }
    self.session = session
    self.server = server
    self.responder = responder
    self.transport = transport
    self.via = via
  }

  func start() {
    restsSince = server.now
    restDeadline = restsSince + server.times.idle
    transport.startReading(onBytes: { self.take($0) }, onEnd: { _ in self.lose() })
    flush()
  }

  // MARK: What comes

  private func take(_ bytes: UnsafeRawBufferPointer) {
    if phase != .open { return }
    session.take(bytes)
    isHandling = true
    handleEvents()
    isHandling = false
    flush()
    settle()
  }

  /// False where there are none.
  @discardableResult private func handleEvents() -> Bool {
    let events = session.takeEvents()
    for event in events { handle(event) }
    return !events.isEmpty
  }

  private func handle(_ event: HTTP2Session.Event) {
    switch event {
    case .request(let identifier, let block, let isWhole):
      // It may be closed again by what has come behind.
      if phase != .open || !session.isOpen(identifier) { return }
      restDeadline = .max
      let stream = HTTP2Stream(identifier, of: self)
      streams[identifier] = stream
      stream.begin(block, isWhole: isWhole)
    case .content(let identifier, let bytes):
      if let stream = streams[identifier] { stream.take(bytes) } else { session.consume(bytes.count, of: identifier) }
    case .end(let identifier, let trailers): streams[identifier]?.end(trailers)
    case .closed(let identifier): streams.removeValue(forKey: identifier)?.close()
    case .drained(let identifier): drained.append(identifier)
    }
  }

  // MARK: What goes

  /// Whether all that was given of an answer is with the kernel.
  func hasSent(on stream: HTTP2Stream.Identifier) -> Bool {
    session.isDrained(stream) && !drained.contains(stream)
  }

  /// Writes what must be sent, as far as the client reads.
  func flush() {
    if isHandling || isFlushing || phase != .open { return }
    isFlushing = true
    while phase == .open, writeDeadline == .max {
      let bytes = session.takeOutput(atMost: 1 << 16)
      let hasNews = handleEvents()
      if bytes.isEmpty {
        if hasNews { continue }
        break
      }
      switch transport.write(bytes, [], completion: { self.wrote($0) }) {
      case .written: drain()
      case .queued: writeDeadline = server.now + server.times.stall
      case .failed: lose()
      }
    }
    isFlushing = false
    settle()
  }

  private func wrote(_ isWritten: Bool) {
    writeDeadline = .max
    if !isWritten { return lose() }
    drain()
    flush()
  }

  private func drain() {
    let drained = drained
    self.drained = []
    for identifier in drained { streams[identifier]?.drained() }
  }

  /// What follows from what is left.
  func settle() {
    if phase != .open || isHandling || isFlushing { return }
    if writeDeadline == .max, session.isOver || isGoingAway && streams.isEmpty { return linger() }
    if session.isHeadBegun {
      if !isHeadLate { restDeadline = server.now + server.times.head }
      isHeadLate = true
    } else if !streams.isEmpty {
      (isHeadLate, restDeadline) = (false, .max)
    } else if isHeadLate || restDeadline == .max {
      restsSince = server.now
      (isHeadLate, restDeadline) = (false, restsSince + server.times.idle)
    }
  }

  // MARK: The end

  var deadline: UInt64 { streams.values.reduce(min(restDeadline, writeDeadline)) { min($0, $1.deadline) } }

  var waitsSince: UInt64? { phase == .open && streams.isEmpty && writeDeadline == .max ? restsSince : nil }

  func expire() {
    let now = server.now
    if phase == .lingering || writeDeadline <= now { return lose() }
    for stream in Array(streams.values) where stream.deadline <= now { stream.expire() }
    if restDeadline <= now { end() }
  }

  func endSoon() {
    if phase != .open { return }
    if streams.isEmpty { return end() }
    goAway()
    for stream in Array(streams.values) { stream.endSoon() }
    flush()
  }

  private func goAway() {
    if !isGoingAway { session.goAway() }
    isGoingAway = true
  }

  /// Says that it is the end, and closes.
  private func end() {
    goAway()
    flush()
    lose()
  }

  /// Ends our direction and waits a little for the client to end its own: some ask on a connection that has gone away for
  /// as long as it is open.
  private func linger() {
    phase = .lingering
    restDeadline = server.now + server.times.linger
    for stream in Array(streams.values) { stream.close() }
    streams = [:]
    transport.shutdown { [self] isDone in if !isDone { lose() } }
  }

  func lose() {
    if phase == .closed { return }
    phase = .closed
    transport.close()
    for stream in Array(streams.values) { stream.close() }
    streams = [:]
    server.remove(self)
  }
}
