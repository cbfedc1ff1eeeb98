import HTTPModel
import Hashing

/// What pseudonyms of personal data are made with: the same original gives the same pseudonym, and nobody without the key
/// can try out originals. It is never stored with a cassette; the manifest names it.
public struct PseudonymKey: Sendable {
  private let bytes: [UInt8]

  /// 32 bytes that nobody can guess.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == PseudonymKey.length else { return nil }
    self.bytes = bytes
  }

  public static let length = 32

  /// What the manifest calls it: some hexadecimal digits of its digest.
  public var id: String { String(Hexadecimal.encode(Digest.sha256.hash(bytes)).prefix(12)) }

  /// As it is kept in a file: hexadecimal digits.
  public var text: String { Hexadecimal.encode(bytes) }

  /// A text of the same format: letters stay letters of their case, digits digits, hexadecimal digits such, and what
  /// separates stays. An e-mail address is one at example.com, an IPv4 address one of a network for documentation.
  func pseudonym(for value: [UInt8]) -> [UInt8] {
    var stream = Stream(key: bytes, value: value)
    if let at = PseudonymKey.mail(value) {
      return (0..<max(6, min(at, 24))).map { _ in 97 + stream.next() % 26 } + Array("@example.com".utf8)
    }
    if PseudonymKey.isAddress(value) { return Array("203.0.113.\(1 + Int(stream.next()) % 254)".utf8) }
    return like(value, &stream)
  }

  private func like(_ value: [UInt8], _ stream: inout Stream) -> [UInt8] {
    guard String(validating: value, as: UTF8.self) != nil else { return (0..<16).map { _ in 97 + stream.next() % 26 } }
    var result: [UInt8] = []
    var start = value.startIndex
    // Each run between separators is of its own kind.
    while start < value.endIndex {
      let run = value[start...].prefix { PseudonymKey.isWord($0) }
      if run.isEmpty {
        result.append(value[start])
        start += 1
        continue
      }
      let isScheme =
        run.startIndex == 0 && run.endIndex < value.endIndex && run.count <= 4 && run.allSatisfy { $0 >= 97 }
      result += isScheme || PseudonymKey.isVersion(run) ? Array(run) : replaced(run, &stream)
      start = run.endIndex
    }
    return result
  }

  private func replaced(_ run: ArraySlice<UInt8>, _ stream: inout Stream) -> [UInt8] {
    let hasDigit = run.contains { (48...57).contains($0) }
    let isHex =
      hasDigit && run.allSatisfy { (48...57).contains($0) || (97...102).contains($0) || (65...70).contains($0) }
    return run.compactMap { byte -> UInt8? in
      let next = stream.next()
      switch byte {
      case 48...57: return 48 + next % 10
      case 65...90: return 65 + next % (isHex ? 6 : 26)
      case 97...122: return 97 + next % (isHex ? 6 : 26)
      // Of a letter beyond ASCII one of it is left.
      case 0xC0...: return 97 + next % 26
      default: return nil
      }
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 128 || (48...57).contains(byte) || byte | 32 >= 97 && byte | 32 <= 122
  }

  /// `V3`, `v1`: which form a key has.
  private static func isVersion(_ run: ArraySlice<UInt8>) -> Bool {
    run.count == 2 && run.first.map { $0 | 32 == UInt8(ascii: "v") } ?? false
      && run.last.map { (48...57).contains($0) } ?? false
  }

  /// The length of what stands before the `@`.
  private static func mail(_ value: [UInt8]) -> Int? {
    guard let at = value.firstIndex(of: UInt8(ascii: "@")), at > 0, value.lastIndex(of: UInt8(ascii: "@")) == at,
      value[at...].contains(UInt8(ascii: ".")), value.allSatisfy({ $0 > 32 && !"/:<>".utf8.contains($0) })
    else { return nil }
    return at
  }

  private static func isAddress(_ value: [UInt8]) -> Bool {
    let parts = value.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { (1...3).contains($0.count) && UInt8(String(decoding: $0, as: UTF8.self)) != nil }
  }

  /// Bytes by HMAC in counter mode.
  private struct Stream {
    let key: [UInt8], value: [UInt8]
    var block: [UInt8] = []
    var used = 0
    var number: UInt8 = 0

    init(key: [UInt8], value: [UInt8]) { (self.key, self.value) = (key, value) }

    mutating func next() -> UInt8 {
      if used == block.count {
        block = HMAC.sha256(key: key, message: value + [0, number])
        number &+= 1
        used = 0
      }
      used += 1
      return block[used - 1]
    }
  }
}
