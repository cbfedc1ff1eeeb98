import HTTPModel
import Hashing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Looks for secrets in what was written, printed or sent, in every way in which they could still be read from it.
public struct SecretTraces: Sendable {
  private let spellings: [(secret: String, bytes: [UInt8])]

  public init(of secrets: some Sequence<String>) {
    spellings = secrets.flatMap { secret in SecretTraces.spellings(of: secret).map { (secret, $0) } }
  }

  /// Those that are there, each once, in order.
  public func found(in bytes: [UInt8]) -> [String] {
    var found: [String] = []
    for reading in SecretTraces.readings(of: bytes) {
      for (secret, spelling) in spellings where !found.contains(secret) && reading.holds(spelling) {
        found.append(secret)
      }
    }
    return found
  }

  public func found(in text: String) -> [String] { found(in: Array(text.utf8)) }

  /// As it is, in hexadecimal digits, and what of its Base64 no neighbouring byte has a part in.
  private static func spellings(of secret: String) -> [[UInt8]] {
    let bytes = Array(secret.utf8)
    var spellings = [bytes]
    if bytes.count < 6 { return spellings }
    let hex = Hexadecimal.encode(bytes)
    spellings += [Array(hex.utf8), Array(hex.uppercased().utf8)]
    if bytes.count < 8 { return spellings }
    for shift in 0...2 {
      let coded = Array(Base64.encode([UInt8](repeating: 0, count: shift) + bytes).utf8)
      let inner = Array(coded[[0, 2, 3][shift]..<((shift + bytes.count) * 8 / 6)])
      spellings.append(inner)
      spellings.append(
        inner.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0 })
    }
    return spellings
  }

  /// The bytes as they are, with their escapes undone up to four times, and the same with `+` as a blank.
  private static func readings(of bytes: [UInt8]) -> [[UInt8]] {
    var readings = [bytes]
    while readings.count < 5, let last = readings.last {
      let next = unescaped(last)
      if next == last { break }
      readings.append(next)
    }
    return readings + readings.map { $0.map { $0 == UInt8(ascii: "+") ? 32 : $0 } }
  }

  /// `%2B`, `\u002B`, `\/` and `&#43;` undone, once.
  private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let (undone, length) = unescaped(bytes[index...])
      result += undone
      index += length
    }
    return result
  }

  private static let names: [(name: String, byte: UInt8)] = [
    ("&amp;", 38), ("&lt;", 60), ("&gt;", 62), ("&quot;", 34), ("&apos;", 39),
  ]

  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> ([UInt8], Int) {
    let first = bytes[bytes.startIndex], rest = bytes.dropFirst()
    switch (first, rest.first) {
    case (UInt8(ascii: "%"), _): if let byte = number(rest.prefix(2), 2) { return ([UInt8(byte)], 3) }
    case (UInt8(ascii: "\\"), UInt8(ascii: "u")):
      if let unit = number(rest.dropFirst().prefix(4), 4), let scalar = Unicode.Scalar(unit) {
        return (Array(String(Character(scalar)).utf8), 6)
      }
    case (UInt8(ascii: "\\"), let escaped?) where "\"\\/'".utf8.contains(escaped): return ([escaped], 2)
    case (UInt8(ascii: "&"), _):
      for (name, byte) in names where bytes.starts(with: name.utf8) { return ([byte], name.utf8.count) }
      let digits = rest.dropFirst().prefix(8).prefix { $0 != UInt8(ascii: ";") }
      if rest.first == UInt8(ascii: "#"), let scalar = scalar(String(decoding: digits, as: UTF8.self)) {
        return (Array(String(Character(scalar)).utf8), digits.count + 3)
      }
    default: break
    }
    return ([first], 1)
  }

  private static func scalar(_ digits: String) -> Unicode.Scalar? {
    let isHex = digits.hasPrefix("x") || digits.hasPrefix("X")
    return UInt32(isHex ? String(digits.dropFirst()) : digits, radix: isHex ? 16 : 10).flatMap(Unicode.Scalar.init)
  }

  private static func number(_ digits: ArraySlice<UInt8>, _ count: Int) -> UInt32? {
    digits.count == count && !digits.contains(UInt8(ascii: "+"))
      ? UInt32(String(decoding: digits, as: UTF8.self), radix: 16) : nil
  }
}

extension [UInt8] {
  fileprivate func holds(_ wanted: [UInt8]) -> Bool {
    guard let first = wanted.first, wanted.count <= count else { return false }
    return withUnsafeBytes { space in
      wanted.withUnsafeBytes { wanted in
        var offset = 0
        while offset <= space.count - wanted.count,
          let hit = memchr(space.baseAddress! + offset, Int32(first), space.count - wanted.count - offset + 1)
        {
          if memcmp(hit, wanted.baseAddress!, wanted.count) == 0 { return true }
          offset = space.baseAddress!.distance(to: UnsafeRawPointer(hit)) + 1
        }
        return false
      }
    }
  }
}
