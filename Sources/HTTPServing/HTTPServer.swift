import CUV
public import EventLoop
public import HTTPModel

/// Accepts connections on an event loop, speaks HTTP/1.1 (RFC 9112), in tunnels over TLS also HTTP/2 (RFC 9113), and lets
/// a responder answer.
///
/// It adds no field to a response but framing. A failure is a failure for the client, too: a reset is a reset, a timeout
/// never answers. Requests of one HTTP/1.1 connection are answered one after another, in order; those of one HTTP/2
/// connection as their answers come.
public final class HTTPServer: @unchecked Sendable {  // the loop's thread owns every `var`
  public let configuration: Configuration
  let loop: EventLoop
  let times: Times
  let via: Request.Via
  private var responder: (any Responder)?
  private var listener: TCPListener?
  private var connections: [ObjectIdentifier: any ServedClient] = [:]
  /// Made when the first client speaks TLS.
  private var context: TLSContext?
  private var sweeper: LoopTimer?
  private var closer: Int?
  private var isStopping = false
  /// When what is still under way is cut off; in the loop's milliseconds.
  private var stopDeadline = UInt64.max
  private var waiters: [CheckedContinuation<Void, Never>] = []
  private let clock: @Sendable () -> UInt64

  public convenience init(_ loop: EventLoop, configuration: Configuration = Configuration()) {
    self.init(loop, configuration: configuration) { uv_now(loop.uv) }
  }

  /// `clock` gives milliseconds, and never less than before; it is asked on the loop's thread.
  package init(_ loop: EventLoop, configuration: Configuration, clock: @escaping @Sendable () -> UInt64) {
    self.loop = loop
    self.configuration = configuration
    self.clock = clock
    times = Times(configuration)
    via = Request.Via(listener: configuration.name)
  }

  /// Binds and listens. Returns when connections are taken: where, with the port the system chose. The server goes on
  /// until `stop()`, also when nobody holds it.
  @discardableResult public func start(answering responder: any Responder) async throws(ServerError) -> Origin {
    let result = await withCheckedContinuation { (done: CheckedContinuation<Result<Origin, ServerError>, Never>) in
      loop.onLoop { done.resume(returning: self.listen(responder)) }
    }
    return try result.get()
  }

  /// Serves until the task is cancelled or `stop` is called, then ends as `stop` does.
  public func run(
    answering responder: any Responder, onListening: (Origin) -> Void = { _ in }
  ) async throws(ServerError) {
    onListening(try await start(answering: responder))
    await withTaskCancellationHandler {
      await withCheckedContinuation { done in loop.onLoop { self.wait(done) } }
    } onCancel: {
      loop.onLoop { self.end(within: HTTPServer.grace) }
    }
  }

  /// Takes no more connections, closes idle ones, lets what is under way end, and returns when all is closed. What is
  /// not done after `grace` is cancelled and cut off; `.zero` cuts off at once. Called again, the shorter time counts.
  public func stop(within grace: Duration = HTTPServer.grace) async {
    await withCheckedContinuation { done in
      loop.onLoop {
        self.end(within: grace)
        self.wait(done)
      }
    }
  }

  /// How many clients are connected now.
  public func connectionCount() async -> Int {
    await withCheckedContinuation { done in loop.onLoop { done.resume(returning: self.connections.count) } }
  }

  /// Calls `change` on the loop's thread, where no request is looked at meanwhile, and acts on the deadlines that have
  /// come, which else a timer does a little later.
  package func sweep(after change: @escaping @Sendable () -> Void) async {
    await withCheckedContinuation { done in
      loop.onLoop {
        change()
        self.sweep()
        done.resume()
      }
    }
  }

  /// 30 seconds.
  public static let grace = Duration.seconds(30)
}

// On the loop's thread.
extension HTTPServer {
  var isEnding: Bool { isStopping }
  var now: UInt64 { clock() }

  func remove(_ client: any ServedClient) {
    connections[ObjectIdentifier(client)] = nil
    finishIfDone()
  }

