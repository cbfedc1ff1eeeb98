public import JSONModel
import YAMLReading

/// A contract in YAML or JSON that is there already, with the places of all that is in it.
public struct ExistingContract: Sendable {
  let layout: YAMLLayout
  let root: JSONCursor
  let isJSON: Bool

  /// Why a text is neither.
  public struct SyntaxError: Error, Sendable {
    /// One sentence without a full stop.
    public let reason: String
    public let place: SourcePlace
  }

  /// Reads the bytes of `file`.
  public init(parsing bytes: [UInt8], file: String) throws(SyntaxError) {
    isJSON = DocumentSyntax(of: bytes) == .json
    root = try ExistingContract.document(bytes, isJSON, SourceText(file, quoting: bytes)).root
    layout = YAMLLayout(bytes)
  }

  static func document(
    _ bytes: [UInt8], _ isJSON: Bool, _ source: SourceText? = nil
  ) throws(SyntaxError) -> JSONDocument {
    if isJSON {
      do throws(JSONSyntaxError) {
        return try JSONDocument(parsing: bytes, from: source)
      } catch {
        throw SyntaxError(reason: "not JSON: \(error.reason)", place: error.place)
      }
    }
    do throws(YAMLError) {
      return try YAMLDocument(parsing: bytes, from: source).json
    } catch {
      throw SyntaxError(reason: "\(error.reason)", place: error.place)
    }
  }

  public var bytes: [UInt8] { layout.bytes }

  /// Its paths, in its order.
  var paths: [String] { root["paths"]?.members.map { $0.key.text } ?? [] }

  /// What its servers have before its paths, the longest first.
  var basePaths: [String] {
    let paths = root["servers"]?.elements.compactMap { $0["url"]?.string.map(ServerPath.path(ofServer:)) } ?? []
    return Set(paths).sorted { $0.utf8.count == $1.utf8.count ? $0 < $1 : $0.utf8.count > $1.utf8.count }
  }

  /// Headers that carry credentials, in lower case.
  var credentialHeaders: Set<String> {
    let schemes = root["components"]?["securitySchemes"]?.members.compactMap { resolved($0.value) } ?? []
    return Set(schemes.filter { $0["in"]?.string == "header" }.compactMap { $0["name"]?.string?.lowercased() })
  }

  /// Nil where it isn't OpenAPI 3.
  var version: OpenAPIVersion? {
    guard let text = root["openapi"]?.string else { return nil }
    return text.hasPrefix("3.0") ? .v30 : text.hasPrefix("3.") ? .v31 : nil
  }

  /// What a chain of references within the file leads to; the value itself where it is none. Nil where it leads
  /// nowhere, or out of the file.
  func resolved(_ value: JSONCursor) -> JSONCursor? {
    var value = value
    for _ in 0..<32 {
      guard let reference = value["$ref"]?.string else { return value }
      guard reference.hasPrefix("#"), let target = target(of: reference) else { return nil }
      value = target
    }
    return nil
  }

  private func target(of reference: String) -> JSONCursor? {
    JSONPointer(ServerPath.decoded(String(reference.dropFirst()))).flatMap { root.resolve($0) }
  }
}
