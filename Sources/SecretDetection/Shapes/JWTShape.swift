/// JSON Web Tokens, told by decoding them: base64url that begins as one but has no header is a cursor.
enum JWTShape {
  /// The longest first part that is decoded.
  private static let longestHeader = 8_192

  static func range(in scan: inout ShapeScan, mark: Range<Int>) -> Range<Int>? {
    let start = mark.lowerBound
    let header = scan.end(of: .base64URL, from: start)
    guard header - start <= longestHeader, scan.has(".", at: header) else { return nil }
    let payload = scan.end(of: .base64URL, from: header + 1)
    guard payload > header + 1 || scan.has("..", at: header), scan.has(".", at: payload),
      let decoded = decode(scan.bytes[start..<header]), isHeader(decoded)
    else { return nil }
    var end = scan.end(of: .base64URL, from: payload + 1)
    if decoded.holds("\"enc\"") {
      // An encrypted token has five parts, the second of which may be empty.
      for _ in 0..<2 {
        guard scan.has(".", at: end) else { return nil }
        end = scan.end(of: .base64URL, from: end + 1)
      }
      return start..<end
    }
    guard let claims = decode(scan.bytes[header + 1..<min(payload, header + 9)]), claims.trimmed.first == 0x7B else {
      return nil
    }
    return start..<end
  }

  private static func isHeader(_ text: [UInt8]) -> Bool {
    text.first == UInt8(ascii: "{") && text.trimmed.last == UInt8(ascii: "}") && text.holds("\"alg\"")
  }

  /// Base64 in either alphabet, with or without padding; nil for other letters.
  static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = [], bits: UInt32 = 0, held = 0
    for letter in text {
      let value: UInt8
      switch letter {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = letter - UInt8(ascii: "A")
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = letter - UInt8(ascii: "a") + 26
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = letter - UInt8(ascii: "0") + 52
      case UInt8(ascii: "-"), UInt8(ascii: "+"): value = 62
      case UInt8(ascii: "_"), UInt8(ascii: "/"): value = 63
      case UInt8(ascii: "="): return bytes
      default: return nil
      }
      bits = (bits << 6 | UInt32(value)) & 0xFF_FFFF
      held += 6
      guard held >= 8 else { continue }
      held -= 8
      bytes.append(UInt8(bits >> UInt32(held) & 255))
    }
    return bytes
  }
}
