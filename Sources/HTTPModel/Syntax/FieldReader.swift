/// Reads field lines up to and with the blank line: the rest of a head, or trailers (RFC 9112 section 5).
struct FieldReader: Sendable {
  private var spans: [HeaderFields.Span] = []

  /// The spans of all fields in `bytes` once the blank line was found; nil before.
  mutating func read(
    _ bytes: UnsafeRawBufferPointer, _ lines: inout LineScanner, _ limits: MessageLimits
  ) throws(MessageError) -> [HeaderFields.Span]? {
    while let line = try lines.next(in: bytes, limit: limits.maxHeadBytes) {
      if line.isEmpty {
        defer { spans = [] }
        return spans
      }
      if spans.count >= limits.maxFields { throw .tooManyFields }
      if spans.isEmpty { spans.reserveCapacity(16) }
      spans.append(try FieldReader.field(bytes, line))
    }
    return nil
  }

  private static func field(
    _ bytes: UnsafeRawBufferPointer, _ line: Range<Int>
  ) throws(MessageError) -> HeaderFields.Span {
    if ByteClass.isBlank(bytes[line.lowerBound]) { throw .foldedField }
    var colon = line.lowerBound
    while colon < line.upperBound, ByteClass.isToken(bytes[colon]) { colon += 1 }
    guard colon > line.lowerBound, colon < line.upperBound, bytes[colon] == UInt8(ascii: ":") else { throw .fieldName }
    let value = bytes.trimmed(colon + 1..<line.upperBound)
    guard bytes.isText(value) else { throw .controlByte }
    return HeaderFields.Span(name: line.lowerBound..<colon, value: value)
  }
}
