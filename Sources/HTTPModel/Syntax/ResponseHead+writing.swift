extension ResponseHead {
  /// Appends the head with all its fields as they are, and the blank line.
  public func write(to bytes: inout [UInt8]) throws(MessageError) {
    try writeLine(to: &bytes)
    for span in headers.spans { try HeadWriter.append(span, of: headers, to: &bytes) }
    bytes += [13, 10]
  }

  /// What a server says of framing in place of what the head's own fields say.
  public enum SentFraming: Hashable, Sendable {
    /// No body follows, and `Content-Length` stays as the head has it: answers to HEAD, and 304.
    case noneAsGiven
    /// No body follows and there is no `Content-Length`: 1xx and 204.
    case none
    case length(Int)
    case chunked
    case untilClose
  }

  /// Appends the head with the framing of this connection in place of the recorded one (Cassettes.md of the documentation): fields
  /// that are `HeaderField.isFraming` are left out, `Content-Length` keeps its place and else comes last. `connection`
  /// is the value of a `Connection` field, nil for none.
  public func write(
    to bytes: inout [UInt8], framing: SentFraming, connection: String? = nil
  ) throws(MessageError) {
    try writeLine(to: &bytes)
    var length: Int? = if case .length(let count) = framing { count } else { nil }
    for span in headers.spans {
      if headers.isSpelled(span, "content-length"), framing != .noneAsGiven {
        guard let count = length else { continue }
        HeadWriter.append(String(decoding: headers.bytes[span.name], as: UTF8.self), "\(count)", to: &bytes)
        length = nil
      } else if !headers.isFraming(span) {
        try HeadWriter.append(span, of: headers, to: &bytes)
      }
    }
    if let length { HeadWriter.append("Content-Length", "\(length)", to: &bytes) }
    if framing == .chunked { HeadWriter.append("Transfer-Encoding", "chunked", to: &bytes) }
    if let connection { HeadWriter.append("Connection", connection, to: &bytes) }
    bytes += [13, 10]
  }

  private func writeLine(to bytes: inout [UInt8]) throws(MessageError) {
    guard (100...999).contains(status), reason.utf8.allSatisfy(ByteClass.isText) else { throw .statusLine }
    bytes += version.rawValue.utf8
    bytes.append(32)
    bytes += "\(status)".utf8
    bytes.append(32)
    bytes += reason.utf8
    bytes += [13, 10]
  }
}
