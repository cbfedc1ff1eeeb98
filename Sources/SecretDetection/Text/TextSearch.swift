/// Credentials in a text whose form is not known: by shape anywhere, in URLs, and beside names that say secret.
struct TextSearch {
  let bytes: [UInt8]
  var found: [Detection] = []
  /// Up to where values have been read: what is inside one is not read again.
  var readTo = 0
  /// Up to where items of a URL have been read.
  var readURLTo = 0
  /// Up to where URLs have been taken apart, and authorizations been tried.
  var parsedURLTo = 0, triedTo = 0
  var names = NameMemory()
  /// In HTML the name that the tag being read has given its value.
  var tagName: (verdict: NameVerdict, tag: Int)?
  /// Where the tag being read begins.
  var tag = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func detections() -> [Detection] {
    found = ShapeSearch.detections(in: bytes)
    if bytes.first == UInt8(ascii: "/") { readURL(authority: 0, URLText.end(in: bytes, from: 0)) }
    var index = 0
    while let sign = nextSign(from: index) {
      index = sign + 1
      switch bytes[sign] {
      case UInt8(ascii: "<"): tag = sign
      case UInt8(ascii: ">"): readElement(at: sign)
      case UInt8(ascii: ":") where isURL(at: sign): readURL(at: sign)
      default: readPair(at: sign)
      }
    }
    found += KubernetesSecret.detections(in: bytes) + TableText.detections(in: bytes)
    return found.apart()
  }

  private func nextSign(from start: Int) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
      var index = start
      while index < bytes.count {
        if TextSearch.isSign(bytes[index]) { return index }
        index += 1
      }
      return nil
    }
  }

  /// What a pair, a URL or a tag has: `:`, `=`, `<` and `>`.
  static func isSign(_ byte: UInt8) -> Bool {
    byte <= UInt8(ascii: ">") && byte >= UInt8(ascii: ":") && byte != UInt8(ascii: ";")
  }

  func byte(_ index: Int) -> UInt8? { index >= 0 && index < bytes.count ? bytes[index] : nil }

  private func isURL(at colon: Int) -> Bool {
    byte(colon + 1) == UInt8(ascii: "/") && byte(colon + 2) == UInt8(ascii: "/")
      && byte(colon - 1).map(ByteSet.alphanumeric.contains) ?? false
  }

  /// `<password>X</password>`.
  private mutating func readElement(at close: Int) {
    if let known = tagName, known.tag == tag, tag >= readTo, byte(close - 1) != UInt8(ascii: "/") {
      tagName = nil
      return take(element: close, known.verdict)
    }
    let name = bytes[min(tag + 1, close)..<close]
    if name.elementsEqual("key".utf8), let (value, verdict) = keyed(from: close + 1) {
      return take(value, verdict, .medium)
    }
    guard tag >= readTo, byte(tag) == UInt8(ascii: "<"), name.count <= 64, !name.isEmpty,
      NameEndings.isPossible(bytes, tag + 1..<close),
      name.isAll(ByteSet("0-9A-Za-z_.:-")),
      let verdict = SecretNames.verdict(NameWords(Array(name)))
    else { return }
    take(element: close, verdict)
  }

  /// The text of the element whose tag ends there, where there is nothing else in it.
  private mutating func take(element close: Int, _ verdict: NameVerdict) {
    guard let text = elementText(from: close + 1), !text.isEmpty else { return }
    take(text, verdict, .medium)
  }

  private func elementText(from start: Int) -> Range<Int>? {
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: "<"), end - start <= 8_192 { end += 1 }
    return byte(end) == UInt8(ascii: "<") && byte(end + 1) == UInt8(ascii: "/") ? start..<end : nil
  }

  /// Of `<key>password</key><string>X</string>` the value.
  private func keyed(from start: Int) -> (Range<Int>, NameVerdict)? {
    guard let key = elementText(from: start), key.count <= 64,
      let verdict = SecretNames.verdict(NameWords(Array(bytes[key]))),
      let open = bytes[key.upperBound...].prefix(64).dropFirst().firstIndex(of: UInt8(ascii: "<")),
      bytes[open...].starts(with: "<string>".utf8), let value = elementText(from: open + 8)
    else { return nil }
    return (value, verdict)
  }

  /// Notes the range where its value fits its name.
  mutating func take(_ range: Range<Int>, _ verdict: NameVerdict, _ confidence: Detection.Confidence) {
    readTo = max(readTo, range.upperBound)
    let value = Array(bytes[range])
    guard NamedValue.fits(value, verdict, names: []), !TextSearch.isMadeUp(value) else { return }
    // In sources a word under such a name is mostly the name of something else.
    let isWord = verdict.strength != .strong && value.isAll(ByteSet("A-Za-z_.-")) && !Randomness.isLikely(value)
    found.append(
      Detection(
        range: range, rule: "name:\(verdict.evidence)", name: verdict.name,
        confidence: value.count < 4 || isWord ? .low : Randomness.isLikely(value) ? .high : confidence))
  }

  /// Put together by a program from other values, or the path of a file.
  private static func isMadeUp(_ value: [UInt8]) -> Bool {
    if value.holds("\\(") || value.holds("#(") || value.holds("${") || value.holds("#{") || value.holds("{{") {
      return true
    }
    guard let dot = value.lastIndex(of: UInt8(ascii: ".")), value.count - dot <= 6, value.contains(UInt8(ascii: "/")),
      value.isAll(ByteSet("0-9A-Za-z_./+-"))
    else { return false }
    return value[(dot + 1)...].isAll(.letters)
  }
}
