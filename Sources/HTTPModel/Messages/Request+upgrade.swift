extension Request {
  /// The protocols that it asks to switch to (RFC 9110 section 7.8), such as `websocket`; nil where it asks for none.
  ///
  /// HTTP/2 over TCP is none: who asks for `h2c` takes HTTP/1.1 as well. Neither is what a request with a body, or one
  /// that is no GET, asks for: nobody does.
  public var upgrade: String? {
    guard method == .get, body.isEmpty, let value = headers.first("upgrade"), !value.isEmpty else { return nil }
    let options = headers.all("connection").flatMap { $0.utf8.split(separator: UInt8(ascii: ",")) }
    let isAsked = options.contains { HeaderField.sameName($0.trimmed, "upgrade".utf8) }
    return isAsked && !HeaderField.sameName(value.utf8, "h2c".utf8) ? value : nil
  }
}

extension Substring.UTF8View {
  fileprivate var trimmed: Substring.UTF8View {
    let front = drop { $0 == 32 || $0 == 9 }
    guard let last = front.lastIndex(where: { $0 != 32 && $0 != 9 }) else { return front }
    return front[...last]
  }
}
