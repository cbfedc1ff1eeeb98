/// A text in UTF-16, as its byte order mark or the zero beside its first letter says.
struct UTF16Text {
  let utf8: [UInt8]
  private let isBigEndian: Bool, hasMark: Bool

  /// Nil for what is none, or is no valid one.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 4, bytes.count % 2 == 0 else { return nil }
    switch (bytes[0], bytes[1]) {
    case (0xFF, 0xFE): (isBigEndian, hasMark) = (false, true)
    case (0xFE, 0xFF): (isBigEndian, hasMark) = (true, true)
    case (0, let letter) where UTF16Text.begins(letter): (isBigEndian, hasMark) = (true, false)
    case (let letter, 0) where UTF16Text.begins(letter): (isBigEndian, hasMark) = (false, false)
    default: return nil
    }
    let high = isBigEndian ? 0 : 1, low = 1 - high
    let units: [UInt16] = stride(from: hasMark ? 2 : 0, to: bytes.count, by: 2).map { index in
      UInt16(bytes[index + high]) << 8 | UInt16(bytes[index + low])
    }
    guard let text = String(validating: units, as: UTF16.self), !units.contains(0) else { return nil }
    utf8 = Array(text.utf8)
  }

  /// Of JSON and of markup.
  private static func begins(_ letter: UInt8) -> Bool { "{[<\"".utf8.contains(letter) }

  /// Another text in the same form.
  func written(_ utf8: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    if hasMark { result = isBigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE] }
    for unit in String(decoding: utf8, as: UTF8.self).utf16 {
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      result += isBigEndian ? [high, low] : [low, high]
    }
    return result
  }
}
