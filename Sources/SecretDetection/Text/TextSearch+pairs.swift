extension TextSearch {
  static let nameLetters = ByteSet("0-9A-Za-z_.$@[]-")
  private static let quotes = ByteSet("\"'`")
  private static let ends = ByteSet(" \t\r\n\"'`\\,;&<>)]}|#")

  /// The name before `=` or `:`: `password`, `"password"`, `\"password\"`, `DB_PASSWORD`, `user[password]`.
  private func name(before sign: Int) -> Range<Int>? {
    let nameLetters = TextSearch.nameLetters, quotes = TextSearch.quotes
    var end = sign
    // `:=` and `=>` are one sign.
    if bytes[sign] == UInt8(ascii: "="), byte(end - 1) == UInt8(ascii: ":") { end -= 1 }
    let nearest = max(0, end - 4)
    while end > nearest, byte(end - 1) == UInt8(ascii: " ") || byte(end - 1) == UInt8(ascii: "\t") { end -= 1 }
    if byte(end - 1) == UInt8(ascii: "]"), let quote = byte(end - 2), quotes.contains(quote) { end -= 1 }
    var quote: UInt8?
    if let last = byte(end - 1), quotes.contains(last) {
      quote = last
      end -= 1
      while byte(end - 1) == UInt8(ascii: "\\"), sign - end < 12 { end -= 1 }
    }
    var start = end
    while start > 0, end - start <= 64, nameLetters.contains(bytes[start - 1]) { start -= 1 }
    // The last word of a phrase in quotes is no name, nor is a part of `arn:aws:secret:…`.
    if let quote, byte(start - 1) != quote { return nil }
    if byte(start - 1) == UInt8(ascii: ":"), bytes[sign] == UInt8(ascii: ":") { return nil }
    return start < end && end - start <= 64 ? start..<end : nil
  }

  mutating func readPair(at sign: Int) {
    guard sign >= readTo, sign >= readURLTo, isSign(sign), let place = name(before: sign) else { return }
    guard NameEndings.isPossible(bytes, place) else { return }
    var verdict: NameVerdict?
    switch names.meaning(of: place, in: bytes) {
    case .nothing: return
    case .secret(let found): verdict = found
    case .cookies: return readCookies(after: sign, Array(bytes[place]))
    case .name: return readTagName(at: sign)
    case .value: if let known = tagName, known.tag == tag { verdict = known.verdict }
    }
    guard let verdict, verdict.strength != .random else { return }
    var start = sign + 1
    if byte(start) == UInt8(ascii: ">") || byte(start) == UInt8(ascii: "=") { start += 1 }
    while start < bytes.count, start - sign < 16, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
    guard start < bytes.count else { return }
    if verdict.evidence == "authorization" { return readAuthorization(from: start) }
    if let quoted = quoted(from: start) ?? typed(from: start) {
      take(quoted, verdict, .medium)
      return
    }
    readUnquoted(from: start, sign: sign, name: place, verdict)
  }

  /// Not part of `==`, `!=`, `<=`, `::`, `://`.
  private func isSign(_ sign: Int) -> Bool {
    let before = byte(sign - 1), after = byte(sign + 1)
    if bytes[sign] == UInt8(ascii: ":") {
      return after != UInt8(ascii: ":") && before != UInt8(ascii: ":") && after != UInt8(ascii: "=")
        && !(after == UInt8(ascii: "/") && byte(sign + 2) == UInt8(ascii: "/"))
    }
    return after != UInt8(ascii: "=") && before != UInt8(ascii: "=") && before != UInt8(ascii: "!")
      && before != UInt8(ascii: "<") && before != UInt8(ascii: ">")
  }

  /// What the quotes at `start` enclose; escaped quotes, as of JSON inside a string, end at an escaped one.
  private func quoted(from start: Int) -> Range<Int>? {
    var start = start, slashes = 0
    while byte(start) == UInt8(ascii: "\\"), slashes < 8 {
      start += 1
      slashes += 1
    }
    guard let quote = byte(start), TextSearch.quotes.contains(quote) else { return nil }
    let first = start + 1
    var end = first, escapes = 0
    while end < bytes.count, end - first <= 8_192, bytes[end] != 0x0A {
      if bytes[end] == quote, escapes <= slashes { return first..<end - (slashes > 0 ? min(escapes, slashes) : 0) }
      escapes = bytes[end] == UInt8(ascii: "\\") ? escapes + 1 : 0
      if slashes == 0, escapes == 1, end + 1 < bytes.count {
        end += 1
        escapes = 0
      }
      end += 1
    }
    // A text that was cut off.
    return end == bytes.count && end > first ? first..<end : nil
  }

  /// `let password: String = "X"`: what the quotes behind a type enclose.
  private func typed(from start: Int) -> Range<Int>? {
    var index = start
    while index < bytes.count, index - start < 32, ByteSet.word.contains(bytes[index]) || bytes[index] == 0x3F {
      index += 1
    }
    guard index > start, byte(index) == 0x20, byte(index + 1) == UInt8(ascii: "="), byte(index + 2) == 0x20 else {
      return nil
    }
    return quoted(from: index + 3)
  }

  private mutating func readUnquoted(from start: Int, sign: Int, name: Range<Int>, _ verdict: NameVerdict) {
    let isAlone = startsLine(name.lowerBound)
    let isLine = isAlone && (bytes[sign] == UInt8(ascii: ":") ? start > sign + 1 : start == sign + 1)
    var end = start
    let limit = min(bytes.count, start + 8_192)
    if isLine {
      while end < limit, bytes[end] != 0x0A, bytes[end] != 0x0D, !isComment(at: end), !startsPair(at: end) { end += 1 }
      while end > start, ByteSet.blank.contains(bytes[end - 1]) { end -= 1 }
    } else {
      let ends = TextSearch.ends
      while end < limit, !ends.contains(bytes[end]) { end += 1 }
    }
    let value = bytes[start..<end]
    guard !value.isEmpty, end < start + 8_192, !isCode(value, isLine: isLine, name: name) else {
      readTo = max(readTo, end)
      return
    }
    let isItem = isItem(name, end)
    if value.isAll(TextSearch.identifier), !isItem {
      // A word may be the name of a variable or of a type: in a line of its own it may also be a password.
      guard isLine, verdict.strength == .strong else { return }
      return take(start..<end, verdict, .low)
    }
    // In a sentence what follows a colon is a word of it.
    if !isLine, !isItem, bytes[sign] == UInt8(ascii: ":"), !Randomness.isLikely(value, atLeast: 8) {
      guard value.count >= 8, value.contains(where: ByteSet.digits.contains),
        value.contains(where: ByteSet.letters.contains)
      else {
        readTo = max(readTo, end)
        return
      }
    }
    take(start..<end, verdict, isLine || isItem ? .medium : .low)
  }

  private static let identifier = ByteSet("A-Za-z_.-")

  /// Whether the name is the first of its line, behind `export`, `- ` or a comment's sign at most.
  private func startsLine(_ start: Int) -> Bool {
    var index = start
    while index > 0, start - index < 80, bytes[index - 1] == 0x20 || bytes[index - 1] == 0x09 { index -= 1 }
    if index == 0 || bytes[index - 1] == 0x0A || bytes[index - 1] == 0x0D { return true }
    guard index >= 2 else { return false }
    let before = bytes[max(0, index - 8)..<index]
    for word in ["export", "ENV", "ARG", "set", "-"] where before.reversed().starts(with: word.utf8.reversed()) {
      let first = index - word.utf8.count
      return startsLine(first) || word == "-" && byte(first - 1) == 0x20
    }
    return false
  }

  private func isComment(at index: Int) -> Bool {
    bytes[index] == UInt8(ascii: "#") && (byte(index - 1) == 0x20 || byte(index - 1) == 0x09)
  }

  /// `;Database=`, `&scope=`: the value is one of several.
  private func startsPair(at index: Int) -> Bool {
    guard bytes[index] == UInt8(ascii: ";") || bytes[index] == UInt8(ascii: "&") else { return false }
    var next = index + 1
    while next < bytes.count, next - index < 40, ByteSet.word.contains(bytes[next]) || bytes[next] == 0x20 { next += 1 }
    return next > index + 1 && byte(next) == UInt8(ascii: "=") || next == bytes.count
  }

  /// One of several pairs joined by `;`, `&` or the start of a query.
  private func isItem(_ name: Range<Int>, _ end: Int) -> Bool {
    let joints = ByteSet(";&?")
    if let after = byte(end), joints.contains(after), after != UInt8(ascii: ";") || startsPair(at: end) { return true }
    return byte(name.lowerBound - 1).map(joints.contains) ?? false
  }

  /// An expression rather than a text.
  private func isCode(_ value: ArraySlice<UInt8>, isLine: Bool, name: Range<Int>) -> Bool {
    if value.elementsEqual(bytes[name]) { return true }
    if value.contains(where: ByteSet("(){}<>|").contains) {
      return !isLine || value.contains(UInt8(ascii: "(")) || value.first == UInt8(ascii: "{")
        || value.first == UInt8(ascii: "<") || value.first == UInt8(ascii: "|")
    }
    if value.first == UInt8(ascii: "[") || value.first == UInt8(ascii: "&") || value.first == UInt8(ascii: "|") {
      return true
    }
    // `token,` and `string;` end an argument or a declaration.
    let isEnded = value.last == UInt8(ascii: ",") || value.last == UInt8(ascii: ";")
    if isEnded, value.dropLast().isAll(ByteSet("A-Za-z0-9_.?!-")), !Randomness.isLikely(value.dropLast()) {
      return true
    }
    let parts = value.split(separator: UInt8(ascii: "."))
    return parts.count > 1 && parts.allSatisfy { $0.isAll(ByteSet("A-Za-z_[]")) }
  }

  /// `Cookie: a=b; c=d` of a log.
  private mutating func readCookies(after sign: Int, _ name: [UInt8]) {
    guard bytes[sign] == UInt8(ascii: ":") else { return }
    var start = sign + 1
    while start < bytes.count, start - sign < 16, bytes[start] == 0x20 || TextSearch.quotes.contains(bytes[start]) {
      start += 1
    }
    let end = lineEnd(from: start)
    readTo = max(readTo, end)
    guard bytes[start..<end].contains(UInt8(ascii: "=")) else { return }
    let field = String(decoding: name, as: UTF8.self)
    found += (HeaderRules.detections(in: Array(bytes[start..<end]), name: field) ?? []).map { $0.moved(by: start) }
  }

  /// The scheme's word must be known: prose may go on behind the colon.
  private mutating func readAuthorization(from start: Int) {
    guard start >= triedTo else { return }
    var start = start
    while start < bytes.count, TextSearch.quotes.contains(bytes[start]) || bytes[start] == UInt8(ascii: "\\") {
      start += 1
    }
    let end = lineEnd(from: start)
    triedTo = end
    let value = Array(bytes[start..<end])
    let scheme = value.prefix(32).prefix { !ByteSet.blank.contains($0) }
    guard
      scheme.count < value.count
        ? AuthorizationRules.isScheme(scheme) || scheme.starts(with: "AWS4-".utf8) : Randomness.isLikely(value)
    else { return }
    let credentials = AuthorizationRules.detections(in: value).filter { found in
      found.range.count >= 6 && !value[found.range].isAll(TextSearch.identifier)
        && !value[found.range].contains(where: ByteSet("(){}$<>").contains)
    }
    if !credentials.isEmpty { readTo = max(readTo, end) }
    found += credentials.map { $0.moved(by: start) }
  }

  /// The end of the line or of the quotation, at most 8 KiB on.
  private func lineEnd(from start: Int) -> Int {
    var end = start
    while end < bytes.count, end - start < 8_192, bytes[end] != 0x0A, bytes[end] != 0x0D,
      !TextSearch.quotes.contains(bytes[end]) || byte(end - 1) == UInt8(ascii: "=")
        || bytes[end] == UInt8(ascii: "\"") && isParameterEnd(end, from: start)
    { end += 1 }
    if end > start, bytes[end - 1] == UInt8(ascii: "\\") { end -= 1 }
    return end
  }

  /// Of `nonce="…", response="…"`: these quotes end no quotation round the field.
  private func isParameterEnd(_ quote: Int, from start: Int) -> Bool {
    byte(quote + 1) == UInt8(ascii: ",") && byte(quote + 2) == 0x20 && byte(quote - 1) != 0x20
      && bytes[start..<min(quote, start + 64)].contains(UInt8(ascii: "="))
  }

  /// `name="password"` of an input: the tag's value is one.
  private mutating func readTagName(at sign: Int) {
    guard bytes[sign] == UInt8(ascii: "="), byte(tag) == UInt8(ascii: "<"), sign - tag <= 1_024,
      let value = quoted(from: sign + 1), value.count <= 64,
      let verdict = SecretNames.verdict(NameWords(Array(bytes[value])))
    else { return }
    tagName = (verdict, tag)
    if let before = valueBefore(sign) { take(before, verdict, .medium) }
  }

  /// What the tag's `value="…"` encloses, where it stands before its name.
  private func valueBefore(_ sign: Int) -> Range<Int>? {
    let text = bytes[tag..<sign]
    for index in text.indices where text[index] == UInt8(ascii: "v") && text[index...].starts(with: "value=".utf8) {
      return index > tag && ByteSet.blank.contains(text[index - 1]) ? quoted(from: index + 6) : nil
    }
    return nil
  }
}
