import ContentCoding
import HTTPModel

extension ExchangeDraft.Message {
  /// A body of which it is said that its coding was undone. Where it begins as a coded one does and its type does not say
  /// that it is so, it is undone here.
  static func uncoded(
    _ bytes: [UInt8], _ names: [String], _ type: MediaType?, _ limit: Int
  ) throws(RedactionError) -> ([UInt8], String?) {
    let known = names.first { StoredBody.codings.contains($0) }
    // Brotli has no magic; where it ends with the body it is one.
    if known == "br", !StoredBody.isText(bytes), let content = try? Coding.br.decode(bytes, limit: limit),
      !content.isEmpty
    {
      return (content, known)
    }
    let isArchive = type.map { $0.hasSubtype(ending: "zip") || $0.hasSubtype(ending: "zstd") } ?? false
    guard !isArchive || known != nil, let coding = Magic.coding(of: bytes) else {
      if names.contains("br"), type?.isText ?? false, Magic.isNoText(bytes) {
        throw .coded("the body is still coded with br, and cannot be undone")
      }
      return (bytes, known)
    }
    do {
      return (try Coding.undo(coding, of: bytes, limit: limit), coding)
    } catch {
      // Other content may begin so, too; text does not.
      if coding == "deflate" || known == nil && !(type?.isText ?? false) { return (bytes, known) }
      throw .coded("\(error)")
    }
  }

  /// How coded bodies begin. Brotli has no beginning of its own.
  private enum Magic {
    static func isNoText(_ bytes: [UInt8]) -> Bool {
      String(validating: bytes, as: UTF8.self) == nil && bytes.contains { $0 < 32 && !(8...13).contains($0) }
    }

    static func coding(of bytes: [UInt8]) -> String? {
      if bytes.starts(with: [0x1F, 0x8B, 0x08]) { return "gzip" }
      if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return "zstd" }
      guard bytes.count > 6, bytes[0] == 0x78, [0x01, 0x5E, 0x9C, 0xDA].contains(bytes[1]) else { return nil }
      return "deflate"
    }
  }
}

extension MediaType {
  /// Whether its content is text, in whatever character set.
  fileprivate var isText: Bool {
    let endings = ["json", "xml", "javascript", "x-www-form-urlencoded", "yaml", "csv"]
    return type == "text" || endings.contains { subtype == $0 || hasSubtype(ending: "+" + $0) }
  }
}
