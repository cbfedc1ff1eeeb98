import HTTPModel

/// Text of XML and HTML: entities undone and made.
enum MarkupText {
  static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
    guard text.contains(UInt8(ascii: "&")) else { return Array(text) }
    var result: [UInt8] = []
    var rest = text
    while let byte = rest.first {
      if byte == UInt8(ascii: "&"), let (bytes, length) = entity(rest) {
        result += bytes
        rest = rest.dropFirst(length)
      } else {
        result.append(byte)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  static func encoded(_ text: [UInt8]) -> [UInt8] {
    text.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "&"): Array("&amp;".utf8)
      case UInt8(ascii: "<"): Array("&lt;".utf8)
      case UInt8(ascii: ">"): Array("&gt;".utf8)
      case UInt8(ascii: "\""): Array("&quot;".utf8)
      case UInt8(ascii: "'"): Array("&#39;".utf8)
      default: [byte]
      }
    }
  }

  /// What the entity that the text begins with stands for, and its length.
  static func entity(_ text: ArraySlice<UInt8>) -> (bytes: [UInt8], length: Int)? {
    let name = text.dropFirst().prefix(10).prefix { $0 != UInt8(ascii: ";") }
    guard name.endIndex < text.endIndex, text[name.endIndex] == UInt8(ascii: ";") else { return nil }
    let length = name.count + 2
    let known: [(String, UInt8)] = [("amp", 38), ("lt", 60), ("gt", 62), ("quot", 34), ("apos", 39)]
    if let (_, byte) = known.first(where: { name.elementsEqual($0.0.utf8) }) { return ([byte], length) }
    guard name.first == UInt8(ascii: "#") else { return nil }
    let digits = String(decoding: name.dropFirst(), as: UTF8.self)
    let number =
      digits.utf8.first.map { $0 | 32 == UInt8(ascii: "x") } ?? false
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let number, let scalar = Unicode.Scalar(number) else { return nil }
    return (Array(String(Character(scalar)).utf8), length)
  }
}
