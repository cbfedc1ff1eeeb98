/// One field of a message head: its name as spelled and its value's bytes, without the blanks round it.
public struct HeaderField: Hashable, Sendable, CustomStringConvertible {
  public let nameBytes: [UInt8]
  public let value: [UInt8]

  public init(nameBytes: [UInt8], value: [UInt8]) {
    self.nameBytes = nameBytes
    self.value = value
  }

  public init(_ name: String, _ value: String) { self.init(nameBytes: Array(name.utf8), value: Array(value.utf8)) }

  public var name: String { String(decoding: nameBytes, as: UTF8.self) }
  /// The value as text; bytes that are not UTF-8 are replaced.
  public var text: String { String(decoding: value, as: UTF8.self) }
  public var description: String { "\(name): \(text)" }

  /// Whether the name is this one, whatever its case.
  public func isNamed(_ other: String) -> Bool { HeaderField.sameName(nameBytes, other.utf8) }

  /// Compares names without regard to the case of ASCII letters (RFC 9110 section 5.1).
  static func sameName(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
    let result = left.withContiguousStorageIfAvailable { left in
      right.withContiguousStorageIfAvailable { same(left, $0) }
    }
    if let result, let result { return result }
    return left.count == right.count && zip(left, right).allSatisfy { lowered($0) == lowered($1) }
  }

  private static func same(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    if left.count != right.count { return false }
    var index = 0
    while index < left.count {
      if lowered(left[index]) != lowered(right[index]) { return false }
      index += 1
    }
    return true
  }

  private static func lowered(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 32 : byte }

  /// The fields that say how a message is framed on one connection. They are stored but never replayed and never
  /// compared (Cassettes.md of the documentation). `Content-Length` is none of them: it is computed anew and keeps its place.
  public static let framing = ["connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade"]

  public var isFraming: Bool { HeaderField.framing.contains(where: isNamed) }

  /// Names that no trailer may have, since they say where a message goes or how it is framed (RFC 9110 section 6.5.1).
  public static let notTrailers = framing + ["content-length", "host", "proxy-connection"]
}
