import HTTPModel

/// All of a request that is compared, in 128 bits: two requests are the same where these are.
///
/// The bytes themselves would be as long as the bodies. It is two hashes of them, keyed anew in each process, so nobody
/// can make two requests with one key on purpose; by chance, one in 10^26 cassettes of a million requests holds two.
struct MatchKey: Hashable, Sendable {
  private let first: Int, second: Int

  fileprivate init(_ bytes: [UInt8]) {
    (first, second) = bytes.withUnsafeBytes { (MatchKey.hash($0, 1), MatchKey.hash($0, 2)) }
  }

  private static func hash(_ bytes: UnsafeRawBufferPointer, _ seed: Int) -> Int {
    var hasher = Hasher()
    hasher.combine(seed)
    hasher.combine(bytes: bytes)
    return hasher.finalize()
  }

  func hash(into hasher: inout Hasher) { hasher.combine(first) }
}

extension RequestFacts {
  private static let anything = UInt8(ascii: "*")

  /// Each part begins with a letter that says what it is, and is as long as it says or ends by itself, so that no two
  /// requests that differ give the same bytes.
  var key: MatchKey {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(256 + source.count + source.count / 2)
    bytes += method.rawValue.utf8
    bytes.append(32)
    bytes.appendCounted { path.append(to: &$0) }
    for item in query { item.append(to: &bytes, after: UInt8(ascii: "?")) }
    for header in headers { header.append(to: &bytes) }
    switch body {
    case .none: bytes.append(UInt8(ascii: "0"))
    case .form(let items):
      bytes.append(UInt8(ascii: "F"))
      for item in items { item.append(to: &bytes, after: UInt8(ascii: "&")) }
    case .json(let json):
      bytes.append(UInt8(ascii: "J"))
      json.append(to: &bytes)
    case .bytes:
      bytes.append(UInt8(ascii: "B"))
      bytes += source
    case .anything: bytes.append(UInt8(ascii: "*"))
    }
    return MatchKey(bytes)
  }

  /// Method and path: those of two requests are equal, or parts between slashes are, as in their keys.
  var resource: [UInt8] {
    var bytes = Array(method.rawValue.utf8) + [32]
    path.append(to: &bytes)
    return bytes
  }
}

extension RequestFacts.PathFacts {
  fileprivate func append(to bytes: inout [UInt8]) {
    if case .plain(let path) = self, !path.holds(RequestFacts.anything) { return bytes += path }
    for (index, segment) in segments.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: "/")) }
      for byte in segment ?? [] {
        switch byte {
        case UInt8(ascii: "/"), UInt8(ascii: "%"), RequestFacts.anything: bytes += [UInt8(ascii: "%"), byte ^ 0x80]
        default: bytes.append(byte)
        }
      }
      if segment == nil { bytes.append(RequestFacts.anything) }
    }
  }
}

extension RequestFacts.Item {
  fileprivate func append(to bytes: inout [UInt8], after mark: UInt8) {
    bytes.append(mark)
    bytes.appendCounted { $0 += name }
    guard let value else { return bytes.append(RequestFacts.anything) }
    bytes.append(UInt8(ascii: "="))
    bytes.appendCounted { $0 += value }
  }
}

extension RequestFacts.HeaderFact {
  fileprivate func append(to bytes: inout [UInt8]) {
    switch self {
    case .absent: bytes.append(UInt8(ascii: "-"))
    case .present: bytes.append(UInt8(ascii: "+"))
    case .anything: bytes.append(RequestFacts.anything)
    case .text(let text):
      bytes.append(UInt8(ascii: ":"))
      bytes.appendCounted { $0 += text }
    }
  }
}

extension [UInt8] {
  /// Writes what `write` writes with its length before it.
  mutating func appendCounted(_ write: (inout [UInt8]) -> Void) {
    let start = count
    self += [0, 0, 0, 0]
    write(&self)
    let length = count - start - 4
    for index in 0..<4 { self[start + index] = UInt8(truncatingIfNeeded: length >> (8 * index)) }
  }
}
