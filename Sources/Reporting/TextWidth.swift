/// How many columns of a terminal a text takes. Colours (ECMA-48) take none, Chinese, Japanese and Korean characters and
/// emoji two.
public enum TextWidth {
  public static func columns(_ text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text.utf8.count }
    var count = 0, isEscape = false
    for character in text {
      if character == "\u{1b}" {
        isEscape = true
      } else if isEscape {
        isEscape = !(character.isASCII && character.isLetter)
      } else {
        count += columns(character)
      }
    }
    return count
  }

  static func columns(_ character: Character) -> Int {
    let widths = character.unicodeScalars.lazy.map(columns)
    return widths.max() ?? 0
  }

  private static func columns(_ scalar: Unicode.Scalar) -> Int {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: return properties.isEmojiPresentation || isWide(scalar.value) ? 2 : 1
    }
  }

  /// East Asian Wide and Fullwidth (Unicode Standard Annex 11), by whole blocks.
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
      0x20000...0x3FFFD:
      true
    default: false
    }
  }

  /// With blanks behind it up to so many columns.
  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - columns(text)))
  }
}
