import JSONModel

/// Where things stand in a YAML text, as far as it takes to change it in a few places.
struct YAMLLayout: Sendable {
  let bytes: [UInt8]
  /// As the text has it.
  let lineEnd: String

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let first = bytes.firstIndex(of: 10)
    lineEnd = first.map { $0 > 0 && bytes[$0 - 1] == 13 } ?? false ? "\r\n" : "\n"
  }

  func byte(_ offset: Int) -> UInt8? { bytes.indices.contains(offset) ? bytes[offset] : nil }

  func lineStart(_ offset: Int) -> Int {
    var start = min(offset, bytes.count)
    while start > 0, bytes[start - 1] != 10 { start -= 1 }
    return start
  }

  /// Behind the line's end.
  func nextLine(_ offset: Int) -> Int {
    var end = offset
    while end < bytes.count, bytes[end] != 10 { end += 1 }
    return min(end + 1, bytes.count)
  }

  /// From 0. A byte order mark takes none.
  func column(_ offset: Int) -> Int {
    let start = lineStart(offset)
    return offset - start - (start == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
  }

  /// Whether an object is written with a line for each member, or an array with one for each element.
  func isBlock(_ value: JSONCursor) -> Bool {
    let offset = value.position.offset
    guard let first = byte(offset), value.count > 0 else { return false }
    if value.kind == .array { return first == UInt8(ascii: "-") }
    guard value.kind == .object, !"{&!*?".utf8.contains(first) else { return false }
    return value.members.contains { $0.keyPosition.offset == offset }
  }

  /// The brackets of an array in brackets, or the braces of an empty object.
  func brackets(_ value: JSONCursor) -> Range<Int>? {
    let start = value.position.offset
    let (open, close) = value.kind == .array ? (UInt8(ascii: "["), UInt8(ascii: "]")) : (123, 125)
    guard byte(start) == open else { return nil }
    var end = start + 1
    if value.kind == .array {
      for element in value.elements {
        guard let range = scalar(element, inFlow: true), range.lowerBound >= end else { return nil }
        end = range.upperBound
      }
    } else if value.count > 0 {
      return nil
    }
    while let byte = byte(end), byte <= 32 || byte == UInt8(ascii: ",") { end += 1 }
    return byte(end) == close ? start..<(end + 1) : nil
  }

  /// The bytes of a scalar that stands in one line; nil for everything else.
  func scalar(_ value: JSONCursor, inFlow: Bool = false) -> Range<Int>? {
    guard value.kind != .object, value.kind != .array else { return nil }
    return scalar(at: value.position.offset, inFlow: inFlow)
  }

  func scalar(at start: Int, inFlow: Bool = false) -> Range<Int>? {
    guard let first = byte(start) else { return nil }
    switch first {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return quoted(start, first)
    case UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"), 10, 13:
      return nil
    default: break
    }
    var end = start
    while let byte = byte(end), byte != 10, byte != 13 {
      let next = self.byte(end + 1) ?? 10
      if byte == UInt8(ascii: "#"), end > start, bytes[end - 1] == 32 || bytes[end - 1] == 9 { break }
      if byte == UInt8(ascii: ":"), next <= 32 || (inFlow && ",]}".utf8.contains(next)) { break }
      if inFlow, ",[]{}".utf8.contains(byte) { break }
      end += 1
    }
    while end > start, bytes[end - 1] == 32 || bytes[end - 1] == 9 { end -= 1 }
    return end > start ? start..<end : nil
  }

  private func quoted(_ start: Int, _ quote: UInt8) -> Range<Int>? {
    var end = start + 1
    while let byte = byte(end), byte != 10 {
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        end += 2
      } else if byte == quote {
        guard quote == UInt8(ascii: "'"), self.byte(end + 1) == quote else { return start..<(end + 1) }
        end += 2
      } else {
        end += 1
      }
    }
    return nil
  }

  /// Behind the last line of what begins in the line of `offset`, whose key or hyphen is in `column`: the lines that
  /// are indented further. `takesHyphens`: a list may be indented no further than its key.
  func end(ofLinesAt offset: Int, column: Int, takesHyphens: Bool = false) -> Int {
    var end = nextLine(offset)
    var line = end
    while line < bytes.count {
      let next = nextLine(line)
      var start = line
      while start < next, bytes[start] == 32 { start += 1 }
      let isBlank = start >= next || bytes[start] == 10 || bytes[start] == 13
      if !isBlank {
        let isHyphen = bytes[start] == UInt8(ascii: "-") && (byte(start + 1) ?? 10) <= 32
        let indent = start - line
        let belongs = indent > column || (takesHyphens && indent == column && isHyphen)
        // A comment may be indented less than what it is in the middle of.
        guard belongs || bytes[start] == UInt8(ascii: "#") else { break }
        if belongs { end = next }
      }
      line = next
    }
    return end
  }
}

extension YAMLLayout {
  func isBlank(_ range: Range<Int>) -> Bool {
    range.upperBound <= bytes.count && bytes[range].allSatisfy { $0 == 32 }
  }

  /// Whether nothing but blanks stands before a key in its line.
  func isFirst(_ key: TextPosition) -> Bool { isBlank(lineStart(key.offset)..<key.offset) }

  /// Whether nothing but blanks, or a list's hyphen, stands before a key in its line.
  func isAlone(_ key: TextPosition) -> Bool {
    bytes[lineStart(key.offset)..<key.offset].allSatisfy { $0 == 32 || $0 == UInt8(ascii: "-") || $0 >= 0xBB }
  }

  /// Whether nothing but a comment stands behind a key and its colon in its line.
  func endsLine(_ key: TextPosition) -> Bool {
    guard let range = scalar(at: key.offset) else { return false }
    var offset = range.upperBound
    while byte(offset) == 32 { offset += 1 }
    guard byte(offset) == UInt8(ascii: ":") else { return false }
    offset += 1
    while let byte = byte(offset), byte == 32 || byte == 9 { offset += 1 }
    guard let byte = byte(offset) else { return true }
    return byte == 10 || byte == 13 || byte == UInt8(ascii: "#")
  }
}
