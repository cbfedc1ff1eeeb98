/// Reads the head of a request that comes in pieces. Strict: what two readers could take for two things is refused
/// (RFC 9112 sections 2.2, 3, 5 and 11).
///
/// The same bytes give the same head or the same error however they are cut.
public struct RequestHeadReader: Sendable {
  public let limits: MessageLimits
  private var lines = LineScanner()
  private var fields = FieldReader()
  private var line: Line?

  private struct Line: Sendable { var method: HTTPMethod, target: Target, version: HTTPVersion }

  public init(limits: MessageLimits = MessageLimits()) { self.limits = limits }

  /// Takes all bytes from the start of the head on that have come so far. Gives nil until the head is whole, then the
  /// head and the number of its bytes, and is ready for the next one. Empty lines before the head are skipped and
  /// counted.
  public mutating func read(_ bytes: RawSpan) throws(MessageError) -> (head: RequestHead, count: Int)? {
    try bytes.withUnsafeBytes { bytes throws(MessageError) in try read(bytes) }
  }

  private mutating func read(
    _ bytes: UnsafeRawBufferPointer
  ) throws(MessageError) -> (head: RequestHead, count: Int)? {
    while line == nil {
      guard let found = try firstLine(bytes) else { return nil }
      if !found.isEmpty { line = try parse(bytes, found) }
    }
    guard let spans = try fields.read(bytes, &lines, limits), let line else { return nil }
    let count = lines.start
    let headers = HeaderFields(bytes: Array(bytes[..<count]), spans: spans)
    (lines, self.line) = (LineScanner(), nil)
    return (RequestHead(line.method, line.target, version: line.version, headers: headers), count)
  }

  private mutating func firstLine(_ bytes: UnsafeRawBufferPointer) throws(MessageError) -> Range<Int>? {
    // What is no HTTP at all, a TLS handshake for one, is refused at its first byte.
    if lines.start < bytes.count, bytes[lines.start] != 13, bytes[lines.start] != 10,
      !ByteClass.isToken(bytes[lines.start])
    {
      throw .requestLine
    }
    do {
      return try lines.next(in: bytes, limit: min(limits.maxHeadBytes, limits.maxTargetBytes + 256))
    } catch {
      throw error == .headTooLong ? .targetTooLong : error
    }
  }

  private func parse(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>) throws(MessageError) -> Line {
    var index = line.lowerBound
    while index < line.upperBound, ByteClass.isToken(bytes[index]) { index += 1 }
    let method = line.lowerBound..<index
    guard !method.isEmpty, index < line.upperBound, bytes[index] == 32 else { throw .requestLine }
    index += 1
    let start = index
    bytes.skipVisible(&index, upTo: line.upperBound)
    let target = start..<index
    guard !target.isEmpty, index < line.upperBound, bytes[index] == 32 else { throw .requestLine }
    if target.count > limits.maxTargetBytes { throw .targetTooLong }
    let version = try HTTPVersion.parse(bytes, index + 1..<line.upperBound, else: .requestLine)
    return Line(method: HTTPMethod(bytes, method), target: Target(Array(bytes[target])), version: version)
  }
}

extension HTTPMethod {
  /// Makes no text for what nearly all requests ask.
  fileprivate init(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) {
    if range.count == 3, bytes[range.lowerBound] == UInt8(ascii: "G"), bytes[range.lowerBound + 1] == UInt8(ascii: "E"),
      bytes[range.lowerBound + 2] == UInt8(ascii: "T")
    {
      self = .get
    } else {
      self.init(rawValue: String(decoding: bytes[range], as: UTF8.self))
    }
  }
}

extension HTTPVersion {
  /// A well-formed version that is not one of these is `MessageError.version`, anything else `malformed`.
  static func parse(
    _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, else malformed: MessageError
  ) throws(MessageError) -> HTTPVersion {
    let text = UnsafeRawBufferPointer(rebasing: bytes[range])
    guard text.count == 8, text[0] == UInt8(ascii: "H"), text[1] == UInt8(ascii: "T"), text[2] == UInt8(ascii: "T"),
      text[3] == UInt8(ascii: "P"), text[4] == UInt8(ascii: "/"), ByteClass.isDigit(text[5]),
      text[6] == UInt8(ascii: "."), ByteClass.isDigit(text[7])
    else { throw malformed }
    guard text[5] == UInt8(ascii: "1"), text[7] <= UInt8(ascii: "1") else { throw .version }
    return text[7] == UInt8(ascii: "1") ? .http11 : .http10
  }
}
