/// Reads a value byte by byte and says whether what was read so far fits a format.
struct FormatScan {
  private let format: CaptureFormat
  private var count = 0
  /// What this means depends on the format.
  private var part = 0, length = 0
  /// Whether it is, or may become, of the format.
  private var isOfFormat = true
  private var placeholder = PlaceholderScan()

  init(_ format: CaptureFormat) { self.format = format }

  /// Whether it fits now, or may with more bytes.
  var isAlive: Bool { isOfFormat || placeholder.isAlive }

  var fits: Bool { isOfFormat && isComplete || placeholder.isWhole }

  mutating func take(_ byte: UInt8) {
    placeholder.take(byte)
    count += 1
    if isOfFormat { isOfFormat = goesOn(byte) }
  }

  private var isComplete: Bool {
    switch format {
    case .any, .token, .base64: count > part
    case .digits(let range), .hex(let range): range.contains(count)
    case .uuid: count == 36
    case .email: part == 1 && length > 0
    case .jwt: part == 2
    }
  }

  private mutating func goesOn(_ byte: UInt8) -> Bool {
    switch format {
    case .any: return true
    case .token: return byte > 32 && byte != 127
    case .digits(let range): return FormatScan.isDigit(byte) && count <= range.upperBound
    case .hex(let range): return FormatScan.isHex(byte) && count <= range.upperBound
    case .base64:
      // Signs of padding are counted; nothing else follows one.
      if byte == UInt8(ascii: "=") {
        part += 1
        return part <= 2
      }
      return part == 0 && (FormatScan.isForURL(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/"))
    case .uuid:
      let isHyphen = [9, 14, 19, 24].contains(count)
      return count <= 36 && (isHyphen ? byte == UInt8(ascii: "-") : FormatScan.isHex(byte))
    case .email:
      if byte == UInt8(ascii: "@"), part == 0 {
        part = 1
        return count > 1
      }
      if part == 1 { length += 1 }
      return byte > 32 && byte != 127 && count <= 320
    case .jwt:
      if byte == UInt8(ascii: "."), part < 2 {
        defer { (part, length) = (part + 1, 0) }
        return length > 0
      }
      length += 1
      return FormatScan.isForURL(byte)
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
  private static func isHex(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 32 >= 97 && byte | 32 <= 102) }
  /// Of the alphabet of Base64 for URLs.
  private static func isForURL(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 32 >= 97 && byte | 32 <= 122) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }
}

/// The same for `{{…}}`, see `Placeholder.isWhole`.
private struct PlaceholderScan {
  /// So many of its braces were read, and whether there is something between them.
  private var braces = 0
  private var hasName = false
  private(set) var isAlive = true

  var isWhole: Bool { isAlive && braces == 4 }

  mutating func take(_ byte: UInt8) {
    guard isAlive else { return }
    switch (braces, byte) {
    case (0...1, UInt8(ascii: "{")): braces += 1
    case (2, UInt8(ascii: "}")) where hasName, (3, UInt8(ascii: "}")): braces += 1
    case (2, 32...) where byte != UInt8(ascii: "{") && byte != UInt8(ascii: "}"): hasName = true
    default: isAlive = false
    }
  }
}

extension CaptureFormat {
  func fits(_ value: some Sequence<UInt8>) -> Bool {
    var scan = FormatScan(self)
    for byte in value {
      scan.take(byte)
      if !scan.isAlive { return false }
    }
    return scan.fits
  }
}
