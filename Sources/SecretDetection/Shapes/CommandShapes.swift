/// Credentials in commands and in what is written for people, where blanks stand between a name and its value.
enum CommandShapes {
  private static let longest = 1_024

  /// `--password X`, `--api-key 'X'`: what follows an option whose name says secret.
  static func option(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    guard mark.lowerBound == 0 || !ByteSet.word.contains(scan.bytes[mark.lowerBound - 1]) else { return nil }
    let nameEnd = scan.bytes[mark.lowerBound...].prefix(40).firstIndex { $0 == UInt8(ascii: " ") }
    guard let nameEnd, nameEnd > mark.lowerBound + 2 else { return nil }
    let name = Array(scan.bytes[mark.lowerBound + 2..<nameEnd])
    guard name.isAll(ByteSet("0-9A-Za-z_-")) else { return nil }
    if name == Array("key".utf8) { return value(in: scan, from: nameEnd, mustBeDrawn: true) }
    guard let verdict = SecretNames.verdict(NameWords(name)), let range = value(in: scan, from: nameEnd),
      NamedValue.fits(Array(scan.bytes[range]), verdict, names: [])
    else { return nil }
    return range
  }

  /// `mysql -uroot -pX`.
  static func attached(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    guard mark.lowerBound >= scan.readCommands else { return nil }
    var index = mark.upperBound
    let limit = min(scan.bytes.count, index + longest)
    defer { scan.readCommands = max(scan.readCommands, index) }
    while index < limit, scan.bytes[index] != 0x0A {
      if scan.has(" -p", at: index), index + 3 < limit, scan.bytes[index + 3] != UInt8(ascii: " ") {
        return value(in: scan, from: index + 3)
      }
      index += 1
    }
    return nil
  }

  static func next(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? { value(in: scan, from: mark.upperBound) }

  /// A word, or what quotes enclose, that has a digit or looks drawn: others are words of a sentence.
  static func value(in scan: ShapeScan, from start: Int, mustBeDrawn: Bool = false) -> Range<Int>? {
    var start = start
    while start < scan.bytes.count, scan.bytes[start] == UInt8(ascii: " ") { start += 1 }
    guard start < scan.bytes.count else { return nil }
    let quote = scan.bytes[start], isQuoted = quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
    if isQuoted { start += 1 }
    let rest = scan.bytes[start...].prefix(longest), ends = ByteSet(" \t\r\n\"'`;|<>")
    let end = rest.firstIndex { isQuoted ? $0 == quote : ends.contains($0) } ?? rest.endIndex
    let value = rest[..<end]
    guard value.count >= 4, value.first != UInt8(ascii: "-"), value.first != UInt8(ascii: "/"),
      !Placeholders.isOne(value), !value.contains(where: ByteSet("$(){}").contains),
      value.contains(where: ByteSet.digits.contains) || Randomness.isLikely(value, atLeast: 8)
    else { return nil }
    return mustBeDrawn && !Randomness.isLikely(value, atLeast: 16) ? nil : start..<end
  }

  /// `ENV API_SECRET X` of a Dockerfile.
  static func environment(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    let before = mark.lowerBound == 0 ? 0x0A : scan.bytes[mark.lowerBound - 1]
    let name = scan.bytes[mark.upperBound...].prefix(80).prefix { ByteSet.word.contains($0) }
    guard before == 0x0A, !name.isEmpty, name.endIndex < scan.bytes.count, scan.bytes[name.endIndex] == 0x20,
      let verdict = SecretNames.verdict(NameWords(Array(name))), let range = value(in: scan, from: name.endIndex),
      NamedValue.fits(Array(scan.bytes[range]), verdict, names: [])
    else { return nil }
    return range
  }

  /// `machine HOST login USER password X`, in one line or in several.
  static func netrc(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    let blanks = ByteSet.blank
    var words: [Range<Int>] = [], index = mark.lowerBound
    let limit = min(scan.bytes.count, index + longest)
    while index < limit, words.count < 8 {
      while index < limit, blanks.contains(scan.bytes[index]) { index += 1 }
      let start = index
      while index < limit, !blanks.contains(scan.bytes[index]) { index += 1 }
      if index > start { words.append(start..<index) }
    }
    for position in words.indices.dropFirst(2).dropLast() where position % 2 == 0 {
      let word = scan.bytes[words[position]]
      if word.elementsEqual("password".utf8) {
        return Placeholders.isOne(scan.bytes[words[position + 1]]) ? nil : words[position + 1]
      }
      guard word.elementsEqual("login".utf8) || word.elementsEqual("account".utf8) else { return nil }
    }
    return nil
  }

  /// `redis-cli -a X`.
  static func authentication(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    guard mark.lowerBound >= scan.readCommands else { return nil }
    var index = mark.upperBound - 1
    let limit = min(scan.bytes.count, index + longest)
    defer { scan.readCommands = max(scan.readCommands, index) }
    while index < limit, scan.bytes[index] != 0x0A {
      if scan.has(" -a ", at: index) { return value(in: scan, from: index + 4) }
      index += 1
    }
    return nil
  }

  /// What the quote that the mark ends with opens.
  static func quoted(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    quotation(in: scan, from: mark.upperBound - 1).flatMap { Placeholders.isOne(scan.bytes[$0]) ? nil : $0 }
  }

  /// `define('DB_PASSWORD', 'X')`: the first argument names the second.
  static func argument(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    guard let name = quotation(in: scan, from: mark.upperBound), name.count <= 64,
      let verdict = SecretNames.verdict(NameWords(Array(scan.bytes[name])))
    else { return nil }
    var index = name.upperBound + 1
    while index < scan.bytes.count, ", ".utf8.contains(scan.bytes[index]), index - name.upperBound < 4 { index += 1 }
    guard let value = quotation(in: scan, from: index), NamedValue.fits(Array(scan.bytes[value]), verdict, names: [])
    else { return nil }
    return value
  }

  private static func quotation(in scan: ShapeScan, from start: Int) -> Range<Int>? {
    guard start < scan.bytes.count, scan.bytes[start] == UInt8(ascii: "'") || scan.bytes[start] == UInt8(ascii: "\"")
    else { return nil }
    let rest = scan.bytes[(start + 1)...].prefix(longest)
    guard let end = rest.firstIndex(where: { $0 == scan.bytes[start] || $0 == 0x0A }), end > start + 1,
      scan.bytes[end] != 0x0A
    else { return nil }
    return start + 1..<end
  }
}
