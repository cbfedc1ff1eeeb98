/// A set of bytes, asked in constant time.
struct ByteSet: Hashable, Sendable {
  private var low: (UInt64, UInt64) = (0, 0)
  private var high: (UInt64, UInt64) = (0, 0)

  init() {}

  /// Single letters and ranges such as `a-z`; a hyphen that is meant stands at the end.
  init(_ description: StaticString) {
    self.init()
    description.withUTF8Buffer { letters in
      var index = 0
      while index < letters.count {
        if index + 2 < letters.count, letters[index + 1] == UInt8(ascii: "-") {
          for letter in letters[index]...letters[index + 2] { insert(letter) }
          index += 3
        } else {
          insert(letters[index])
          index += 1
        }
      }
    }
  }

  mutating func insert(_ byte: UInt8) {
    let bit = UInt64(1) << UInt64(byte & 63)
    switch byte >> 6 {
    case 0: low.0 |= bit
    case 1: low.1 |= bit
    case 2: high.0 |= bit
    default: high.1 |= bit
    }
  }

  func contains(_ byte: UInt8) -> Bool {
    let word =
      switch byte >> 6 {
      case 0: low.0
      case 1: low.1
      case 2: high.0
      default: high.1
      }
    return word >> UInt64(byte & 63) & 1 == 1
  }

  /// How many bytes are in it.
  var count: Int { low.0.nonzeroBitCount + low.1.nonzeroBitCount + high.0.nonzeroBitCount + high.1.nonzeroBitCount }

  static func == (left: ByteSet, right: ByteSet) -> Bool { left.low == right.low && left.high == right.high }

  func hash(into hasher: inout Hasher) {
    hasher.combine(low.0)
    hasher.combine(low.1)
    hasher.combine(high.0)
    hasher.combine(high.1)
  }

  static let digits = ByteSet("0-9")
  static let lowerHex = ByteSet("0-9a-f")
  static let hex = ByteSet("0-9a-fA-F")
  static let letters = ByteSet("A-Za-z")
  static let alphanumeric = ByteSet("0-9A-Za-z")
  static let word = ByteSet("0-9A-Za-z_")
  static let base64 = ByteSet("0-9A-Za-z+/=")
  static let base64URL = ByteSet("0-9A-Za-z_-")
  static let blank = ByteSet(" \t\r\n")
}

extension RandomAccessCollection<UInt8> {
  func isAll(_ set: ByteSet) -> Bool { !isEmpty && allSatisfy(set.contains) }
}
