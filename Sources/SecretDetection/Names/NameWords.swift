/// The words of a name, in lower case: `accessToken`, `X-Access-Token` and `ACCESS_TOKEN` are all `access`, `token`.
///
/// A name is cut at everything that is no letter or digit, where a capital follows a small letter, and before the last
/// capital of a run that goes on small (`APIKey` is `api`, `key`). Of `user[password]` and `login/@password` only what
/// follows the last opening bracket or slash is read.
struct NameWords: Sendable {
  let words: [String]

  /// The longest name that is read, in bytes: nobody calls a member by a longer one.
  static let longest = 128

  init(_ name: String) { self.init(Array(name.utf8)) }

  init(_ name: [UInt8]) {
    guard name.count <= NameWords.longest else {
      words = []
      return
    }
    words = NameWords.cut(NameWords.last(of: name[...]))
  }

  private init(words: [String]) { self.words = words }

  var withoutLast: NameWords { NameWords(words: words.dropLast()) }

  var last: String { words.last ?? "" }
  /// The word before the last.
  var second: String { words.count > 1 ? words[words.count - 2] : "" }
  var third: String { words.count > 2 ? words[words.count - 3] : "" }

  private static func last(of name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var name = name
    while name.last == UInt8(ascii: "]") || name.last == UInt8(ascii: "[") || name.last == UInt8(ascii: "/") {
      name.removeLast()
    }
    if let cut = name.lastIndex(where: { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "/") }) {
      return name[(cut + 1)...]
    }
    return name
  }

  private enum Kind { case small, capital, digit, other }

  private static func kind(_ byte: UInt8) -> Kind {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...: .small
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): .capital
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
    default: .other
    }
  }

  private static func cut(_ name: ArraySlice<UInt8>) -> [String] {
    var words: [String] = [], word: [UInt8] = []
    words.reserveCapacity(4)
    word.reserveCapacity(name.count)
    var before = Kind.other
    func flush() {
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word.removeAll(keepingCapacity: true)
    }
    for index in name.indices {
      let byte = name[index], kind = kind(byte)
      let next = index + 1 < name.endIndex ? NameWords.kind(name[index + 1]) : .other
      switch (before, kind) {
      case (_, .other): flush()
      case (.small, .capital), (.digit, .capital): flush()
      case (.capital, .capital) where next == .small: flush()
      default: break
      }
      if kind != .other { word.append(kind == .capital ? byte | 0x20 : byte) }
      before = kind
    }
    flush()
    return words
  }
}
