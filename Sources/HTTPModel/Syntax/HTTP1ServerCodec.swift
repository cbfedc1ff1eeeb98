/// A server's side of HTTP/1.1 without the connection (RFC 9112): bytes in, events out; an answer in, bytes out.
///
/// Requests come one after another: what follows one is kept until its answer has ended. The same bytes give the same
/// events or the same error however they are cut; only content is cut as they are.
///
/// Not copyable: whoever asks one in a class for a property would else copy all of it.
package struct HTTP1ServerCodec: ~Copyable, Sendable {
  package enum Event: Sendable {
    /// A head that can be answered, and its body where all of it is there. Where it is not, `content` follows, and `end`.
    case request(Request, isWhole: Bool)
    /// Never empty.
    case content([UInt8])
    case end(trailers: HeaderFields)
  }

  /// Whether the connection outlives the answer.
  package private(set) var isPersistent = true
  /// Whether the client waits for `100 Continue` before it sends its body.
  package private(set) var awaitsContinue = false

  /// The request that is not answered yet.
  var request: RequestSummary?
  var hasSentContinue = false
  var sending = ResponseHead.SentFraming.none

  private let origin: Origin
  private let via: Request.Via
  private let limits: MessageLimits
  private var reader: RequestHeadReader
  private var incoming = Incoming.head
  /// Bytes to come of a body with a length.
  private var left = 0
  private var decoder: ChunkedDecoder?
  /// What is wrong behind the content that was given last.
  private var failure: MessageError?
  /// What came and is not used up, from `start` on: the beginning of a head, or requests that wait for their turn.
  private var kept: [UInt8] = []
  private var start = 0
  /// The last `Host` and what it means: clients repeat it.
  private var lastHost: (bytes: [UInt8], origin: Origin)?
  /// How the last absolute target began, up to its path: it is known to be well-formed.
  private var lastBase: [UInt8]?

  private enum Incoming { case head, length, chunks, nothing }

  /// `origin` says the scheme of all requests, and to whom those without `Host` are addressed.
  package init(_ origin: Origin, via: Request.Via = Request.Via(), limits: MessageLimits = MessageLimits()) {
    self.origin = origin
    self.via = via
    self.limits = limits
    reader = RequestHeadReader(limits: limits)
  }

  /// Whether the beginning of a head is kept.
  package var isHeadBegun: Bool { incoming == .head && !kept.isEmpty }
  package var keptBytes: Int { kept.count - start }
  /// Whether more of a body is to come.
  package var isInsideBody: Bool { incoming == .length || incoming == .chunks }
  /// How many bytes of a body are to come; nil where nobody knows, or none.
  package var bytesToCome: Int? { incoming == .length ? left : nil }

  /// The next event, with what has come meanwhile. Nil where more bytes are needed, or the end of the answer under way:
  /// then all of `bytes` is taken.
  package mutating func next(_ bytes: inout UnsafeRawBufferPointer) throws(MessageError) -> Event? {
    var used = 0
    if kept.isEmpty {
      if bytes.isEmpty, !isInsideBody { return nil }
      let event = try step(bytes, &used)
      bytes = UnsafeRawBufferPointer(rebasing: bytes[used...])
      if case .none = event { keep(&bytes) }
      return event
    }
    keep(&bytes)
    let all = kept
    let event = try all.span.bytes.withUnsafeBytes { all throws(MessageError) in
      try step(UnsafeRawBufferPointer(rebasing: all[start...]), &used)
    }
    start += used
    if start == kept.count { (kept, start) = ([], 0) }
    return event
  }

  /// What came and was not used up, taken away: it is not HTTP/1.1 of this connection any more.
  package mutating func takeKept() -> [UInt8] {
    defer { (kept, start) = ([], 0) }
    return Array(kept[start...])
  }

  private mutating func keep(_ bytes: inout UnsafeRawBufferPointer) {
    if bytes.isEmpty { return }
    kept.removeFirst(start)
    start = 0
    kept += bytes
    bytes = UnsafeRawBufferPointer(start: nil, count: 0)
  }

  private mutating func step(_ bytes: UnsafeRawBufferPointer, _ used: inout Int) throws(MessageError) -> Event? {
    switch incoming {
    case .head:
      guard !bytes.isEmpty, let (head, count) = try reader.read(bytes.bytes) else { return nil }
      used = count
      return try begin(head, bytes, &used)
    case .length:
      if left == 0 { return end([]) }
      if bytes.isEmpty { return nil }
      awaitsContinue = false
      used = min(left, bytes.count)
      left -= used
      return .content(Array(bytes[..<used]))
    case .chunks: return try decode(bytes, &used)
    case .nothing: return nil
    }
  }

  private mutating func decode(_ bytes: UnsafeRawBufferPointer, _ used: inout Int) throws(MessageError) -> Event? {
    if let failure { throw failure }
    var content: [UInt8] = []
    do {
      used = try decoder?.decode(bytes.bytes, into: &content) ?? 0
    } catch {
      if content.isEmpty { throw error }
      failure = error
    }
    if used > 0 { awaitsContinue = false }
    if !content.isEmpty { return .content(content) }
    guard let decoder, decoder.isComplete else { return nil }
    return end(decoder.trailers)
  }

  private mutating func end(_ trailers: HeaderFields) -> Event {
    decoder = nil
    incoming = request == nil ? .head : .nothing
    return .end(trailers: trailers)
  }

  private mutating func begin(
    _ head: RequestHead, _ bytes: UnsafeRawBufferPointer, _ used: inout Int
  ) throws(MessageError) -> Event {
    request = RequestSummary(head)
    (hasSentContinue, awaitsContinue, sending) = (false, false, .none)
    let fields = try FieldSurvey(of: head)
    isPersistent = fields.saysConnection ? head.isPersistent : head.version == .http11
    let framing = fields.saysFraming ? try BodyFraming(of: head) : .none
    let origin = try self.origin(of: fields.host)
    try check(head.target, for: head.method)
    if fields.saysExpectation, head.version == .http11, !head.expectsContinue { throw .expectation }
    if case .length(let length) = framing, let limit = limits.maxBodyBytes, length > limit { throw .bodyTooLong }
    var request = Request(head.method, origin, head.target, headers: head.headers, via: via)
    incoming = .nothing
    switch framing {
    case .none, .untilClose: break
    case .length(let length) where length <= bytes.count - used:
      request.body = .bytes(Array(bytes[used..<used + length]))
      used += length
    case .length(let length): (incoming, left) = (.length, length)
    case .chunked: (incoming, decoder) = (.chunks, ChunkedDecoder(limits: limits))
    }
    if incoming != .nothing { awaitsContinue = fields.saysExpectation && bytes.count == used && head.expectsContinue }
    return .request(request, isWhole: incoming == .nothing)
  }

  /// Refuses a target that has no form.
  private mutating func check(_ target: Target, for method: HTTPMethod) throws(MessageError) {
    let bytes = target.bytes
    if method != .connect {
      if bytes.first == UInt8(ascii: "/") { return }
      if let lastBase, bytes[...].begins(with: lastBase) { return }
    }
    guard let form = target.form(for: method) else { throw .target }
    if case .absolute = form, let end = bytes.dropFirst("https://".utf8.count).firstIndex(of: UInt8(ascii: "/")) {
      lastBase = Array(bytes[...end])
    }
  }

  private mutating func origin(of host: ArraySlice<UInt8>?) throws(MessageError) -> Origin {
    guard let host, !host.isEmpty else { return origin }
    if let lastHost, host.equals(lastHost.bytes) { return lastHost.origin }
    guard let (name, port) = AbsoluteURL.authority(host) else { throw .host }
    let found = Origin(scheme: origin.scheme, host: name, port: port)
    lastHost = (Array(host), found)
    return found
  }

  // MARK: What the answer says of the connection

  /// The connection ends with the answer, whatever the client asked for.
  package mutating func endAfterAnswer() { isPersistent = false }

  /// `100 Continue` as bytes, once, where the client waits for it; else nil.
  package mutating func takeContinue() -> [UInt8]? {
    if !awaitsContinue { return nil }
    (awaitsContinue, hasSentContinue) = (false, true)
    return Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)
  }

  /// The answer has ended: `next` goes on with what was kept, or with what is left of the body.
  package mutating func endAnswer() {
    request = nil
    if incoming == .nothing { incoming = .head }
  }
}
