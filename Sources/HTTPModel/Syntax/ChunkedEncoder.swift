/// The chunked transfer coding (RFC 9112 section 7.1).
public enum ChunkedEncoder {
  /// Appends one chunk; nothing for no bytes, which would end the body.
  public static func append(_ content: some Collection<UInt8>, to bytes: inout [UInt8]) {
    if content.isEmpty { return }
    bytes += String(content.count, radix: 16).utf8
    bytes += [13, 10]
    bytes += content
    bytes += [13, 10]
  }

  /// Appends the last chunk, the trailers but for those that may be none, and the blank line.
  public static func appendEnd(trailers: HeaderFields = [], to bytes: inout [UInt8]) throws(MessageError) {
    bytes += "0\r\n".utf8
    for span in trailers.spans where !HeaderField.notTrailers.contains(where: { trailers.hasName(span, $0) }) {
      try HeadWriter.append(span, of: trailers, to: &bytes)
    }
    bytes += [13, 10]
  }
}
