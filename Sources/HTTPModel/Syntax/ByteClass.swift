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

  /// Of eight bytes at once: whether one is below `limit`, or DEL.
  static func mayHold(_ word: UInt64, below limit: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let delete = word ^ (ones &* 127)
    let isLow = (word &- ones &* limit) & ~word, isDelete = (delete &- ones) & ~delete
    return (isLow | isDelete) & (ones &* 128) != 0
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
}

extension Collection<UInt8> {
  /// Whether it is a token, as methods and names of fields are (RFC 9110 section 5.6.2).
  package var isToken: Bool { !isEmpty && all(ByteClass.isToken) }

  /// Whether a field's value or a reason may be so: no control but the tab (RFC 9110 section 5.5).
  package var isFieldText: Bool { all(ByteClass.isText) }

  /// Other targets get no specialised copy of this: without a pointer each byte would cost several calls.
  private func all(_ isFine: (UInt8) -> Bool) -> Bool {
    withContiguousStorageIfAvailable { $0.allSatisfy(isFine) } ?? allSatisfy(isFine)
  }
}

extension ArraySlice<UInt8> {
  /// Without the spaces and tabs at its ends.
  package var trimmed: ArraySlice<UInt8> {
    let rest = drop(while: ByteClass.isBlank)
    return rest[..<(rest.lastIndex { !ByteClass.isBlank($0) }.map { $0 + 1 } ?? rest.startIndex)]
  }
}

extension UnsafeRawBufferPointer {
  /// `range` without the spaces and tabs at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, ByteClass.isBlank(self[start]) { start += 1 }
    while end > start, ByteClass.isBlank(self[end - 1]) { end -= 1 }
    return start..<end
  }

  /// Moves `index` to the first byte that is not visible, or to `end`.
  func skipVisible(_ index: inout Int, upTo end: Int) {
    while index + 8 <= end {
      // Spaces and what is below them, and DEL.
      let word = loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if ByteClass.mayHold(word, below: 33) { break }
      index += 8
    }
    while index < end, ByteClass.isVisible(self[index]) { index += 1 }
  }

  func isText(_ range: Range<Int>) -> Bool {
    var index = range.lowerBound
    while index + 8 <= range.upperBound {
      let word = loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if ByteClass.mayHold(word, below: 32) { break }
      index += 8
    }
    while index < range.upperBound {
      if !ByteClass.isText(self[index]) { return false }
      index += 1
    }
    return true
  }
}
