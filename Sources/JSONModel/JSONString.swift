/// A string with its escapes as written. Two are equal where their code units are equal after unescaping: `"\u00e9"`
/// and `"é"` are, `"é"` and `"é"` (e and a combining accent) are not.
public struct JSONString: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// What stands between the quotes.
  public let escaped: String
  private let hasEscapes: Bool

  /// Escapes what must be escaped: quotes, backslashes and controls.
  public init(_ text: String) {
    guard text.utf8.contains(where: JSONString.isEscaped) else {
      self.init(escaped: text, hasEscapes: false)
      return
    }
    var bytes: [UInt8] = []
    for byte in text.utf8 { JSONString.append(byte, to: &bytes) }
    self.init(escaped: String(decoding: bytes, as: UTF8.self), hasEscapes: true)
  }

  public init(stringLiteral value: String) { self.init(value) }

  /// Trusts the caller: `escaped` came out of a parsed text.
  init(escaped: String, hasEscapes: Bool) {
    self.escaped = escaped
    self.hasEscapes = hasEscapes
  }

  /// Escapes undone; a surrogate without its other half becomes U+FFFD.
  public var text: String {
    hasEscapes ? String(decoding: unescaped(loneSurrogate: { _ in 0xFFFD }), as: UTF8.self) : escaped
  }

  public var description: String { "\"\(escaped)\"" }

  public static func == (left: JSONString, right: JSONString) -> Bool {
    if !left.hasEscapes, !right.hasEscapes { return left.escaped.hasSameBytes(as: right.escaped) }
    return left.codeUnits == right.codeUnits
  }

  public func hash(into hasher: inout Hasher) {
    if hasEscapes {
      codeUnits.withUnsafeBytes { hasher.combine(bytes: $0) }
    } else {
      var text = escaped
      text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
    hasher.combine(0 as UInt8)
  }

  static func isEscaped(_ byte: UInt8) -> Bool { byte < 32 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") }

  /// Appends a byte, with its escape where it needs one.
  static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
    let short: UInt8? =
      switch byte {
      case 8: UInt8(ascii: "b")
      case 9: UInt8(ascii: "t")
      case 10: UInt8(ascii: "n")
      case 12: UInt8(ascii: "f")
      case 13: UInt8(ascii: "r")
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
      default: nil
      }
    if let short {
      bytes += [UInt8(ascii: "\\"), short]
    } else if byte < 32 {
      let digits = Array("0123456789abcdef".utf8)
      bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    } else {
      bytes.append(byte)
    }
  }

  /// Appends the string, in quotes, whose text these bytes of UTF-8 are.
  package static func append(quoting text: some Sequence<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    let isDone: Void? = text.withContiguousStorageIfAvailable { text in
      var done = 0
      for index in text.indices where isEscaped(text[index]) {
        bytes += text[done..<index]
        append(text[index], to: &bytes)
        done = index + 1
      }
      bytes += text[done...]
    }
    if isDone == nil { for byte in text { append(byte, to: &bytes) } }
    bytes.append(UInt8(ascii: "\""))
  }

  /// UTF-8 with escapes undone; a lone surrogate is written as its three bytes, which no other text gives.
  package var codeUnits: [UInt8] { hasEscapes ? unescaped(loneSurrogate: { $0 }) : Array(escaped.utf8) }

  /// Appends the same of a string with escapes.
  package static func appendCodeUnits(of escaped: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    unescape(escaped, into: &bytes) { $0 }
  }

  private func unescaped(loneSurrogate: (UInt32) -> UInt32) -> [UInt8] {
    var result: [UInt8] = []
    var text = escaped
    result.reserveCapacity(text.utf8.count)
    text.withUTF8 { JSONString.unescape($0, into: &result, loneSurrogate: loneSurrogate) }
    return result
  }

  private static func unescape(
    _ source: UnsafeBufferPointer<UInt8>, into result: inout [UInt8], loneSurrogate: (UInt32) -> UInt32
  ) {
    var index = 0
    while index < source.count {
      guard source[index] == UInt8(ascii: "\\"), index + 1 < source.count else {
        let end = source[(index + 1)...].firstIndex(of: UInt8(ascii: "\\")) ?? source.count
        result += UnsafeBufferPointer(rebasing: source[index..<end])
        index = end
        continue
      }
      let letter = source[index + 1]
      if letter != UInt8(ascii: "u") {
        result.append(JSONString.unescaped(letter))
        index += 2
        continue
      }
      var scalar = JSONString.unit(source, at: index) ?? 0xFFFD
      index += 6
      if (0xD800..<0xDC00).contains(scalar), index + 1 < source.count, source[index] == UInt8(ascii: "\\"),
        source[index + 1] == UInt8(ascii: "u"), let low = JSONString.unit(source, at: index),
        (0xDC00..<0xE000).contains(low)
      {
        scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
        index += 6
      } else if (0xD800..<0xE000).contains(scalar) {
        scalar = loneSurrogate(scalar)
      }
      JSONString.append(scalar: scalar, to: &result)
    }
  }

  private static func unescaped(_ letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"): 8
    case UInt8(ascii: "t"): 9
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "f"): 12
    case UInt8(ascii: "r"): 13
    default: letter
    }
  }

  static func unit<Source: RandomAccessCollection<UInt8>>(_ source: Source, at index: Int) -> UInt32?
  where Source.Index == Int {
    guard index + 6 <= source.count else { return nil }
    return source[(index + 2)..<(index + 6)].reduce(UInt32?(0)) { sum, byte in
      sum.flatMap { sum in hexadecimalValue(byte).map { sum << 4 | $0 } }
    }
  }

  private static func append(scalar: UInt32, to result: inout [UInt8]) {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | (scalar >> shift) & 0x3F) }
    switch scalar {
    case 0..<0x80: result.append(UInt8(scalar))
    case 0x80..<0x800: result += [UInt8(0xC0 | scalar >> 6), tail(0)]
    case 0x800..<0x10000: result += [UInt8(0xE0 | scalar >> 12), tail(6), tail(0)]
    default: result += [UInt8(0xF0 | scalar >> 18), tail(12), tail(6), tail(0)]
    }
  }
}
