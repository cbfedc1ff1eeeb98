/// Replaces links in JSON text as it comes: of each string value that is a link to an API the beginning, and no other
/// byte.
struct JSONLinks {
  private enum Place {
    case outside
    /// In a string that stays as it is.
    case string
    /// In a string that may be a link: its beginning is held back.
    case beginning
  }

  private let table: LinkTable
  private let base: ClientBase
  private var place = Place.outside
  private var isAfterBackslash = false
  /// Whether the innermost container is an object, from the outside in.
  private var objects: [Bool] = []
  /// The last byte outside of strings that is no blank.
  private var last: UInt8 = 0
  private var held: [UInt8] = []
  private(set) var isChanged = false

  /// Deeper text is no JSON that anybody reads; what follows in it stays.
  static let maxDepth = 10_000

  init(_ table: LinkTable, _ base: ClientBase) { (self.table, self.base) = (table, base) }

  /// The text so far, but for what is held back.
  mutating func take(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 64)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      switch place {
      case .outside:
        let end = bytes[index...].firstIndex(of: UInt8(ascii: "\"")) ?? bytes.endIndex
        for byte in bytes[index..<end] { pass(byte) }
        result += bytes[index..<end]
        index = end
        if end < bytes.endIndex {
          result.append(UInt8(ascii: "\""))
          index += 1
          place = isValue ? .beginning : .string
          last = UInt8(ascii: "\"")
        }
      case .string:
        let start = index
        while index < bytes.endIndex, place == .string {
          step(bytes[index])
          index += 1
        }
        result += bytes[start..<index]
      case .beginning:
        let byte = bytes[index]
        if held.isEmpty, byte | 32 != UInt8(ascii: "h") {
          place = .string
          continue
        }
        index += 1
        held.append(byte)
        step(byte)
        if place == .outside {
          result += replaced(held.dropLast(), isWhole: true) + [UInt8(ascii: "\"")]
          held = []
        } else if held.count > table.longest, !isAfterBackslash {
          result += replaced(held[...], isWhole: false)
          held = []
          place = .string
        }
      }
    }
    return result
  }

  /// What was held back of a text that has ended in the middle of a string.
  mutating func finish() -> [UInt8] {
    defer { held = [] }
    return held
  }

  private mutating func pass(_ byte: UInt8) {
    switch byte {
    case 32, 9, 10, 13: return
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      if objects.count < JSONLinks.maxDepth { objects.append(byte == UInt8(ascii: "{")) }
    case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = objects.popLast()
    default: break
    }
    last = byte
  }

  /// Whether a string that begins here is a value and no member's name.
  private var isValue: Bool {
    guard objects.last ?? false else { return objects.count < JSONLinks.maxDepth }
    return last == UInt8(ascii: ":")
  }

  /// One byte of a string; its quote ends it.
  private mutating func step(_ byte: UInt8) {
    if isAfterBackslash {
      isAfterBackslash = false
    } else if byte == UInt8(ascii: "\\") {
      isAfterBackslash = true
    } else if byte == UInt8(ascii: "\"") {
      place = .outside
    }
  }

  private mutating func replaced(_ text: ArraySlice<UInt8>, isWhole: Bool) -> [UInt8] {
    guard let link = table.link(text, isWhole: isWhole, isJSON: true) else { return Array(text) }
    isChanged = true
    var url = Array(base.url(of: link.host).utf8)
    if link.isEscaped { url = url.flatMap { $0 == UInt8(ascii: "/") ? [UInt8(ascii: "\\"), $0] : [$0] } }
    return url + text[link.end...]
  }
}
