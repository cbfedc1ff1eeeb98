import EventLoop
import HTTPModel

/// One client. It lives from `start()` until its phase is `closed`.
final class Connection: @unchecked Sendable {  // the loop's thread owns it
  enum Phase {
    /// Between requests or inside a head; or what nobody read of the last body is skipped.
    case head
    /// A request is with the responder, or its answer is being written.
    case answering
    /// A timeout is acted: nothing will come.
    case hanging
    /// All is written and our side is ended; what the client still sends is skipped, so that no RST overtakes the answer.
    case lingering
    case closed
  }

  /// What of a request decides how it is answered.
  struct Asked {
    let method: HTTPMethod
    let version: HTTPVersion

    init(_ head: RequestHead) {
      method = head.method
      version = head.version
    }
  }

  let server: HTTPServer
  let responder: any Responder
  let stream: TCPStream
  /// Where a request without `Host` is addressed to.
  let ownOrigin: Origin
  var phase = Phase.head
  /// When `expire()` is called, in the loop's milliseconds.
  var deadline = UInt64.max
  /// How long this side has waited for bytes of the request under way, in milliseconds, and since when it does again.
  var waited: UInt64 = 0
  var waitingSince: UInt64?
  /// Counts requests: what belongs to an earlier one finds out by it.
  var exchange = 0
  var task: Task<Void, Never>?
  var request: Asked?
  var body: RequestBody?
  /// The body of the answer, while it is asked for chunks.
  var source: (any BodySource)?
  /// Whether the connection outlives the answer under way.
  var isPersistent = true
  /// Whether a byte of the final answer was written.
  var hasBegun = false
  var hasSentContinue = false
  /// Whether the client ended its sending direction.
  var isHalfClosed = false
  /// Waits until what was written is with the kernel.
  var writer: CheckedContinuation<Void, Never>?
  /// When that must be; never where nothing waits to be written.
  var writeDeadline = UInt64.max
  /// The last `Host` and what it means: clients repeat it.
  var lastHost: (bytes: [UInt8], origin: Origin)?
  /// How the last absolute target began, up to its path: that it is well-formed was seen.
  var lastBase: [UInt8]?

  private var reader: RequestHeadReader
  /// What came and is not used up: the start of a head, or requests that must wait for their turn.
  private var kept: [UInt8] = []
  private(set) var isHeadBegun = false
  private var isReading = false
  private(set) var isConsuming = false

  init(_ server: HTTPServer, _ stream: TCPStream, answering responder: any Responder, addressedTo origin: Origin) {
    self.server = server
    self.responder = responder
    self.stream = stream
    ownOrigin = origin
    reader = RequestHeadReader(limits: server.configuration.limits)
  }

  func start() {
    expire(after: server.times.idle)
    resumeReading()
  }

  /// In place of `start()` where there are too many already.
  func turnAway() {
    refuse(status: 503, "all \(server.configuration.maxConnections) connections that this server bears are in use")
  }

  func resumeReading() {
    if isReading || isHalfClosed || phase == .closed { return }
    isReading = true
    stream.startReading(onBytes: { self.received($0) }, onEnd: { self.ended($0) })
  }

  /// Uses up what was kept, as far as it is its turn.
  func consumeKept() {
    let bytes = kept
    kept = []
    let count = bytes.withUnsafeBytes { consume($0) }
    if isOpen { kept = count == 0 ? bytes : Array(bytes[count...]) }
    settle()
  }

  private var isOpen: Bool { phase == .head || phase == .answering }

  private func received(_ bytes: UnsafeRawBufferPointer) {
    if !isOpen { return }
    if !kept.isEmpty {
      kept += bytes
      return consumeKept()
    }
    let count = consume(bytes)
    if isOpen, count < bytes.count { kept += bytes[count...] }
    settle()
  }

  /// Gives how many bytes were used. A request that is answered at once makes place for the next.
  private func consume(_ bytes: UnsafeRawBufferPointer) -> Int {
    isConsuming = true
    defer { isConsuming = false }
    var used = 0
    do {
      while used < bytes.count, isOpen {
        let rest = UnsafeRawBufferPointer(rebasing: bytes[used...])
        if let body, !body.isComplete {
          used += try feed(body, rest)
        } else if phase == .head {
          guard let (head, count) = try reader.read(rest.bytes) else { break }
          isHeadBegun = false
          used += count
          used += try begin(head, UnsafeRawBufferPointer(rebasing: bytes[used...]))
        } else {
          break
        }
      }
    } catch {
      refuse(error)
    }
    return used
  }

  /// What follows from what is kept.
  private func settle() {
    switch phase {
    case .head:
      if isHalfClosed { return close() }
      if kept.isEmpty || isHeadBegun { return }
      isHeadBegun = true
      expireAsHead()
    case .answering:
      // The rest waits in the kernel until there is use for it.
      if kept.count >= 1 << 16 || body?.isFull ?? false, isReading {
        isReading = false
        stream.stopReading()
      }
    case .hanging, .lingering, .closed: kept = []
    }
  }

  private func ended(_ error: EventLoopError?) {
    isReading = false
    isHalfClosed = true
    switch phase {
    case .answering where error == nil && body?.isComplete ?? true:
      expire(after: server.times.halfClose)
    default: lose()
    }
  }
}
