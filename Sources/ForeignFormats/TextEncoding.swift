/// A character encoding as Ruby and Python name it, in which a text was that a file holds in UTF-8.
enum TextEncoding {
  case utf8, latin1, utf16(isLittle: Bool)
  /// One in which ASCII is as in ASCII, and of which no more is known here.
  case overASCII

  private static let over = [
    "us-ascii", "ascii", "windows-", "iso-8859-", "cp12", "cp43", "cp8", "ibm", "shift_jis", "windows-31j", "sjis",
    "euc-",
    "eucjp", "gbk", "gb2312", "gb18030", "big5", "koi8-", "macroman", "mac", "tis-620",
  ]

  /// Nil where the name means nothing, or an encoding that no body in a cassette has.
  init?(named name: String) {
    let lower = name.lowercased()
    switch lower {
    // Bytes: a file holds them as the text whose UTF-8 they are.
    case "utf-8", "utf8", "ascii-8bit", "binary": self = .utf8
    case "iso-8859-1", "latin-1", "latin1": self = .latin1
    case "utf-16le": self = .utf16(isLittle: true)
    case "utf-16be": self = .utf16(isLittle: false)
    default:
      guard TextEncoding.over.contains(where: lower.hasPrefix) else { return nil }
      self = .overASCII
    }
  }

  /// Nil where the encoding does not have a character, or is not known well enough.
  func bytes(of text: String) -> [UInt8]? {
    switch self {
    case .utf8: Array(text.utf8)
    case .latin1:
      text.unicodeScalars.allSatisfy { $0.value < 256 } ? text.unicodeScalars.map { UInt8($0.value) } : nil
    case .utf16(let isLittle):
      text.utf16.flatMap { isLittle ? [UInt8($0 & 255), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 255)] }
    case .overASCII: text.utf8.allSatisfy { $0 < 128 } ? Array(text.utf8) : nil
    }
  }
}
