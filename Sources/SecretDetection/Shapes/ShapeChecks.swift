/// Shapes that pieces can't say.
enum ShapeChecks {
  /// The rest of a URL of which the mark is the start.
  static func rest(of set: ByteSet, least: Int) -> @Sendable (inout ShapeScan, Range<Int>) -> Range<Int>? {
    { scan, mark in
      let end = scan.end(of: set, from: mark.upperBound)
      return end - mark.upperBound >= least ? mark.upperBound..<end : nil
    }
  }

  /// `maker.ifttt.com/trigger/NAME/with/key/KEY`.
  static func ifttt(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    let end = min(scan.end(of: ByteSet("0-9A-Za-z/_-"), from: mark.upperBound), mark.upperBound + 256)
    var index = mark.upperBound
    while index < end {
      if scan.has("/key/", at: index), end - index > 15 { return index + 5..<end }
      index += 1
    }
    return nil
  }

  /// Five groups of six before the version.
  static func keygenLicense(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    let start = mark.lowerBound - 34
    guard start >= 0, scan.isWordStart(start), !scan.isAlphanumeric(at: mark.upperBound) else { return nil }
    let digits = ByteSet("0-9A-F")
    for offset in 0..<34 {
      let byte = scan.bytes[start + offset]
      if offset % 7 == 6 ? byte != UInt8(ascii: "-") : !digits.contains(byte) { return nil }
    }
    return start..<mark.upperBound
  }

  /// `pi_…_secret_…`.
  static func stripeIntent(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    var start = mark.lowerBound
    while start > 0, mark.lowerBound - start < 48, ByteSet.word.contains(scan.bytes[start - 1]) { start -= 1 }
    let head = scan.bytes[start..<mark.lowerBound]
    guard let cut = head.firstIndex(of: UInt8(ascii: "_")), (2...6).contains(cut - start),
      head[start..<cut].isAll(ByteSet("a-z")), mark.lowerBound - cut >= 12
    else { return nil }
    let end = scan.end(of: .alphanumeric, from: mark.upperBound)
    return (16...40).contains(end - mark.upperBound) ? start..<end : nil
  }

  /// An API key of old: base64 of JSON with `k`, `n` and `id`.
  static func grafanaKey(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    let end = scan.end(of: .base64, from: mark.lowerBound)
    guard (40...600).contains(end - mark.lowerBound), let text = JWTShape.decode(scan.bytes[mark.lowerBound..<end]),
      text.holds("\"n\":"), text.holds("\"id\":")
    else { return nil }
    return mark.lowerBound..<end
  }

  /// Keys of old hold `OpenAI` in base64 in their middle; DeepSeek's are 32 letters and digits.
  static func openAIKey(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    let end = scan.end(of: .base64URL, from: mark.upperBound), count = end - mark.upperBound
    guard count <= 200 else { return nil }
    let body = Array(scan.bytes[mark.upperBound..<end])
    if count >= 40, body.holds("T3BlbkFJ") { return mark.lowerBound..<end }
    return count == 32 && Randomness.isLikely(body) && body.isAll(.alphanumeric) ? mark.lowerBound..<end : nil
  }

  private static let tokenLetters = ByteSet("0-9A-Za-z_.-")

  static func discordBot(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    let end = scan.end(of: tokenLetters, from: mark.upperBound)
    guard end - mark.upperBound <= 100, isDiscordBot(scan.bytes[mark.upperBound..<end]) else { return nil }
    return mark.upperBound..<end
  }

  /// The number of an account in base64, a time, a signature.
  static func isDiscordBot(_ value: ArraySlice<UInt8>) -> Bool {
    let parts = value.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return (50...90).contains(value.count) && parts.count == 3 && (18...30).contains(parts[0].count)
      && parts[1].count == 6 && (25...40).contains(parts[2].count)
      && [UInt8(ascii: "M"), UInt8(ascii: "N"), UInt8(ascii: "O")].contains(value.first)
      && parts.allSatisfy { $0.isAll(.base64URL) }
  }

