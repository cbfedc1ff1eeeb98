import HTTPModel

extension AbsoluteURL {
  /// Without the values in path and query that may be secrets that nobody knows yet: all but words, numbers, hosts and what
  /// stands for a secret.
  var printed: String {
    var text = Array("\(origin)".utf8)
    text.forEachPiece(of: target.path, between: UInt8(ascii: "/")) { $0.append(printed: $1) }
    if let query = target.query {
      text.append(UInt8(ascii: "?"))
      text.forEachPiece(of: query, between: UInt8(ascii: "&")) { text, item in
        guard let equals = item.place(of: UInt8(ascii: "=")) else { return text.append(printed: item) }
        text += item[...equals]
        text.append(printed: item[(equals + 1)...])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension [UInt8] {
  /// Appends what `append` makes of each piece, with the separators.
  fileprivate mutating func forEachPiece(
    of bytes: ArraySlice<UInt8>, between separator: UInt8, append: (inout [UInt8], ArraySlice<UInt8>) -> Void
  ) {
    var rest = bytes
    while let end = rest.place(of: separator) {
      append(&self, rest[..<end])
      self.append(separator)
      rest = rest[(end + 1)...]
    }
    append(&self, rest)
  }

  fileprivate mutating func append(printed raw: ArraySlice<UInt8>) {
    let isEscaped = raw.holds(UInt8(ascii: "%")) || raw.holds(UInt8(ascii: "+"))
    let value = isEscaped ? PercentEncoding.decodedForm(raw) : Array(raw)
    if Placeholder.isWhole(value) || KnownSecret.Reach(of: value) == .nowhere { self += raw } else { self += "…".utf8 }
  }
}
