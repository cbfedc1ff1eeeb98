/// How a credential is named in a report: never by itself.
enum MaskedValue {
  private static let marks = ["AKIA", "ASIA", "AIza", "eyJ", "-----BEGIN"]

  /// The mark that a known shape begins with, and the length: `sk_live_… (32 bytes)`.
  static func text(_ value: [UInt8], rule: String) -> String {
    "\(rule.hasPrefix("shape:") ? mark(of: value) : "")… (\(value.count) byte\(value.count == 1 ? "" : "s"))"
  }

  /// Small letters up to a joint, as in `ghp_`, `sk-ant-`, at most twelve bytes; it is far shorter than the value.
  private static func mark(of value: [UInt8]) -> String {
    guard value.count >= 20 else { return "" }
    if let known = marks.first(where: { value.starts(with: $0.utf8) }) { return known }
    var end = 0
    for (index, byte) in value.prefix(12).enumerated() {
      if byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") {
        end = index + 1
      } else if !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) {
        break
      }
    }
    return String(decoding: value.prefix(end), as: UTF8.self)
  }
}
