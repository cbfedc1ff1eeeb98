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
    guard spans.contains(where: { isSpelled($0, "connection") }) else { return version == .http11 }
    let options = tokens("connection")
    return !options.contains("close") && (version == .http11 || options.contains("keep-alive"))
  }

  /// Removes every field with one of these names, which are in lower case; their own case does not matter.
  package mutating func removeAll(_ names: [StaticString]) {
    // Mostly there is none, and the list stays as it is.
    guard spans.contains(where: { span in names.contains { isSpelled(span, $0) } }) else { return }
    spans = spans.filter { span in !names.contains { isSpelled(span, $0) } }
  }

  /// Whether the field is named so, whatever the case.
  func hasName(_ span: Span, _ name: String) -> Bool { HeaderField.sameName(bytes[span.name], name.utf8) }

  /// As `hasName`, for a name that is known beforehand and in lower case.
  func isSpelled(_ span: Span, _ name: StaticString) -> Bool {
    let count = name.utf8CodeUnitCount
    if span.name.count != count { return false }
    let lowered = name.utf8Start
    return bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < count {
        let byte = bytes[span.name.lowerBound + index]
        if (byte >= 65 && byte <= 90 ? byte | 32 : byte) != lowered[index] { return false }
        index += 1
      }
      return true
    }
  }

  /// As `HeaderField.isFraming`.
  func isFraming(_ span: Span) -> Bool {
    switch span.name.count {
    case 2: isSpelled(span, "te")
    case 7: isSpelled(span, "trailer") || isSpelled(span, "upgrade")
    case 10: isSpelled(span, "connection") || isSpelled(span, "keep-alive")
    case 17: isSpelled(span, "transfer-encoding")
    default: false
    }
  }
}
