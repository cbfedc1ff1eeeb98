/// What a byte may be part of (RFC 9110 sections 5.5 and 5.6.2).
enum ByteClass {
  /// A token's byte: letters, digits and ``!#$%&'*+-.^_`|~``, as a bit each for the bytes below 128.
  static func isToken(_ byte: UInt8) -> Bool {
    if byte < 64 { return (0x03ff_6cfa_0000_0000 as UInt64) >> UInt64(byte) & 1 == 1 }
    return byte < 128 && (0x57ff_ffff_c7ff_fffe as UInt64) >> UInt64(byte - 64) & 1 == 1
  }

  /// Neither a control nor a blank. Bytes from 128 on are let through.
  static func isVisible(_ byte: UInt8) -> Bool { byte > 32 && byte != 127 }

  /// What a field value or a reason may hold: visible bytes, space and tab.
  static func isText(_ byte: UInt8) -> Bool { byte > 31 && byte != 127 || byte == 9 }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
}

extension UnsafeRawBufferPointer {
  /// `range` without the spaces and tabs at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, ByteClass.isBlank(self[start]) { start += 1 }
    while end > start, ByteClass.isBlank(self[end - 1]) { end -= 1 }
    return start..<end
  }

  func isText(_ range: Range<Int>) -> Bool {
    for index in range where !ByteClass.isText(self[index]) { return false }
    return true
  }
}
