import JSONModel

/// A YAML text in UTF-8, and where its characters are.
struct YAMLText {
  /// Without a byte order mark.
  let bytes: [UInt8]
  let source: SourceText?
  /// How long the byte order mark is that offsets count in.
  private let markLength: Int
  /// In `bytes`, of each 256th character; empty where all characters are one byte.
  private let characters: [Int]
  private let lines: [Int]

  private static let stride = 256

  /// Nil where the bytes begin as UTF-16 does and are something else.
  init?(_ bytes: [UInt8], from source: SourceText?) {
    let isLittle = bytes.starts(with: [0xFF, 0xFE]), isBig = bytes.starts(with: [0xFE, 0xFF])
    if isLittle || isBig {
      guard let text = YAMLText.utf16(bytes.dropFirst(2), isLittle: isLittle) else { return nil }
      (self.bytes, markLength) = (Array(text.utf8), 0)
      self.source = source?.reading(self.bytes)
    } else {
      markLength = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      self.bytes = markLength == 0 ? bytes : Array(bytes.dropFirst(3))
      self.source = source
    }
    characters = YAMLText.characters(self.bytes)
    lines = YAMLText.lines(self.bytes)
  }

  /// Where the character with this number is. Counts as libyaml does: from 0, by Unicode scalars.
  func offset(ofCharacter number: Int) -> Int {
    if characters.isEmpty { return min(number, bytes.count) }
    let block = min(number / YAMLText.stride, characters.count - 1)
    var offset = characters[block]
    var remaining = number - block * YAMLText.stride
    while remaining > 0, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      remaining -= 1
    }
    return offset
  }

  func position(of offset: Int) -> TextPosition {
    let line = lines.partitioned { $0 > offset } - 1
    return TextPosition(line: line + 1, column: offset - lines[line] + 1, offset: offset + markLength)
  }

  func place(of offset: Int) -> SourcePlace { SourcePlace(source, position(of: offset)) }

  /// Where the lines of a text are that a literal (`|`) at `offset` holds. Nil where they are not found: what begins there
  /// may be a tag or an anchor, or the lines may not end as the text's do.
  func lines(of value: [UInt8], literalAt offset: Int) -> [Int]? {
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "|") || bytes[offset] == UInt8(ascii: "!") else {
      return nil
    }
    var line = lines.partitioned { $0 > offset }
    var starts: [Int] = []
    for part in value.split(separator: 10, omittingEmptySubsequences: false) {
      // What comes after the last line's end has no place of its own.
      guard line < lines.count else {
        guard part.isEmpty, let last = starts.last else { return nil }
        starts.append(last)
        continue
      }
      var end = line + 1 < lines.count ? lines[line + 1] : bytes.count
      while end > lines[line], bytes[end - 1] == 10 || bytes[end - 1] == 13 { end -= 1 }
      let start = end - part.count
      if part.isEmpty {
        starts.append(lines[line])
      } else {
        guard start >= lines[line], bytes[start..<end] == part else { return nil }
        starts.append(start)
      }
      line += 1
    }
    return starts
  }

  private static func characters(_ bytes: [UInt8]) -> [Int] {
    guard bytes.contains(where: { $0 >= 0x80 }) else { return [] }
    var starts: [Int] = []
    var count = 0
    for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
      if count % stride == 0 { starts.append(offset) }
      count += 1
    }
    return starts.isEmpty ? [0] : starts
  }

  private static func lines(_ bytes: [UInt8]) -> [Int] {
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == 10 || byte == 13 {
      if byte == 10 || !(offset + 1 < bytes.count && bytes[offset + 1] == 10) { starts.append(offset + 1) }
    }
    return starts
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, isLittle: Bool) -> String? {
    guard bytes.count.isMultiple(of: 2) else { return nil }
    let units = stride16(bytes).map { first, second in
      isLittle ? UInt16(second) << 8 | UInt16(first) : UInt16(first) << 8 | UInt16(second)
    }
    return String(validating: units, as: UTF16.self)
  }

  private static func stride16(_ bytes: ArraySlice<UInt8>) -> [(UInt8, UInt8)] {
    Swift.stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map { (bytes[$0], bytes[$0 + 1]) }
  }
}
