public import HTTPModel

extension HTTPServer {
  /// Where a server listens, and what it bears. A time of `.zero` or less for a limit is not "no limit" but at once.
  public struct Configuration: Sendable {
    /// An IPv4 or IPv6 address, or `localhost` (127.0.0.1).
    public var host = "127.0.0.1"
    /// 0 lets the system choose; the chosen port is in what `start` returns and is passed to `onListening`.
    public var port = 0
    /// Becomes `Request.Via.listener`.
    public var name = "http"
    /// Limits of requests. Heads of more than 64 KiB or 256 fields are answered with 431, targets of more than 16 KiB
    /// with 414, bodies of more than 64 MiB with 413.
    public var limits: MessageLimits = {
      var limits = MessageLimits()
      limits.maxBodyBytes = 64 << 20
      return limits
    }()
    /// How long a connection may rest between two requests.
    public var idleTimeout = Duration.seconds(60)
    /// How long a head may take from its first byte on; a slower one is answered with 408.
    public var headTimeout = Duration.seconds(30)
    /// How long a client may take for a whole request, its body included. Only the time counts in which this side waits
    /// for the client; what is slower is answered with 408.
    public var requestTimeout = Duration.seconds(300)
    /// How long nothing may move inside a body, in either direction, while this side waits for the client.
    public var stallTimeout = Duration.seconds(60)
    /// A client that ends its sending direction may wait for its answer or be gone; TCP does not tell. If nothing of the
    /// answer could be sent for so long after it, the request is cancelled.
    public var halfCloseGrace = Duration.seconds(5)
    /// How long a client may wait for an answer that never comes: a recorded timeout. Then its connection is closed.
    public var hangTimeout = Duration.seconds(300)
    /// How many clients are served at a time. Where more come, whoever has asked for nothing for longest, and for a second
    /// at least, is given up (in the middle of a head with 408); where there is none, they are answered with 503. Systems
    /// often give a process 1,024 descriptors.
    public var maxConnections = 1000
    /// What clients get for a miss: by default a problem without the miss's facts, which `MissReport` has in full.
    public var renderMiss: @Sendable (Miss) -> Response = { Problem.response(to: $0) }

    /// Which tunnels are opened for clients that take this server for their proxy. Nil opens none: CONNECT is answered
    /// with 501.
    public var interception: Interception?
    /// Whether HTTP/2 is offered, before HTTP/1.1, to clients that speak TLS.
    public var http2 = true
    /// Called on the loop's thread.
    public var onEvent: @Sendable (ServerEvent) -> Void = { _ in }

    public init() {}
  }
}
