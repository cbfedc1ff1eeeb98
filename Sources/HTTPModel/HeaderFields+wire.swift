extension HeaderFields {
  /// The elements of all comma-separated values with this name, in lower case and without blanks; empty ones are left
  /// out (RFC 9110 section 5.6.1). Quoted strings are not looked at: for fields whose elements are tokens.
  public func tokens(_ name: String) -> [String] {
    spans.filter { hasName($0, name) }.flatMap { span in
      bytes[span.value].split(separator: UInt8(ascii: ",")).compactMap { element in
        let rest = element.drop(while: ByteClass.isBlank)
        guard let last = rest.lastIndex(where: { !ByteClass.isBlank($0) }) else { return nil }
        return String(decoding: rest[...last], as: UTF8.self).lowercased()
      }
    }
  }

  /// Whether a connection outlives the message with these fields (RFC 9112 section 9.3).
  func isPersistent(_ version: HTTPVersion) -> Bool {
    guard spans.contains(where: { hasName($0, "connection") }) else { return version == .http11 }
    let options = tokens("connection")
    return !options.contains("close") && (version == .http11 || options.contains("keep-alive"))
  }

  /// Whether the field is named so; `name` in lower case.
  func hasName(_ span: Span, _ name: String) -> Bool {
    if span.name.count != name.utf8.count { return false }
    return HeaderField.sameName(bytes[span.name], name.utf8)
  }

  /// As `HeaderField.isFraming`.
  func isFraming(_ span: Span) -> Bool {
    HeaderField.framing.contains { hasName(span, $0) }
  }
}
