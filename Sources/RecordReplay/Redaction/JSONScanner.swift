/// Goes through bytes that are known to be JSON. It checks nothing, and beyond the end it sees zeros.
struct JSONScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private var current: UInt8 { index < bytes.count ? bytes[index] : 0 }

  private mutating func skipBlanks() { while index < bytes.count, bytes[index] <= 32 { index += 1 } }

  /// The first byte of what comes next.
  mutating func peek() -> UInt8 {
    skipBlanks()
    return current
  }

  /// Goes behind an opening bracket.
  mutating func enter() {
    skipBlanks()
    index += 1
  }

  /// Goes behind the closing bracket where it comes next, also behind a comma.
  mutating func leave(_ close: UInt8) -> Bool {
    switch peek() {
    case close, 0:
      index += 1
      return true
    case UInt8(ascii: ","): index += 1
    default: break
    }
    skipBlanks()
    return false
  }

  mutating func pass(_ byte: UInt8) {
    skipBlanks()
    if current == byte { index += 1 }
  }

  mutating func skipValue() {
    var depth = 0
    repeat {
      switch peek() {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        index += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        index += 1
      case UInt8(ascii: ","), UInt8(ascii: ":"): index += 1
      case UInt8(ascii: "\""): skipString()
      default: while index < bytes.count, JSONScanner.isScalar(bytes[index]) { index += 1 }
      }
    } while depth > 0 && index < bytes.count
  }

  private mutating func skipString() {
    index += 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    index += 1
  }

  /// Of numbers and literals.
  private static func isScalar(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
    default: false
    }
  }

  /// Appends a string's UTF-8, escapes undone; a surrogate without its other half as three bytes that no text has.
  mutating func string(into out: inout [UInt8]) {
    skipBlanks()
    index += 1
    var start = index
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      guard bytes[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      out += bytes[start..<index]
      escape(into: &out)
      start = index
    }
    out += bytes[min(start, bytes.count)..<min(index, bytes.count)]
    index += 1
  }

  private mutating func escape(into out: inout [UInt8]) {
    let letter = index + 1 < bytes.count ? bytes[index + 1] : 0
    guard letter == UInt8(ascii: "u") else {
      switch letter {
      case UInt8(ascii: "b"): out.append(8)
      case UInt8(ascii: "f"): out.append(12)
      case UInt8(ascii: "n"): out.append(10)
      case UInt8(ascii: "r"): out.append(13)
      case UInt8(ascii: "t"): out.append(9)
      default: out.append(letter)
      }
      index += 2
      return
    }
    var scalar = unit(at: index)
    index += 6
    if (0xD800..<0xDC00).contains(scalar), current == UInt8(ascii: "\\") {
      let low = unit(at: index)
      if (0xDC00..<0xE000).contains(low) {
        scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
        index += 6
      }
    }
    func tail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | (scalar >> shift) & 0x3F) }
    switch scalar {
    case 0..<0x80: out.append(UInt8(scalar))
    case 0x80..<0x800: out += [UInt8(0xC0 | scalar >> 6), tail(0)]
    case 0x800..<0x10000: out += [UInt8(0xE0 | scalar >> 12), tail(6), tail(0)]
    default: out += [UInt8(0xF0 | scalar >> 18), tail(12), tail(6), tail(0)]
    }
  }

  /// The code unit of the `\uXXXX` at `place`; 0 where there is none.
  private func unit(at place: Int) -> UInt32 {
    guard place + 6 <= bytes.count, bytes[place + 1] == UInt8(ascii: "u") else { return 0 }
    return bytes[(place + 2)..<(place + 6)].reduce(0) { sum, digit in
      let value = digit < 58 ? digit &- 48 : (digit | 32) &- 87
      return sum << 4 | UInt32(value & 15)
    }
  }

  /// Appends a number by what it denotes: `-`, digits without zeros at either end, `e` and the power of ten.
  mutating func number(into out: inout [UInt8]) {
    skipBlanks()
    let begin = index
    while index < bytes.count, JSONScanner.isScalar(bytes[index]) { index += 1 }
    let text = bytes[begin..<index]
    var digits: [UInt8] = []
    var power = 0
    var isFraction = false
    var rest = text.startIndex
    let isNegative = text.first == UInt8(ascii: "-")
    loop: while rest < text.endIndex {
      switch text[rest] {
      case 48...57:
        if text[rest] != 48 || !digits.isEmpty { digits.append(text[rest]) }
        if isFraction { power -= 1 }
      case UInt8(ascii: "."): isFraction = true
      case UInt8(ascii: "-"): break
      default: break loop
      }
      rest += 1
    }
    if digits.isEmpty { return out.append(48) }
    if rest < text.endIndex {
      let exponent = text[(rest + 1)...]
      guard exponent.count <= 16, let value = Int(String(decoding: exponent, as: UTF8.self)) else {
        // Beyond all that anybody counts: equal where the text is.
        out += text
        return
      }
      power += value
    }
    while digits.last == 48 {
      digits.removeLast()
      power += 1
    }
    if isNegative { out.append(UInt8(ascii: "-")) }
    out += digits
    if power != 0 {
      out.append(UInt8(ascii: "e"))
      out += String(power).utf8
    }
  }
}
