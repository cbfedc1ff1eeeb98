import HTTPModel
import Hashing

/// What stands for a secret where a client reads it: of the same length and kind, so that whoever checks a key's form or
/// parses a token goes on working, and plain to see for a reader.
enum StandIn {
  /// `number` tells it from others of its kind; the same values give the same text.
  static func make(for value: [UInt8], number: Int) -> [UInt8] {
    if let text = uuid(value, number) ?? token(value, number) { return text }
    return like(value, number)
  }

  private static func uuid(_ value: [UInt8], _ number: Int) -> [UInt8]? {
    guard value.count == 36 else { return nil }
    let dashes = [8, 13, 18, 23]
    for (index, byte) in value.enumerated() {
      guard dashes.contains(index) ? byte == UInt8(ascii: "-") : isHex(byte) else { return nil }
    }
    return Array("00000000-0000-4000-8000-".utf8) + padded(number, 12)
  }

  /// A JSON Web Token (RFC 7519): its parts can be decoded still.
  private static func token(_ value: [UInt8], _ number: Int) -> [UInt8]? {
    let parts = value.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, value.starts(with: "eyJ".utf8), parts[1].starts(with: "ey".utf8) else { return nil }
    let header = unpadded(#"{"alg":"none","typ":"JWT"}"#), claims = unpadded(#"{"sub":"REDACTED","jti":"\#(number)"}"#)
    return Array("\(header).\(claims).REDACTED".utf8)
  }

  private static func unpadded(_ text: String) -> String {
    let plain = Base64.encode(Array(text.utf8)).utf8.prefix { $0 != UInt8(ascii: "=") }.map { byte in
      byte == UInt8(ascii: "+") ? UInt8(ascii: "-") : byte == UInt8(ascii: "/") ? UInt8(ascii: "_") : byte
    }
    return String(decoding: plain, as: UTF8.self)
  }

  /// Whether it is one that `like` made, of whatever secret.
  static func isOne(_ text: [UInt8]) -> Bool {
    guard text.count >= 8, let last = runs(of: text).last?.range else { return false }
    let digits = text[last].reversed().prefix { (48...57).contains($0) }.reversed()
    let number = Int(String(decoding: Array(digits.suffix(9)), as: UTF8.self)) ?? 1
    return make(for: text, number: max(number, 1)) == text
  }

  /// What marks it as one of its kind stays (`sk_live_`, `key/`, `-V3`, `v3`), letters become REDACTED over and over, and
  /// the last of them its number. A run of hexadecimal digits becomes zeros, and a mark that some place escapes a hyphen.
  private static func like(_ value: [UInt8], _ number: Int) -> [UInt8] {
    guard String(validating: value, as: UTF8.self) != nil else { return Array("REDACTED\(number)".utf8) }
    let isEscaped = isEscaped, word = word
    var result = value.map { isEscaped[Int($0)] ? UInt8(ascii: "-") : $0 }
    let runs = runs(of: value)
    var letter = 0
    for (range, isHex) in runs {
      for index in range {
        let byte = value[index]
        if isHex || (48...57).contains(byte) {
          result[index] = UInt8(ascii: "0")
        } else {
          result[index] = word[letter % word.count] | (byte >= 97 && byte <= 122 ? 32 : 0)
          letter += 1
        }
      }
    }
    if number > 1, let last = runs.last { write(number, into: &result, last.range) }
    return result
  }

  private static func runs(of value: [UInt8]) -> [(range: Range<Int>, isHex: Bool)] {
    var runs: [(range: Range<Int>, isHex: Bool)] = []
    var index = mark(value)
    while index < value.count {
      let end = value[index...].firstIndex(where: isSeparator) ?? value.count
      let run = unversioned(value, index..<end)
      if !run.isEmpty { runs.append((run, run.count >= 6 && isHex(value[run]))) }
      index = end + 1
    }
    return runs
  }

  private static let word = Array("REDACTED".utf8)
  private static let isEscaped = (0...255).map { (byte: UInt8) in "\"\\&<>'%{}".utf8.contains(byte) }

  /// A short text may not hold all of the number; then it is told from others by that part alone.
  private static func write(_ number: Int, into text: inout [UInt8], _ range: Range<Int>) {
    var rest = number
    for index in range.reversed() where rest > 0 {
      text[index] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
  }

  /// Without the version that a run may end with.
  private static func unversioned(_ value: [UInt8], _ run: Range<Int>) -> Range<Int> {
    guard run.count >= 2, value[run.upperBound - 2] | 32 == UInt8(ascii: "v"),
      (48...57).contains(value[run.upperBound - 1])
    else { return run }
    return run.lowerBound..<(run.upperBound - 2)
  }

  /// Where what marks its kind ends: behind the last separator of a short beginning of letters.
  private static func mark(_ value: [UInt8]) -> Int {
    var end = 0
    for (index, byte) in value.prefix(24).enumerated() {
      if isSeparator(byte) {
        if index + 8 <= value.count { end = index + 1 }
      } else if !(byte | 32 >= 97 && byte | 32 <= 122) {
        break
      }
    }
    return end
  }

  private static func isHex(_ run: ArraySlice<UInt8>) -> Bool {
    run.contains { (48...57).contains($0) } && run.allSatisfy(isHex)
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (97...102).contains(byte) || (65...70).contains(byte)
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte < 128 && !((48...57).contains(byte) || byte | 32 >= 97 && byte | 32 <= 122)
  }

  private static func padded(_ number: Int, _ count: Int) -> [UInt8] {
    let digits = Array(String(number).utf8.suffix(count))
    return [UInt8](repeating: 48, count: count - digits.count) + digits
  }
}
