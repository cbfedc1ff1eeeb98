/// Tells names that somebody chose (`customers`, `created_at`) from names that are data: ids, dates, addresses.
///
/// Such a name as an object's key makes the object a map, and as a segment of a path it makes a parameter of it.
public enum IdentifierShape {
  /// Whether a name is data: a number, a UUID, a date, an e-mail or IP address, what a redactor put in place of a
  /// secret, or a long random text, with or without a word in front (`ctm_01h7dtf1yg8jge7980baqdkjk8`).
  public static func matches(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { matches($0) }
  }

  /// In bytes. Nobody chooses a longer name.
  static let longest = 100

  static func matches(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = name.first else { return false }
    if name.count > longest { return true }
    let survey = Survey(name)
    if survey.hasPlaceholder || survey.digits == name.count || survey.isAddress { return true }
    // From here on nothing is data that has no digit.
    guard survey.digits > 0 else { return false }
    if first.isDigit, isDate(name) || survey.isIPv4 { return true }
    if name.count >= 16, survey.hexDigits + survey.hyphens == name.count { return true }
    if name.count == 26, survey.digits + survey.letters == 26, survey.digits >= 2 { return true }
    if name.count >= 16, survey.letters > 0, survey.digits * 5 >= name.count { return true }
    return isPrefixed(name)
  }

  /// `cus_9s6XKzkNRiz8i3`: a word, and behind it letters and digits in no order.
  private static func isPrefixed(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let mark = name.lastIndex(where: { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }), mark > 0 else {
      return false
    }
    let tail = name[(mark + 1)...]
    guard tail.count >= 8, tail.allSatisfy({ $0.isLetter || $0.isDigit }) else { return false }
    return tail.count(where: \.isDigit) >= 2 && tail.contains(where: \.isLetter)
  }

  /// Begins as `2026-01-31` does, and is nothing longer than a date with a time.
  private static func isDate(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard name.count >= 10, name.count <= 40 else { return false }
    let isDay = name.prefix(10).enumerated().allSatisfy { index, byte in
      index == 4 || index == 7 ? byte == UInt8(ascii: "-") : byte.isDigit
    }
    return isDay && (name.count == 10 || !name[10].isDigit)
  }

  /// How many bytes of each kind a name has.
  private struct Survey {
    var digits = 0, letters = 0, hexDigits = 0, hyphens = 0, dots = 0
    var hasPlaceholder = false
    /// There is something on both sides of an at sign.
    var isAddress = false

    init(_ name: UnsafeBufferPointer<UInt8>) {
      var last: UInt8 = 0
      for (index, byte) in name.enumerated() {
        if byte.isDigit { digits += 1 }
        if byte.isLetter { letters += 1 }
        if byte.isHexDigit { hexDigits += 1 }
        switch byte {
        case UInt8(ascii: "-"): hyphens += 1
        case UInt8(ascii: "."): dots += 1
        case UInt8(ascii: "@"): isAddress = isAddress || (index > 0 && index + 1 < name.count)
        case UInt8(ascii: "{"): hasPlaceholder = hasPlaceholder || last == byte
        default: break
        }
        last = byte
      }
    }

    var isIPv4: Bool { dots == 3 && letters == 0 && hyphens == 0 }
  }
}
