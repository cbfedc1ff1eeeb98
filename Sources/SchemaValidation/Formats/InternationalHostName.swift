import CIDN2

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Host names of IDNA 2008 (RFC 5890 to 5893), in Unicode or encoded.
enum InternationalHostName {
  /// Labels are separated by a full stop or one of the three that RFC 3490 names beside it.
  static func isValid(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    // 253 bytes when encoded; encoding makes no label shorter than a quarter of its UTF-8.
    guard (1...1_012).contains(text.count) else { return false }
    var scanner = TextScanner(text)
    var labels: [Label] = []
    var start = 0
    while true {
      let end = scanner.index
      let isAtEnd = scanner.isAtEnd
      let isSeparator: Bool
      if scanner.take(where: \.isASCII) {
        isSeparator = text[end] == UInt8(ascii: ".")
      } else {
        isSeparator = scanner.nonASCII().map { [0x3002, 0xFF0E, 0xFF61].contains($0) } ?? true
      }
      guard isSeparator || isAtEnd else { continue }
      guard let label = Label(UnsafeBufferPointer(rebasing: text[start..<end])) else { return false }
      labels.append(label)
      if isAtEnd { break }
      start = scanner.index
    }
    guard labels.reduce(labels.count - 1, { $0 + $1.encodedLength }) <= 253 else { return false }
    // RFC 5893, section 2: one label from right to left puts all under the rule.
    guard labels.contains(where: { BidiRule.isRightToLeft($0.scalars) }) else { return true }
    return labels.allSatisfy { BidiRule.holds(for: $0.scalars) }
  }

  private struct Label {
    var scalars: [UInt32]
    var encodedLength: Int

    init?(_ text: UnsafeBufferPointer<UInt8>) {
      let isASCII = text.allSatisfy(\.isASCII)
      if isASCII {
        guard HostName.isLabel(text) else { return nil }
        encodedLength = text.count
        scalars = text.map(UInt32.init)
        guard HostName.isEncoded(text) else { return }
      }
      guard text.count <= 252 else { return nil }
      // libidn2 wants a zero at the end; a zero inside would hide what follows.
      guard !text.contains(0) else { return nil }
      // An encoded label means the same in capitals (RFC 5891, section 5.3).
      let terminated = text.map { isASCII && $0.isLetter ? $0 | 32 : $0 } + [0]
      var encoded: UnsafeMutablePointer<UInt8>?
      defer { idn2_free(encoded) }
      let result =
        isASCII ? idn2_register_u8(nil, terminated, &encoded, 0) : idn2_register_u8(terminated, nil, &encoded, 0)
      guard result == IDN2_OK.rawValue, let encoded else { return nil }
      let name = UnsafeRawPointer(encoded).assumingMemoryBound(to: CChar.self)
      encodedLength = strlen(name)
      var decoded: UnsafeMutablePointer<UInt32>?
      defer { idn2_free(decoded) }
      guard idn2_to_unicode_8z4z(name, &decoded, 0) == IDN2_OK.rawValue, let decoded else { return nil }
      scalars = []
      while decoded[scalars.count] != 0 { scalars.append(decoded[scalars.count]) }
    }
  }
}
