#if canImport(Glibc)
  import Glibc
#endif

/// A character encoding by its name in a file or a media type, in which a text was that a file holds in Unicode.
enum TextEncoding {
  case utf8, latin1, utf16(isLittle: Bool)
  /// One in which ASCII is as in ASCII; by the name that iconv knows.
  case overASCII(String)

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
    case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin-1", "latin1": self = .latin1
    case "utf-16le": self = .utf16(isLittle: true)
    case "utf-16be": self = .utf16(isLittle: false)
    default:
      guard TextEncoding.over.contains(where: lower.hasPrefix) else { return nil }
      self = .overASCII(lower == "windows-31j" ? "cp932" : lower)
    }
  }

  /// Nil where the encoding does not have a character, or is not known well enough.
  func bytes(of text: String) -> [UInt8]? {
    switch self {
    case .utf8: return Array(text.utf8)
    case .latin1:
      return text.unicodeScalars.allSatisfy { $0.value < 256 } ? text.unicodeScalars.map { UInt8($0.value) } : nil
    case .utf16(let isLittle):
      return text.utf16.flatMap { isLittle ? [UInt8($0 & 255), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 255)] }
    case .overASCII(let name):
      return text.utf8.allSatisfy { $0 < 128 } ? Array(text.utf8) : TextEncoding.converted(Array(text.utf8), to: name)
    }
  }

  /// As which browsers read it (WHATWG, Encoding); nil where that is the same.
  var widened: TextEncoding? { if case .latin1 = self { .overASCII("windows-1252") } else { nil } }

  /// By the system's tables; nil where it has none or a character is in none.
  private static func converted(_ text: [UInt8], to name: String) -> [UInt8]? {
    #if canImport(Glibc)
      guard name.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "/") }) else { return nil }
      guard let converter = iconv_open(name, "UTF-8"), Int(bitPattern: converter) != -1 else { return nil }
      defer { iconv_close(converter) }
      var input = text.map { CChar(bitPattern: $0) }
      // No encoding of them has more bytes for a character than UTF-8 and a change of state together.
      var output = [CChar](repeating: 0, count: 2 * text.count + 16)
      let length = input.withUnsafeMutableBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output -> Int? in
          var from = input.baseAddress, to = output.baseAddress
          var fromLeft = input.count, toLeft = output.count
          let replaced = iconv(converter, &from, &fromLeft, &to, &toLeft)
          guard replaced == 0, fromLeft == 0, iconv(converter, nil, nil, &to, &toLeft) == 0 else { return nil }
          return output.count - toLeft
        }
      }
      return length.map { output[..<$0].map { UInt8(bitPattern: $0) } }
    #else
      return nil
    #endif
  }
}
