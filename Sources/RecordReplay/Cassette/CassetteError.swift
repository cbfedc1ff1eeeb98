public import Files
public import JSONModel

/// Why a cassette could not be read or written. It never quotes what a file holds but names of members.
public struct CassetteError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    /// No cassette has this name. `near` are names that look like it.
    case notFound(near: [String])
    /// The folder holds no `cassette.json`.
    case noManifest
    /// Another format than version 1; the text is what stands there.
    case version(String)
    /// Not JSON.
    case syntax(JSONSyntaxError.Kind)
    /// JSON, but not what a cassette's file holds; the text says why.
    case shape(String)
    /// A file that an interaction names is not there.
    case sideFileMissing(String)
    /// A file that an interaction names is not a regular file under `bodies` of the cassette's folder.
    case sideFileOutside(String)
    /// A file that an interaction names has another length than when the cassette was opened. In bytes.
    case sideFileChanged(String, length: Int, before: Int)
    /// A file of the cassette cannot be read or written.
    case file(FileError.Kind)
  }

  public let kind: Kind
  public let place: SourcePlace

  public init(_ kind: Kind, at place: SourcePlace) { (self.kind, self.place) = (kind, place) }

  /// Of a file or folder as a whole.
  public init(_ kind: Kind, file: String) { self.init(kind, at: SourcePlace(file: file)) }

  /// The file or folder, as the user's path leads to it.
  public var file: String { place.file ?? "" }

  init(_ error: FileError) { self.init(.file(error.kind), file: error.path) }

  /// Does what reads or writes files.
  static func from<Value>(_ body: () throws(FileError) -> Value) throws(CassetteError) -> Value {
    do throws(FileError) { return try body() } catch { throw CassetteError(error) }
  }

  /// What is wrong, without the place.
  public var reason: String {
    switch kind {
    case .notFound(let near): "cassette not found" + Suggestion.hint(near)
    case .noManifest: "not a cassette: the folder has no cassette.json"
    case .version(let found): "cassette format \(found) cannot be read, only format \(Manifest.version)"
    case .syntax(let kind): kind.reason
    case .shape(let text): text
    case .sideFileMissing(let path): "the body's file \(path) is missing"
    case .sideFileOutside(let path):
      "the body's file \(path) is not a regular file under bodies/ of the cassette's folder"
    case .sideFileChanged(let path, let length, let before):
      "the body's file \(path) is \(length) bytes long; it was \(before) when the cassette was opened"
    case .file(let kind): kind.reason
    }
  }

  /// `file:line:column: reason`.
  public var description: String { "\(place): \(reason)" }
}

extension CassetteError {
  static func document(_ bytes: [UInt8], file: String) throws(CassetteError) -> JSONDocument {
    do {
      return try JSONDocument(parsing: bytes, from: SourceText(file, quoting: bytes))
    } catch {
      throw CassetteError(.syntax(error.kind), at: error.place)
    }
  }
}
