import ContentCoding
import HTTPModel
import Hashing
import JSONModel

/// A body in a cassette: its bytes, and how the file shows them.
public struct StoredBody: Equatable, Sendable {
  public enum Form: Hashable, Sendable {
    /// As JSON; the style's name says how writing it again gives the bytes.
    case json(style: String)
    case text
    case base64
    /// In a file of its own, by its path from the cassette's folder.
    case file(String)
  }

  /// What is replayed: content codings undone, secrets replaced.
  let content: Content
  public let form: Form
  /// The content coding that was undone, such as `gzip`; nil where none was.
  public let coding: String?

  init(content: Content, form: Form, coding: String? = nil) {
    self.content = content
    self.form = form
    self.coding = coding
  }

  init(bytes: [UInt8], form: Form, coding: String? = nil) {
    self.init(content: .bytes(bytes), form: form, coding: coding)
  }

  /// What is replayed, read from its file where it has one. Throws where that is gone or has another length by now, or
  /// exceeds 256 MiB.
  public var bytes: [UInt8] {
    get throws(CassetteError) { try content.bytes(limit: StoredBody.maxBytesAtOnce) }
  }

  /// Of what is replayed, in bytes.
  public var length: Int { content.length }

  /// A longer side file is only read in pieces.
  static let maxBytesAtOnce = 256 << 20

  /// Content codings that a body may say were undone.
  static let codings = ["gzip", "deflate", "br", "zstd"]

  /// JSON longer than this goes into a side file. A page of 100 licences has about 225 KiB.
  static let maxJSONBytes = 1 << 20
  /// Text longer than this goes into a side file.
  static let maxTextBytes = 64 << 10
  /// Binary content longer than this goes into a side file.
  static let maxBase64Bytes = 1 << 10
  /// A cassette file holds the body some levels deep, and is itself limited to 512.
  static let maxJSONDepth = 500

  /// Chooses the form. `stem` names a side file, without its folder and extension (`005-response`).
  /// Nil for no bytes: an empty body is no body. `parsed` is of the same bytes, where they were parsed already.
  static func make(
    _ bytes: [UInt8], mediaType: MediaType?, coding: String?, stem: String, parsed: JSONDocument? = nil
  ) -> StoredBody? {
    guard !bytes.isEmpty else { return nil }
    return StoredBody(bytes: bytes, form: form(bytes, mediaType: mediaType, stem: stem, parsed), coding: coding)
  }

  private static func form(_ bytes: [UInt8], mediaType: MediaType?, stem: String, _ parsed: JSONDocument?) -> Form {
    let begins = bytes.first { $0 > 32 }
    let looksLikeJSON = begins == UInt8(ascii: "{") || begins == UInt8(ascii: "[")
    if bytes.count <= maxJSONBytes, mediaType?.isJSON ?? false || looksLikeJSON,
      let document = parsed ?? (try? JSONDocument(parsing: bytes, limits: JSONLimits(depth: maxJSONDepth))),
      document.depth <= maxJSONDepth,
      let style = JSONStyle.detect(in: document)
    {
      return .json(style: style.name)
    }
    let isText = isText(bytes)
    if isText, bytes.count <= maxTextBytes { return .text }
    if !isText, bytes.count <= maxBase64Bytes { return .base64 }
    return fileForm(mediaType: mediaType, stem: stem, isText: isText)
  }

  static func fileForm(mediaType: MediaType?, stem: String, isText: Bool = false) -> Form {
    .file("bodies/\(stem).\(mediaType.map(fileExtension) ?? (isText ? "txt" : "bin"))")
  }

  /// The same body with the side file of another number.
  func renamed(stem: String, mediaType: MediaType?) -> StoredBody {
    guard case .file(let old) = form else { return self }
    let suffix = old.utf8.split(separator: UInt8(ascii: ".")).last.map { String(decoding: $0, as: UTF8.self) } ?? "bin"
    return StoredBody(content: content, form: .file("bodies/\(stem).\(suffix)"), coding: coding)
  }

  /// Reads a side file to its end.
  var digest: String { get throws(CassetteError) { "sha-256=" + Base64.encode(try content.hash()) } }

  /// UTF-8 without controls that no text has.
  static func isText(_ bytes: [UInt8]) -> Bool {
    String(validating: bytes, as: UTF8.self) != nil && !bytes.contains(where: isBinary)
  }

  /// Controls that no text has: all but tab, line feed, carriage return.
  private static func isBinary(_ byte: UInt8) -> Bool { (byte < 32 && ![9, 10, 13].contains(byte)) || byte == 127 }

  private static func fileExtension(_ type: MediaType) -> String {
    if type.isJSON { return "json" }
    if type.subtype.hasSuffix("+xml") { return type.subtype == "svg+xml" ? "svg" : "xml" }
    let known = [
      "application/pdf": "pdf", "application/zip": "zip", "application/gzip": "gz", "application/xml": "xml",
      "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp", "text/plain": "txt",
      "text/html": "html", "text/css": "css", "text/csv": "csv", "text/xml": "xml", "text/javascript": "js",
      "text/event-stream": "txt", "application/x-www-form-urlencoded": "txt",
    ]
    return known[type.essence] ?? (type.type == "text" ? "txt" : "bin")
  }
}
