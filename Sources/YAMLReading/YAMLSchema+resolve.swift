import JSONModel

extension YAMLSchema {
  /// What a plain scalar is if it is not text; nil where it is. Throws where it is a number that JSON cannot hold.
  func resolve(_ value: [UInt8]) throws(YAMLError.Kind) -> YAMLScalar? {
    guard let first = value.first else { return .null }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      return try YAMLNumber.resolve(value, self).map(YAMLScalar.number)
    case UInt8(ascii: "~"): return value.count == 1 ? .null : nil
    default: return value.count <= 5 ? word(String(decoding: value, as: UTF8.self)) : nil
    }
  }

  /// Words count in three spellings: `true`, `True` and `TRUE`.
  private func word(_ text: String) -> YAMLScalar? {
    let lower = text.lowercased()
    guard text == lower || text == text.uppercased() || text.dropFirst() == lower.dropFirst() else { return nil }
    switch lower {
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "yes", "on": return self == .yaml11 ? .bool(true) : nil
    case "no", "off": return self == .yaml11 ? .bool(false) : nil
    default: return nil
    }
  }
}
