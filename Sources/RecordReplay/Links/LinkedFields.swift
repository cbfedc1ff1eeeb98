import HTTPModel

/// Replaces links in the header fields of a response.
struct LinkedFields {
  let table: LinkTable
  let base: ClientBase

  static let names = ["location", "content-location", "link"]

  /// The same fields with links that lead here.
  func replacing(in headers: HeaderFields) -> HeaderFields {
    HeaderFields(
      headers.map { field in
        guard let name = LinkedFields.names.first(where: field.isNamed) else { return field }
        let value = name == "link" ? list(field.value[...]) : reference(field.value[...])
        return HeaderField(nameBytes: field.nameBytes, value: value)
      })
  }

  /// Of `<URL>; rel="next", <URL>; rel="last"` what is between angle brackets (RFC 8288 section 3).
  private func list(_ value: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var rest = value
    var isQuoted = false
    while let byte = rest.popFirst() {
      result.append(byte)
      if isQuoted, byte == UInt8(ascii: "\\"), let next = rest.popFirst() { result.append(next) }
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard !isQuoted, byte == UInt8(ascii: "<"), let close = rest.firstIndex(of: UInt8(ascii: ">")) else { continue }
      result += reference(rest[..<close])
      rest = rest[close...]
    }
    return result
  }

  /// A URL, or a path at the host that was asked.
  private func reference(_ text: ArraySlice<UInt8>) -> [UInt8] {
    if let link = table.link(text, isWhole: true, isJSON: false) {
      return Array(base.url(of: link.host).utf8) + text[link.end...]
    }
    let path = base.host.url.path
    guard text.first == UInt8(ascii: "/"), !text.begins(with: Array("//".utf8)), text.begins(with: path) else {
      return Array(text)
    }
    let rest = text.dropFirst(path.count)
    guard
      rest.isEmpty || path.isEmpty || [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains(rest.first)
    else { return Array(text) }
    return Array(base.path(of: base.host).utf8) + rest
  }
}
