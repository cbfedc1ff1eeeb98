/// Writes heads. What could be taken for the end of a line, or of the head, is refused: no value can add a field.
enum HeadWriter {
  static func append(
    _ span: HeaderFields.Span, of fields: HeaderFields, to bytes: inout [UInt8]
  ) throws(MessageError) {
    let start = bytes.count
    bytes += fields.bytes[span.name]
    let colon = bytes.count
    bytes += [UInt8(ascii: ":"), 32]
    bytes += fields.bytes[span.value]
    let end = bytes.count
    bytes += [13, 10]
    let isFine = bytes.withUnsafeBytes { bytes in
      for index in start..<colon where !ByteClass.isToken(bytes[index]) { return false }
      return colon > start && bytes.isText(colon + 1..<end)
    }
    if !isFine { throw .controlByte }
  }

  static func append(_ name: String, _ value: String, to bytes: inout [UInt8]) {
    bytes += name.utf8
    bytes += [UInt8(ascii: ":"), 32]
    bytes += value.utf8
    bytes += [13, 10]
  }
}

extension RequestHead {
  /// Appends the head with all its fields as they are, and the blank line.
  public func write(to bytes: inout [UInt8]) throws(MessageError) {
    guard !method.rawValue.isEmpty, method.rawValue.utf8.allSatisfy(ByteClass.isToken), !target.bytes.isEmpty,
      target.bytes.allSatisfy(ByteClass.isVisible)
    else { throw .requestLine }
    bytes += method.rawValue.utf8
    bytes.append(32)
    bytes += target.bytes
    bytes.append(32)
    bytes += version.rawValue.utf8
    bytes += [13, 10]
    for span in headers.spans { try HeadWriter.append(span, of: headers, to: &bytes) }
    bytes += [13, 10]
  }
}
