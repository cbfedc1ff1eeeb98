import ArchiveReading
import JSONModel
import YAMLReading

/// Reads whatever recording a file holds. It is recognised by what is in it, never by its name.
public enum RecordingReader {
  /// `file` is the file as the user named it, for errors; `attachments` are where it may have bodies.
  public static func read(
    _ bytes: [UInt8], file: String, attachments: Attachments = .none
  ) throws(RecordingError) -> ForeignRecording {
    if Archive.isZip(bytes) { return try archived(bytes, file: file) }
    let bytes = try RecordingText.utf8(bytes, file: file)
    guard bytes.contains(where: { $0 > 32 }) else {
      throw RecordingError("the file is empty", at: SourcePlace(file: file))
    }
    if DocumentSyntax(of: bytes) == .json {
      return try read(RecordingJSON(parsing: bytes, file: file), attachments, isYAML: false) { _ in false }
    }
    let document = try yaml(bytes, file: file)
    return try read(RecordingJSON(document.json.root), attachments, isYAML: true, isBinary: document.isBinary)
  }

  /// Playwright puts a HAR file and its bodies into one zip file.
  private static func archived(_ bytes: [UInt8], file: String) throws(RecordingError) -> ForeignRecording {
    let archive: Archive
    do throws(ArchiveError) {
      archive = try Archive(zip: bytes, limit: RecordingText.limit)
    } catch {
      throw RecordingError("the zip file cannot be read: \(error)", at: SourcePlace(file: file))
    }
    let names = archive.files.keys.filter { $0.utf8.suffix(4).elementsEqual(".har".utf8) }.sorted()
    guard let name = names.first, names.count == 1, let har = archive.files[name] else {
      throw RecordingError(
        names.isEmpty ? "there is no HAR file in the zip file" : "there is more than one HAR file in the zip file",
        at: SourcePlace(file: file))
    }
    return try HARReader.read(har, file: "\(file)/\(name)", attachments: .archive(archive))
  }

  private static func read(
    _ json: RecordingJSON, _ attachments: Attachments, isYAML: Bool, isBinary: @escaping (JSONCursor) -> Bool
  ) throws(RecordingError) -> ForeignRecording {
    let root = json.root
    if let dialect = VCRDialect(root) {
      try json.check(root)
      return try VCRReader(dialect, isBinary: isBinary).file(root)
    }
    if root["log"] != nil, root["log"]?["entries"] != nil || !isYAML {
      guard !isYAML else { throw root.fault("this is YAML; a HAR file is JSON") }
      return try HARReader.read(json, attachments)
    }
    // A file of Ruby's or Python's is a cassette where it is anything.
    throw root.fault(
      "not a recording that import knows: a HAR file has \"log\", a cassette of VCR or Betamax \"http_interactions\", "
        + "one of vcrpy \"interactions\"")
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
}
