package import HTTPModel

/// A server's side of HTTP/2 that is fed by hand, without a transport, a loop and time: what fuzzers drive.
package struct HTTP2Conversation: ~Copyable {
  /// What came on one stream.
  package enum Entry: Equatable, Sendable {
    case request(method: HTTPMethod, target: Target, headers: HeaderFields)
    /// A head that breaks a rule of messages.
    case refused
    /// All that came between two other entries.
    case content([UInt8])
    case end(HeaderFields)
    case closed
  }

  /// By stream. Streams say nothing of each other.
  package private(set) var entries: [Int32: [Entry]] = [:]
  private var session: HTTP2Session
  private var open: [Int32] = []
  private var received: [(stream: Int32, count: Int)] = []

  /// Nil where there is no memory.
  package init?(limits: MessageLimits) {
    guard let session = HTTP2Session(limits: limits, now: { 0 }) else { return nil }
    self.session = session
  }

  /// Whether the session has ended: nothing is taken any more.
  package var isOver: Bool { session.isOver }

  package mutating func take(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { session.take($0) }
    note()
  }

  private mutating func note() {
    for event in session.takeEvents() {
      switch event {
      case .request(let stream, let block, _):
        let request = try? block.request(via: Request.Via(listener: "fuzz"))
        entries[stream, default: []].append(
          request.map { .request(method: $0.method, target: $0.target, headers: $0.headers) } ?? .refused)
        open.append(stream)
      case .content(let stream, let bytes):
        received.append((stream, bytes.count))
        if case .content(let before) = entries[stream]?.last {
          entries[stream]?.removeLast()
          entries[stream, default: []].append(.content(before + bytes))
        } else {
          entries[stream, default: []].append(.content(bytes))
        }
      case .end(let stream, let block): entries[stream, default: []].append(.end(block.fields))
      case .closed(let stream): entries[stream, default: []].append(.closed)
      case .drained: break
      }
    }
  }

  /// What must be sent now, as a connection takes it; the content that has come counts as read.
  package mutating func flush() -> [UInt8] {
    for (stream, count) in received { session.consume(count, of: stream) }
    received = []
    var output: [UInt8] = []
    while true {
      let bytes = session.takeOutput(atMost: 1 << 16)
      note()
      if bytes.isEmpty { return output }
      output += bytes
    }
  }

  /// Answers every request that is still open, in turn with content and trailers, content alone, and nothing.
  package mutating func answer() throws {
    for (number, stream) in open.enumerated() where session.isOpen(stream) {
      let response = Response(status: 200, headers: [HeaderField("Content-Type", "text/plain")])
      let head = try HTTP2Fields(response, length: nil, hasContent: number % 3 < 2)
      session.respond(head, number % 3 < 2 ? [111, 107] : [], isLast: number % 3 > 0, on: stream)
      if number % 3 == 0 { session.end(try HTTP2Fields(trailers: [HeaderField("Sum", "1")]), on: stream) }
    }
    open = []
  }
}