  /// Eight to ten digits, a colon, 35 letters.
  static func telegramBot(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    var start = mark.lowerBound
    while start > 0, mark.lowerBound - start < 11, ByteSet.digits.contains(scan.bytes[start - 1]) { start -= 1 }
    guard (8...10).contains(mark.lowerBound - start) else { return nil }
    let end = scan.end(of: .base64URL, from: mark.lowerBound + 1)
    return (33...37).contains(end - mark.lowerBound - 1) ? start..<end : nil
  }

  static func passwordHash(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    let end = scan.end(of: ByteSet("0-9A-Za-z./$=,+-"), from: mark.upperBound)
    guard (34...512).contains(end - mark.lowerBound) else { return nil }
    let signs = scan.bytes[mark.upperBound..<end].count { $0 == UInt8(ascii: "$") }
    return signs >= 1 ? mark.lowerBound..<scan.withoutTrailing(mark.lowerBound..<end, least: 34) : nil
  }

  /// In prose `bearer` is a word, and so is what follows: a token has digits, or capitals amid small letters.
  static func bearer(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    let end = scan.end(of: ByteSet("0-9A-Za-z._~+/=-"), from: mark.upperBound)
    let stop = scan.withoutTrailing(mark.upperBound..<end, least: 8)
    guard stop - mark.upperBound >= 8 else { return nil }
    let token = scan.bytes[mark.upperBound..<stop]
    guard token.prefix(256).contains(where: ByteSet.digits.contains) || Randomness.isLikely(token),
      !Placeholders.isOne(token)
    else { return nil }
    return mark.upperBound..<stop
  }

  static func basic(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    let end = scan.end(of: .base64, from: mark.upperBound)
    guard (4...4_096).contains(end - mark.upperBound), let text = JWTShape.decode(scan.bytes[mark.upperBound..<end]),
      text.contains(UInt8(ascii: ":")), text.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }), text.count >= 3
    else { return nil }
    return mark.upperBound..<end
  }

  /// `-u USER:PASSWORD` of a curl command: the password, or the user where it has none.
  static func curlUser(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    guard mark.lowerBound >= scan.readCommands else { return nil }
    var index = mark.upperBound
    let limit = min(scan.bytes.count, index + 2_048)
    defer { scan.readCommands = index }
    while index < limit {
      let option =
        scan.has("-u ", at: index) ? 3 : scan.has("--user ", at: index) || scan.has("--user=", at: index) ? 7 : 0
      if option > 0, ByteSet.blank.contains(scan.bytes[index - 1]) {
        return user(in: scan, from: index + option, limit)
      }
      // The command goes on where its line ends in a backslash.
      if scan.bytes[index] == 0x0A, scan.bytes[index - 1] != UInt8(ascii: "\\") { return nil }
      index += 1
    }
    return nil
  }

  private static func user(in scan: ShapeScan, from start: Int, _ limit: Int) -> Range<Int>? {
    var start = start
    while start < limit, scan.bytes[start] == UInt8(ascii: " ") { start += 1 }
    guard start < limit else { return nil }
    let quote = scan.bytes[start]
    let isQuoted = quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
    if isQuoted { start += 1 }
    var end = start
    while end < limit, isQuoted ? scan.bytes[end] != quote : !ByteSet.blank.contains(scan.bytes[end]) { end += 1 }
    let colon = scan.bytes[start..<end].firstIndex(of: UInt8(ascii: ":"))
    let range = colon.map { $0 + 1 < end ? $0 + 1..<end : start..<$0 } ?? start..<start
    return range.isEmpty || Placeholders.isOne(scan.bytes[range]) ? nil : range
  }

  /// `jdbc:oracle:thin:USER/PASSWORD@`.
  static func oracleThin(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    let limit = min(scan.bytes.count, mark.upperBound + 256)
    let rest = scan.bytes[mark.upperBound..<limit]
    guard let at = rest.firstIndex(of: UInt8(ascii: "@")), let slash = rest[..<at].firstIndex(of: UInt8(ascii: "/")),
      slash + 1 < at, !rest[slash + 1..<at].contains(where: ByteSet.blank.contains),
      !Placeholders.isOne(rest[slash + 1..<at])
    else { return nil }
    return slash + 1..<at
  }
}
