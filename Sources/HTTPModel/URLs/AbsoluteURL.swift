/// An `http` or `https` URL split into its origin and the target that goes on the request line; the target's bytes are
/// kept as given (RFC 3986 section 3, RFC 9112 section 3.2).
public struct AbsoluteURL: Hashable, Sendable, CustomStringConvertible {
  public let origin: Origin
  public let target: Target

  public init(origin: Origin, target: Target) {
    self.origin = origin
    self.target = target
  }

  public init?(_ text: String) { self.init(Array(text.utf8)) }

  /// Nil where the bytes are no absolute URL, name another scheme, hold user information or a bad port. A fragment is
  /// dropped: it never goes on the wire.
  public init?(_ bytes: [UInt8]) {
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes.count > colon + 2,
      bytes[colon + 1] == UInt8(ascii: "/"), bytes[colon + 2] == UInt8(ascii: "/")
    else { return nil }
    let scheme: String
    switch colon {
    case 4 where HeaderField.sameName(bytes[..<colon], "http".utf8): scheme = "http"
    case 5 where HeaderField.sameName(bytes[..<colon], "https".utf8): scheme = "https"
    default: return nil
    }
    let start = colon + 3
    let end = bytes[start...].firstIndex(where: AbsoluteURL.endsAuthority) ?? bytes.endIndex
    guard let (host, port) = AbsoluteURL.authority(bytes[start..<end]) else { return nil }
    origin = Origin(lowered: scheme, host: host, port: port)
    var rest = bytes[end...]
    if let hash = rest.firstIndex(of: UInt8(ascii: "#")) { rest = rest[..<hash] }
    target = rest.first == UInt8(ascii: "/") ? Target(Array(rest)) : Target([UInt8(ascii: "/")] + rest)
  }

  /// Splits `host[:port]`; the host in lower case and without the brackets of an IPv6 address. Nil where the host holds
  /// what no host may hold (RFC 3986 section 3.2.2) or the port is none.
  public static func authority(_ bytes: ArraySlice<UInt8>) -> (host: String, port: Int?)? {
    guard let first = bytes.first else { return nil }
    var host = bytes
    var port: ArraySlice<UInt8>?
    if first == UInt8(ascii: "[") {
      guard let close = bytes.firstIndex(of: UInt8(ascii: "]")) else { return nil }
      host = bytes[bytes.index(after: bytes.startIndex)..<close]
      guard host.contains(UInt8(ascii: ":")), host.allSatisfy(AbsoluteURL.isAddressByte) else { return nil }
      let rest = bytes[bytes.index(after: close)...]
      guard rest.isEmpty || rest.first == UInt8(ascii: ":") else { return nil }
      port = rest.isEmpty ? nil : rest.dropFirst()
    } else if let colon = bytes.firstIndex(of: UInt8(ascii: ":")) {
      host = bytes[..<colon]
      port = bytes[bytes.index(after: colon)...]
    }
    guard !host.isEmpty, first == UInt8(ascii: "[") || host.allSatisfy(AbsoluteURL.isNameByte) else { return nil }
    var name = String(decoding: host, as: UTF8.self)
    if host.contains(where: { $0 >= 65 && $0 <= 90 }) { name = name.lowercased() }
    guard let port, !port.isEmpty else { return (name, nil) }
    guard port.count <= 5, port.allSatisfy({ $0 >= 48 && $0 <= 57 }),
      let number = Int(String(decoding: port, as: UTF8.self)), number <= 65535
    else { return nil }
    return (name, number)
  }

  private static func endsAuthority(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
  }

  /// Whether an IPv6 address may hold the byte.
  private static func isAddressByte(_ byte: UInt8) -> Bool {
    PercentEncoding.value(byte) != nil || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
  }

  /// Whether a host's name may hold the byte: unreserved ones, escapes and sub-delims but the comma, which would join two
  /// `Host` fields into one.
  private static func isNameByte(_ byte: UInt8) -> Bool {
    if PercentEncoding.isUnreserved(byte) { return true }
    return switch byte {
    case UInt8(ascii: "%"), UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&")...UInt8(ascii: "+"),
      UInt8(ascii: ";"), UInt8(ascii: "="):
      true
    default: false
    }
  }

  public var description: String { origin.description + target.description }
}
