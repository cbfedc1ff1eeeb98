/// Tells of most texts by a glance that no credential is found in them. Where it can't tell, it says no.
struct QuietText {
  private let bytes: UnsafeBufferPointer<UInt8>

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isQuiet: Bool {
    guard let first = bytes.first else { return true }
    if first == UInt8(ascii: "/"), !isQuietPath(from: 0) { return false }
    var urls = 0
    for index in bytes.indices where TextSearch.isSign(bytes[index]) {
      // Each URL is looked at to the end of the text.
      if isURL(at: index) { urls += 1 }
      if urls > QuietText.maxURLs || !isQuietSign(at: index) { return false }
    }
    return !ShapeSearch.hasMark(bytes)
  }

  /// In a text with more it can't tell.
  private static let maxURLs = 4

  /// Two slashes are behind it.
  private func isURL(at sign: Int) -> Bool {
    sign + 2 < bytes.count && bytes[sign + 1] == UInt8(ascii: "/") && bytes[sign + 2] == UInt8(ascii: "/")
  }

  private static let nameLetters = ByteSet("0-9A-Za-z_.$@-")
  private static let betweenNameAndSign = ByteSet("\"'`\\[]:")

  private func isQuietSign(at sign: Int) -> Bool {
    let byte = bytes[sign]
    guard byte == UInt8(ascii: ":") || byte == UInt8(ascii: "=") else { return false }
    if isURL(at: sign) { return isQuietURL(from: sign + 3) }
    var end = sign
    while end > 0, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    guard end > 0 else { return true }
    // Quotes, brackets and `:=` stand between a name and its sign.
    guard QuietText.nameLetters.contains(bytes[end - 1]) else {
      return !QuietText.betweenNameAndSign.contains(bytes[end - 1])
    }
    var start = end
    while start > 0, end - start <= 64, QuietText.nameLetters.contains(bytes[start - 1]) { start -= 1 }
    // A manifest says so what it is.
    if bytes[start..<end].elementsEqual("kind".utf8) { return false }
    return !NameEndings.isPossible(bytes, start..<end)
  }

  /// No user, no query, no fragment, a path without a permission, a host that has no webhooks.
  private func isQuietURL(from start: Int) -> Bool {
    let rest = UnsafeBufferPointer(rebasing: bytes[start...])
    guard !rest.contains(UInt8(ascii: "@")), isQuietPath(from: start) else { return false }
    return !PathRules.isHook(host: rest.prefix { $0 != UInt8(ascii: "/") })
  }

  /// No query, no fragment, and no long segment behind a word that says what its link is for.
  private func isQuietPath(from start: Int) -> Bool {
    var before = start..<start, segment = start
    for index in start...bytes.count {
      let byte = index < bytes.count ? bytes[index] : UInt8(ascii: "/")
      if byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") || byte == UInt8(ascii: "%") { return false }
      guard byte == UInt8(ascii: "/") else { continue }
      if index - segment >= 12, PathRules.mayNameLink(bytes[before]) { return false }
      if index > segment { before = segment..<index }
      segment = index + 1
    }
    return true
  }
}
