/// Reads the head of a response that comes in pieces, as strictly as `RequestHeadReader`. Interim responses (1xx) are
/// heads like any other.
public struct ResponseHeadReader: Sendable {
  public let limits: MessageLimits
  private var lines = LineScanner()
  private var fields = FieldReader()
  private var line: ResponseHead?

  public init(limits: MessageLimits = MessageLimits()) { self.limits = limits }

  /// Takes all bytes from the start of the head on that have come so far. Gives nil until the head is whole, then the
  /// head and the number of its bytes, and is ready for the next one.
  public mutating func read(_ bytes: RawSpan) throws(MessageError) -> (head: ResponseHead, count: Int)? {
    try bytes.withUnsafeBytes { bytes throws(MessageError) in try read(bytes) }
  }

  private mutating func read(
    _ bytes: UnsafeRawBufferPointer
  ) throws(MessageError) -> (head: ResponseHead, count: Int)? {
    if line == nil {
      guard let found = try lines.next(in: bytes, limit: limits.maxHeadBytes) else { return nil }
      line = try ResponseHeadReader.parse(bytes, found)
    }
    guard let spans = try fields.read(bytes, &lines, limits), var head = line else { return nil }
    let count = lines.start
    head.headers = HeaderFields(bytes: Array(bytes[..<count]), spans: spans)
    (lines, line) = (LineScanner(), nil)
    return (head, count)
  }

  /// A line without the space after the status is taken: many servers leave it out where they have no reason.
  private static func parse(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>) throws(MessageError) -> ResponseHead {
    let start = line.lowerBound
    guard line.count >= 12, bytes[start + 8] == 32 else { throw .statusLine }
    let version = try HTTPVersion.parse(bytes, start..<start + 8, else: .statusLine)
    var status = 0
    for byte in bytes[start + 9..<start + 12] {
      guard ByteClass.isDigit(byte) else { throw .statusLine }
      status = status * 10 + Int(byte - 48)
    }
    guard status >= 100, line.count == 12 || bytes[start + 12] == 32 else { throw .statusLine }
    let reason = min(start + 13, line.upperBound)..<line.upperBound
    guard bytes.isText(reason) else { throw .controlByte }
    return ResponseHead(version: version, status: status, reason: String(decoding: bytes[reason], as: UTF8.self))
  }
}
