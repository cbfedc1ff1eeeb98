extension StandIn {
  /// Whether the text is one that `make` made, of whatever secret. One too short to be told from a password that somebody
  /// may have is not known as one.
  public static func isOne(_ text: some RandomAccessCollection<UInt8>) -> Bool {
    guard text.count >= leastLetters, mayBeOne(text) else { return false }
    let text = Array(text)
    if text.count == 36, text.starts(with: uuidStart) { return text[uuidStart.count...].isAll(.digits) }
    return isToken(text) || StandInRuns.marks(of: text).contains { isLike(text, from: $0) }
  }

  /// The same of a number of JSON.
  public static func isOne(number text: [UInt8]) -> Bool {
    text.first == UInt8(ascii: "1") && isOne([UInt8(ascii: "0")] + text.dropFirst())
  }

  /// So many letters or zeros must be those that were written: one in 10⁷ of drawn texts has them by chance.
  private static let leastEvidence = 6
  /// Fewer letters do where there is no zero: no word begins so.
  private static let leastLetters = 5
  /// More must be where the word does not begin with its first letter.
  private static let leastOfPart = 8
  /// The longest number, in digits.
  private static let longestNumber = 6

  /// Whether a run near the beginning begins as one that was written: most texts are told so to be none.
  private static func mayBeOne(_ text: some RandomAccessCollection<UInt8>) -> Bool {
    var beginsRun = true
    for byte in text.prefix(64) {
      if beginsRun, byte == UInt8(ascii: "0") || word.contains(byte & 0xDF) { return true }
      beginsRun = StandInRuns.isSeparator(byte)
    }
    return text.starts(with: "eyJ".utf8)
  }

  private static func isToken(_ text: [UInt8]) -> Bool {
    guard text.starts(with: tokenHeader.utf8) else { return false }
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, parts[2].elementsEqual(word), let inside = JWTShape.decode(parts[1]) else { return false }
    let digits = String(decoding: inside.filter(ByteSet.digits.contains), as: UTF8.self)
    return Int(digits).map { Array(claims($0).utf8) == inside } ?? false
  }

  /// Whether all runs behind the mark are the word over and over, and zeros, the last one with a number at its end.
  private static func isLike(_ text: [UInt8], from mark: Int) -> Bool {
    let runs = StandInRuns(of: text, from: mark).all.map(\.range)
    guard let last = runs.last else { return false }
    let number = last.suffix(numberDigits(of: text[last]))
    // A segment of a longer one begins somewhere in the word.
    let first = runs.lazy.joined().first { !number.contains($0) && text[$0] != UInt8(ascii: "0") }
    let starts = first.map { first in word.indices.filter { word[$0] == text[first] & 0xDF } } ?? [0]
    return starts.contains { isLike(text, runs, number, startingAt: $0) }
  }

  private static func isLike(
    _ text: [UInt8], _ runs: [Range<Int>], _ number: Range<Int>, startingAt start: Int
  ) -> Bool {
    var letters = 0, zeros = 0
    for run in runs {
      for index in run where !number.contains(index) {
        if text[index] == UInt8(ascii: "0") {
          zeros += 1
        } else if text[index] & 0xDF == word[(start + letters) % word.count] {
          letters += 1
        } else {
          return false
        }
      }
    }
    if start > 0 { return letters + zeros >= leastOfPart }
    return letters + zeros >= leastEvidence || letters >= leastLetters
  }

  /// How long the number is that a run ends with; zeros before it are none of it.
  private static func numberDigits(of run: ArraySlice<UInt8>) -> Int {
    let digits = run.reversed().prefix(longestNumber).prefix(while: ByteSet.digits.contains)
    return digits.reversed().drop { $0 == UInt8(ascii: "0") }.count
  }
}