  /// The same client goes on as `new`.
  func replace(_ old: any ServedClient, with new: any ServedClient) {
    connections[ObjectIdentifier(old)] = nil
    connections[ObjectIdentifier(new)] = new
  }

  func report(_ event: ServerEvent) { configuration.onEvent(event) }

  /// Nil where OpenSSL has no memory.
  func tls(_ interception: Interception) -> TLSContext? {
    if context == nil {
      let protocols = TLSContext.InnerProtocol.allCases.filter { configuration.http2 || $0 != .http2 }
      context = TLSContext(protocols, identity: interception.identity(of:))
    }
    return context
  }

  private func listen(_ responder: any Responder) -> Result<Origin, ServerError> {
    if listener != nil || isStopping { return .failure(.alreadyListening) }
    let (host, port) = (configuration.host, configuration.port)
    do {
      let listener = try TCPListener(loop, host: host, port: port) { self.accept($0) }
      self.listener = listener
      self.responder = responder
      sweeper = LoopTimer(loop)
      closer = loop.register { self.abort() }
      return .success(origin(listener))
    } catch {
      return .failure(ServerError(error, host: host, port: port))
    }
  }

  private func accept(_ stream: TCPStream) {
    guard let listener, let responder else { return stream.close() }
    while connections.count >= configuration.maxConnections, makeRoom() {}
    // Whoever is turned away may read why, but not all at a time.
    if connections.count >= configuration.maxConnections + 100 { return stream.reset() }
    let transport = TCPTransport(stream, origin: origin(listener))
    let connection = ServerConnection(self, transport, answering: responder)
    connections[ObjectIdentifier(connection)] = connection
    if connections.count == 1 { sweepLater() }
    if connections.count > configuration.maxConnections { connection.turnAway() } else { connection.start() }
  }

  /// Ends the client that has asked for nothing for longest: slow heads and idle connections shut nobody out.
  /// False where there is none.
  private func makeRoom() -> Bool {
    let since = { (client: any ServedClient) in client.waitsSince ?? .max }
    guard let longest = connections.values.min(by: { since($0) < since($1) }), let begun = longest.waitsSince,
      begun + times.patience <= now
    else { return false }
    longest.giveWay()
    return true
  }

  private func origin(_ listener: TCPListener) -> Origin {
    Origin(scheme: TCPTransport.scheme, host: configuration.host, port: listener.port)
  }

  private func wait(_ done: CheckedContinuation<Void, Never>) {
    if listener == nil, connections.isEmpty { done.resume() } else { waiters.append(done) }
  }

  private func end(within grace: Duration) {
    if listener == nil, connections.isEmpty { return }
    isStopping = true
    listener?.close()
    listener = nil
    stopDeadline = min(stopDeadline, now + Times.milliseconds(grace))
    if grace <= .zero { return abort() }
    for connection in Array(connections.values) { connection.endSoon() }
    if !connections.isEmpty { sweepLater() }
    finishIfDone()
  }

  private func abort() {
    isStopping = true
    listener?.close()
    listener = nil
    for connection in Array(connections.values) { connection.lose() }
    finishIfDone()
  }

  private func finishIfDone() {
    guard isStopping, listener == nil, connections.isEmpty else { return }
    if let closer { loop.unregister(closer) }
    closer = nil
    sweeper?.close()
    sweeper = nil
    responder = nil
    isStopping = false
    stopDeadline = .max
    let waiters = waiters
    self.waiters = []
    for waiter in waiters { waiter.resume() }
  }

  /// One timer serves the deadlines of all connections: they are late by at most a quarter of the shortest.
  private func sweepLater() {
    var wait = max(10, min(1000, times.shortest / 4))
    if stopDeadline != .max { wait = min(wait, max(1, stopDeadline - min(now, stopDeadline))) }
    sweeper?.start(milliseconds: wait) { self.sweep() }
  }

  private func sweep() {
    let now = now
    if stopDeadline <= now { return abort() }
    for connection in Array(connections.values) where connection.deadline <= now { connection.expire() }
    if !connections.isEmpty { sweepLater() }
  }
}
