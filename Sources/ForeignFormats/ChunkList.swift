import Hashing
import JSONModel

/// A body that Polly.JS wrote as a JSON array of its chunks: in hexadecimal until version 5, then in Base64.
enum ChunkList {
  /// Nil where the text is no such list.
  static func bytes(_ text: String, isBase64: Bool) -> [UInt8]? {
    guard text.utf8.first(where: { $0 > 32 }) == UInt8(ascii: "["),
      let list = try? JSONDocument(parsing: Array(text.utf8)).root, list.kind == .array, list.count > 0
    else { return nil }
    var result: [UInt8] = []
    for element in list.elements {
      guard let chunk = element.string, let bytes = isBase64 ? base64(chunk) : hexadecimal(chunk) else { return nil }
      result += bytes
    }
    return result
  }

  /// Some tools break lines, leave the padding out, use the letters that URLs have (RFC 4648, section 5), or make a
  /// `data:` URL of it.
  static func base64(_ text: String) -> [UInt8]? {
    var letters = text.utf8.filter { $0 > 32 }
    if letters.starts(with: "data:".utf8) {
      guard let end = letters[...].firstRange(of: Array(";base64,".utf8)) else { return nil }
      letters.removeFirst(end.upperBound)
    }
    for (index, letter) in letters.enumerated() where letter == UInt8(ascii: "-") || letter == UInt8(ascii: "_") {
      letters[index] = letter == UInt8(ascii: "-") ? UInt8(ascii: "+") : UInt8(ascii: "/")
    }
    while !letters.count.isMultiple(of: 4), letters.count % 4 != 1 { letters.append(UInt8(ascii: "=")) }
    return Base64.decode(letters)
  }

  private static func hexadecimal(_ text: String) -> [UInt8]? {
    let digits = text.utf8.map { $0 < 65 ? $0 &- 48 : ($0 | 32) &- 87 }
    guard digits.count.isMultiple(of: 2), digits.allSatisfy({ $0 < 16 }) else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
