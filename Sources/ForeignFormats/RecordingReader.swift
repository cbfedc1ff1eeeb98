import ContentCoding
import JSONModel
import YAMLReading

/// Reads whatever recording a file holds. It is recognised by what is in it, never by its name.
public enum RecordingReader {
  /// The most that a compressed file may hold, in bytes.
  private static let limit = 256 << 20

  /// `file` is the file as the user named it, for errors.
  public static func read(_ bytes: [UInt8], file: String) throws(RecordingError) -> ForeignRecording {
    let bytes = try plain(bytes, file: file)
    // Some tools on Windows begin with a byte order mark.
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    guard text.contains(where: { $0 > 32 }) else {
      throw RecordingError("the file is empty", at: SourcePlace(file: file))
    }
    if DocumentSyntax(of: bytes) == .json {
      return try read(json(text.count == bytes.count ? bytes : Array(text), file: file), isYAML: false) { _ in false }
    }
    let document = try yaml(bytes, file: file)
    return try read(document.json.root, isYAML: true, isBinary: document.isBinary)
  }

  private static func read(
    _ root: JSONCursor, isYAML: Bool, isBinary: @escaping (JSONCursor) -> Bool
  ) throws(RecordingError) -> ForeignRecording {
    if let dialect = VCRDialect(root) { return try VCRReader(dialect, isBinary: isBinary).file(root) }
    if !isYAML, root["log"] != nil { return try HARReader.read(root) }
    // A file of Ruby's or Python's is a cassette where it is anything.
    throw root.fault(
      "not a recording that import knows: a HAR file has \"log\", a cassette of VCR or Betamax \"http_interactions\", "
        + "one of vcrpy \"interactions\"")
  }

  private static func json(_ bytes: [UInt8], file: String) throws(RecordingError) -> JSONCursor {
    do {
      return try JSONDocument(parsing: bytes, from: SourceText(file)).root
    } catch {
      throw RecordingError(error.reason, at: error.place)
    }
  }

  private static func yaml(_ bytes: [UInt8], file: String) throws(RecordingError) -> YAMLDocument {
    do {
      return try YAMLDocument(parsing: bytes, from: SourceText(file), options: YAMLOptions(schema: .yaml11))
    } catch {
      if case .unknownTag(let tag) = error.kind, tag.hasPrefix("!ruby/struct:VCR::") {
        throw RecordingError(
          "written by VCR 1; convert it with VCR 2's own rake task (vcr:migrate_cassettes)", at: error.place)
      }
      throw RecordingError(error.reason, at: error.place)
    }
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
