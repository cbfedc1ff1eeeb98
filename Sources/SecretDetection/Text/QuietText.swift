/// Tells of most texts by a glance that no credential is found in them. Where it can't tell, it says no.
struct QuietText {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let glance: TextGlance
  /// So many names are cut into words here; a text with more is searched, which remembers them.
  private static let fewNames = 8

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ glance: TextGlance) { (self.bytes, self.glance) = (bytes, glance) }

  var isQuiet: Bool {
    guard let first = bytes.first else { return true }
    if first == UInt8(ascii: "/"), !isQuietPath(0..<urlEnd(from: 0)) { return false }
    if glance.hasSign, !areSignsQuiet { return false }
    if glance.hasURLEnd, TableText.mayBeOne(bytes) { return false }
    return !glance.hasMark
  }

  private var areSignsQuiet: Bool {
    // Of URLs inside URLs each is looked at to the end of the outermost; then it can't tell.
    var left = 2 * bytes.count, names = 0
    for index in bytes.indices where TextSearch.isSign(bytes[index]) {
      if isURL(at: index) {
        let end = urlEnd(from: index + 3)
        left -= end - index
        if left < 0 || !isQuietURL(index + 3..<end) { return false }
      } else if !isQuietSign(at: index, &names) {
        return false
      }
    }
    return true
  }

  /// What ends a URL and the user before its host, whatever is left out of it.
  static let urlEnds = ByteSet(" \t\r\n\"'<>`\\")

  private func urlEnd(from start: Int) -> Int {
    if !glance.hasURLEnd { return bytes.count }
    let ends = QuietText.urlEnds
    var end = start
    while end < bytes.count, !ends.contains(bytes[end]) { end += 1 }
    return end
  }

  /// Two slashes are behind it.
  private func isURL(at sign: Int) -> Bool {
    bytes[sign] == UInt8(ascii: ":") && sign + 2 < bytes.count && bytes[sign + 1] == UInt8(ascii: "/")
      && bytes[sign + 2] == UInt8(ascii: "/")
  }

  private static let nameEnds = ByteSet("0-9A-Za-z_.$@-")
  private static let betweenNameAndSign = ByteSet("\"'`\\[]:")

  private func isQuietSign(at sign: Int, _ names: inout Int) -> Bool {
    let byte = bytes[sign]
    guard byte == UInt8(ascii: ":") || byte == UInt8(ascii: "=") else { return false }
    var end = sign
    while end > 0, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    guard end > 0 else { return true }
    // Quotes, brackets and `:=` stand between a name and its sign.
    guard QuietText.nameEnds.contains(bytes[end - 1]) else {
      return !QuietText.betweenNameAndSign.contains(bytes[end - 1])
    }
    var start = end
    let nameLetters = TextSearch.nameLetters
    while start > 0, end - start <= 64, nameLetters.contains(bytes[start - 1]) { start -= 1 }
    // A manifest says so what it is.
    if bytes[start..<end].elementsEqual("kind".utf8) { return false }
    if !NameEndings.isPossible(bytes, start..<end) { return true }
    names += 1
    guard names <= QuietText.fewNames, end - start <= 64 else { return false }
    if case .nothing = NameMemory.meaning(bytes[start..<end]) { return true }
    return false
  }

  /// No user, no query, no fragment, a path without a permission, a host that has no webhooks.
  private func isQuietURL(_ range: Range<Int>) -> Bool {
    let url = UnsafeBufferPointer(rebasing: bytes[range])
    guard !url.contains(UInt8(ascii: "@")), isQuietPath(range) else { return false }
    return !PathRules.isHook(host: url.prefix { $0 != UInt8(ascii: "/") })
  }

  /// No query, no fragment, and no long segment behind a word that says what its link is for.
  private func isQuietPath(_ range: Range<Int>) -> Bool {
    if glance.hasURLMark, bytes[range].contains(where: { "?#%".utf8.contains($0) }) { return false }
    var before = range.lowerBound..<range.lowerBound, segment = range.lowerBound
    while segment < range.upperBound {
      let end = bytes[segment..<range.upperBound].firstIndex(of: UInt8(ascii: "/")) ?? range.upperBound
      if end - segment >= 12, PathRules.mayNameLink(bytes[before]) { return false }
      if end > segment { before = segment..<end }
      segment = end + 1
    }
    return true
  }
}
