/// A name that a certificate may be made for: a DNS name in lower case, no address and no wildcard.
public struct HostName: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Without a dot at the end.
  public let text: String

  /// Nil for what is no DNS name of letters, digits, hyphens and underscores (RFC 1123 section 2.1; underscores are on
  /// the Internet all the same), and for what could be read as an IPv4 address.
  public init?(_ text: String) {
    var bytes = text.utf8.map { $0 >= 65 && $0 <= 90 ? $0 + 32 : $0 }
    if bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
    let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard bytes.count <= 253, labels.allSatisfy(HostName.isLabel), let last = labels.last,
      !last.allSatisfy({ (48...57).contains($0) }), !last.starts(with: "0x".utf8)
    else { return nil }
    self.text = String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a name constraint that permits this name permits `other`: the same name, or one below it (RFC 5280 section
  /// 4.2.1.10).
  public func covers(_ other: HostName) -> Bool {
    other == self || other.text.utf8.reversed().starts(with: ".\(text)".utf8.reversed())
  }

  private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
    let hyphen = UInt8(ascii: "-")
    return (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
      && label.allSatisfy { byte in
        (97...122).contains(byte) || (48...57).contains(byte) || byte == hyphen || byte == UInt8(ascii: "_")
      }
  }

  public static func < (left: HostName, right: HostName) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  public var description: String { text }
}
