import Hashing

/// What stands for a secret where a client reads it: of the same length and kind, so that whoever checks a key's form or
/// parses a token goes on working, and plain to see for a reader.
public enum StandIn {
  /// `number` tells it from others of its kind; the same values give the same text.
  public static func make(for value: [UInt8], number: Int) -> [UInt8] {
    if let text = uuid(value, number) ?? token(value, number) { return text }
    return like(value, number)
  }

  /// The digits of what stands for a number, as a number of JSON: it begins with no zero.
  public static func number(of standIn: [UInt8]) -> [UInt8] {
    var digits = standIn.filter(ByteSet.digits.contains)
    if digits.first == UInt8(ascii: "0"), digits.count > 1 { digits[0] = UInt8(ascii: "1") }
    return digits.isEmpty ? [UInt8(ascii: "0")] : digits
  }

  static let uuidStart = Array("00000000-0000-4000-8000-".utf8)
  static let tokenHeader = unpadded(#"{"alg":"none","typ":"JWT"}"#)
  static let word = Array("REDACTED".utf8)

  private static func uuid(_ value: [UInt8], _ number: Int) -> [UInt8]? {
    Randomness.isUUID(value) ? uuidStart + padded(number, 12) : nil
  }

  /// A JSON Web Token (RFC 7519): its parts can be decoded still.
  private static func token(_ value: [UInt8], _ number: Int) -> [UInt8]? {
    let parts = value.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, value.starts(with: "eyJ".utf8), parts[1].starts(with: "ey".utf8) else { return nil }
    return Array("\(tokenHeader).\(unpadded(claims(number))).REDACTED".utf8)
  }

  static func claims(_ number: Int) -> String { #"{"sub":"REDACTED","jti":"\#(number)"}"# }

  static func unpadded(_ text: String) -> String {
    let plain = Base64.encode(Array(text.utf8)).utf8.prefix { $0 != UInt8(ascii: "=") }.map { byte in
      byte == UInt8(ascii: "+") ? UInt8(ascii: "-") : byte == UInt8(ascii: "/") ? UInt8(ascii: "_") : byte
    }
    return String(decoding: plain, as: UTF8.self)
  }

  /// What marks it as one of its kind stays (`sk_live_`, `key/`, `-V3`, `v3`), letters become REDACTED over and over, and
  /// the last of them its number. A run of hexadecimal digits becomes zeros, and a mark that some place escapes a hyphen.
  private static func like(_ value: [UInt8], _ number: Int) -> [UInt8] {
    guard String(validating: value, as: UTF8.self) != nil else { return Array("REDACTED\(number)".utf8) }
    let isEscaped = isEscaped
    var result = value.map { isEscaped[Int($0)] ? UInt8(ascii: "-") : $0 }
    let runs = StandInRuns(of: value, from: mark(of: value)).all
    // Of signs alone, none stays.
    guard let last = runs.last else { return filled(value.count, number) }
    var letter = 0
    for (range, isHex) in runs {
      for index in range {
        let byte = value[index]
        if isHex || ByteSet.digits.contains(byte) {
          result[index] = UInt8(ascii: "0")
        } else {
          result[index] = word[letter % word.count] | (byte >= 97 && byte <= 122 ? 32 : 0)
          letter += 1
        }
      }
    }
    if number > 1 { write(number, into: &result, last.range) }
    return result
  }

  private static func filled(_ count: Int, _ number: Int) -> [UInt8] {
    var result = (0..<count).map { word[$0 % word.count] }
    if number > 1 { write(number, into: &result, 0..<count) }
    return result
  }

  private static let isEscaped = (0...255).map { (byte: UInt8) in "\"\\&<>'%{}".utf8.contains(byte) }

  /// A short text may not hold all of the number; then it is told from others by that part alone.
  private static func write(_ number: Int, into text: inout [UInt8], _ range: Range<Int>) {
    var rest = number
    for index in range.reversed() where rest > 0 {
      text[index] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
  }

  /// Where what marks its kind ends: the mark of a known shape, or small letters before one run that was drawn. The words
  /// of a passphrase are no mark.
  private static func mark(of value: [UInt8]) -> Int {
    StandInRuns.marks(of: value).last { end in
      let (mark, rest) = (value[..<end], value[end...])
      return end == 0 || ShapeSearch.isMark(mark)
        || !mark.contains { (65...90).contains($0) } && rest.isAll(.alphanumeric)
          && rest.contains(where: ByteSet.digits.contains) && Randomness.isLikely(rest, atLeast: 12)
    } ?? 0
  }

  private static func padded(_ number: Int, _ count: Int) -> [UInt8] {
    let digits = Array(String(number).utf8.suffix(count))
    return [UInt8](repeating: 48, count: count - digits.count) + digits
  }
}

/// The runs of letters and digits of a text, which a stand-in replaces.
struct StandInRuns {
  private(set) var all: [(range: Range<Int>, isHex: Bool)] = []

  init(of text: [UInt8], from start: Int) {
    var index = start
    while index < text.count {
      let end = text[index...].firstIndex(where: StandInRuns.isSeparator) ?? text.count
      let run = StandInRuns.unversioned(text, index..<end)
      if !run.isEmpty { all.append((run, run.count >= 6 && StandInRuns.isHex(text[run]))) }
      index = end + 1
    }
  }

  /// Where what marks a text's kind may end: nowhere, or behind a separator of a short beginning of letters.
  static func marks(of text: [UInt8]) -> [Int] {
    var ends = [0]
    for (index, byte) in text.prefix(24).enumerated() {
      if isSeparator(byte) {
        if index + 8 <= text.count { ends.append(index + 1) }
      } else if !ByteSet.letters.contains(byte) {
        break
      }
    }
    return ends
  }

  /// Without the version that a run may end with.
  private static func unversioned(_ text: [UInt8], _ run: Range<Int>) -> Range<Int> {
    guard run.count >= 2, text[run.upperBound - 2] | 32 == UInt8(ascii: "v"),
      ByteSet.digits.contains(text[run.upperBound - 1])
    else { return run }
    return run.lowerBound..<(run.upperBound - 2)
  }

  private static func isHex(_ run: ArraySlice<UInt8>) -> Bool {
    run.contains(where: ByteSet.digits.contains) && run.isAll(.hex)
  }

  static func isSeparator(_ byte: UInt8) -> Bool { byte < 128 && !ByteSet.alphanumeric.contains(byte) }
}
