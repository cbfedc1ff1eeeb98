import HTTPModel

/// Puts a response together from the header lines and the raw body that libcurl hands over.
struct ResponseAssembly {
  private(set) var interim: [Response.Interim] = []
  /// The final head, once its blank line was seen.
  private(set) var head: ResponseHead?
  private(set) var framing = BodyFraming.none
  /// Body bytes that nobody has taken, without the framing of chunks.
  private(set) var buffered: [UInt8] = []
  /// All body bytes that have come.
  private(set) var count = 0
  private let method: HTTPMethod
  private let allowsHTTP2: Bool
  /// HTTP/2's, which libcurl hands over as lines behind the head.
  private var lateFields: HeaderFields = []
  private var lateBytes = 0
  private var lines: [UInt8] = []
  private var reader = ResponseHeadReader(limits: ResponseAssembly.limits)
  private var decoder = ChunkedDecoder(limits: ResponseAssembly.limits)

  /// `allowsHTTP2` where the server may answer over HTTP/2.
  init(to method: HTTPMethod, allowsHTTP2: Bool = false) {
    self.method = method
    self.allowsHTTP2 = allowsHTTP2
  }

  /// As large as libcurl 7.88 takes them.
  private static let limits = {
    var limits = MessageLimits()
    limits.maxHeadBytes = 300 << 10
    limits.maxFields = 4096
    return limits
  }()

  var trailers: HeaderFields { head?.version == .http2 ? lateFields : decoder.trailers }

  /// Whether nothing is missing, as far as the framing tells: libcurl counts the bytes of a Content-Length itself.
  var isWhole: Bool { head != nil && (framing != .chunked || decoder.isComplete) }

  /// Whether the framing says that all has come.
  var isComplete: Bool {
    switch framing {
    case .none: head != nil
    case .length(let length): count == length
    case .chunked: decoder.isComplete
    case .untilClose: false
    }
  }

  /// The length of the body where it was announced.
  var length: Int? {
    switch framing {
    case .none: 0
    case .length(let length): length
    case .chunked, .untilClose: nil
    }
  }

  /// One line with its end. A bare LF is taken for CRLF, and a folded line goes on with the one before after a space
  /// (RFC 9112 sections 2.2 and 5.2).
  mutating func take(line: UnsafeRawBufferPointer) throws(MessageError) {
    if let head {
      // Over HTTP/1.1 they come with the chunks.
      if head.version == .http2 { try take(trailer: line) }
      return
    }
    var line = line[...]
    if line.last == 10 { line.removeLast() }
    if line.last == 13 { line.removeLast() }
    // For libcurl a line that begins with CR is a blank one.
    if line.first == 13 { throw .controlByte }
    if let first = line.first, first == 32 || first == 9, lines.suffix(2) == [13, 10] {
      lines.removeLast(2)
      lines.append(32)
      line = line.drop { $0 == 32 || $0 == 9 }
    }
    if lines.isEmpty { lines.reserveCapacity(1024) }
    lines += line
    lines.append(13)
    lines.append(10)
    if line.isEmpty { try readHead() }
  }

  private mutating func take(trailer line: UnsafeRawBufferPointer) throws(MessageError) {
    lateBytes += line.count
    if lateBytes > ResponseAssembly.limits.maxHeadBytes { throw .headTooLong }
    var rest = Array(line)[...]
    while rest.last == 10 || rest.last == 13 { rest.removeLast() }
    if rest.isEmpty { return }
    guard let colon = rest.firstIndex(of: UInt8(ascii: ":")), rest[..<colon].isToken else { throw .fieldName }
    let value = rest[(colon + 1)...].trimmed
    guard value.isFieldText else { throw .controlByte }
    lateFields.append(HeaderField(nameBytes: Array(rest[..<colon]), value: Array(value)))
  }

  mutating func take(body bytes: UnsafeRawBufferPointer) throws(MessageError) {
    let before = buffered.count
    switch framing {
    case .none: break
    case .chunked: _ = try decoder.decode(bytes.bytes, into: &buffered)
    case .length, .untilClose: buffered.append(contentsOf: bytes)
    }
    count += buffered.count - before
  }

  mutating func takeBuffered() -> [UInt8] {
    defer { buffered = [] }
    return buffered
  }

  private static let http2 = "HTTP/2 "

  private mutating func readHead() throws(MessageError) {
    var bytes = lines
    lines = []
    let isHTTP2 = allowsHTTP2 && bytes.starts(with: ResponseAssembly.http2.utf8)
    // libcurl's own line, in the one form that the reader knows.
    if isHTTP2 { bytes.replaceSubrange(..<ResponseAssembly.http2.utf8.count, with: "HTTP/1.1 ".utf8) }
    guard var found = try reader.read(bytes.span.bytes)?.head else { throw .statusLine }
    if isHTTP2 {
      // What no HTTP/2 answer has is the text of a server that pretends.
      if !found.reason.isEmpty || found.headers.contains("transfer-encoding") { throw .version }
      found.version = .http2
    }
    if (100..<200).contains(found.status), found.status != 101 {
      interim.append(Response.Interim(status: found.status, reason: found.reason, headers: found.headers))
      return
    }
    // After a switch of protocols what comes is no message.
    framing = found.status == 101 ? .untilClose : try BodyFraming(of: found, to: method)
    head = found
  }
}
