import ContentCoding
import JSONModel

/// The text of a file, whatever way it was written.
enum RecordingText {
  /// The most that a compressed file may hold, in bytes.
  static let limit = 256 << 20

  /// In UTF-8 and without a byte order mark. UTF-16 is known by its mark, or by the zeros that ASCII has in it.
  static func utf8(_ bytes: [UInt8], file: String) throws(RecordingError) -> [UInt8] {
    let bytes = try plain(bytes, file: file)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
    guard bytes.count >= 2 else { return bytes }
    switch (bytes[0], bytes[1]) {
    case (0xFF, 0xFE): return utf16(bytes.dropFirst(2), isLittle: true)
    case (0xFE, 0xFF): return utf16(bytes.dropFirst(2), isLittle: false)
    case (1..., 0): return utf16(bytes[...], isLittle: true)
    case (0, 1...): return utf16(bytes[...], isLittle: false)
    default: return bytes
    }
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, isLittle: Bool) -> [UInt8] {
    let units = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2).map { index in
      isLittle
        ? UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8 : UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// VCR can compress cassettes with zlib (`.zz`); anybody can with gzip.
  private static func plain(_ bytes: [UInt8], file: String) throws(RecordingError) -> [UInt8] {
    let isGzip = bytes.starts(with: [0x1F, 0x8B])
    // RFC 1950: a method of 8, and a header that is a multiple of 31.
    let isZlib = bytes.count > 2 && bytes[0] & 0x8F == 8 && (Int(bytes[0]) << 8 | Int(bytes[1])) % 31 == 0
    guard isGzip || isZlib else { return bytes }
    do {
      return try (isGzip ? Coding.gzip : .deflate).decode(bytes, limit: limit)
    } catch {
      throw RecordingError("the compressed file cannot be read: \(error)", at: SourcePlace(file: file))
    }
  }
}
