public import JSONModel

/// Why a cassette could not be read or written. It never quotes what a file holds but names of members.
public struct CassetteError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    /// No cassette has this name. `near` are names that look like it.
    case notFound(near: [String])
    /// The folder holds no `cassette.json`.
    case noManifest
    /// It is made of `interactions.jsonl`, which is not read yet.
    case packed
    /// Another format than version 1; the text is what stands there.
    case version(String)
    /// Not JSON.
    case syntax(JSONSyntaxError.Kind)
    /// JSON, but not what a cassette's file holds; the text says why.
    case shape(String)
    /// A file that an interaction names is not there.
    case sideFileMissing(String)
    /// A file that an interaction names is no plain file under `bodies` of the cassette's folder.
    case sideFileOutside(String)
    /// A file of the cassette is a symbolic link, a pipe, a folder.
    case notAPlainFile
    case tooLarge(limit: Int)
    /// The system's reason.
    case unreadable(String)
    case unwritable(String)
  }

  public let kind: Kind
  public let place: SourcePlace

  public init(_ kind: Kind, at place: SourcePlace) { (self.kind, self.place) = (kind, place) }

  /// Of a file or folder as a whole.
  public init(_ kind: Kind, file: String) { self.init(kind, at: SourcePlace(file: file)) }

  /// The file or folder, as the user's path leads to it.
  public var file: String { place.file ?? "" }

  /// What is wrong, without the place.
  public var reason: String {
    switch kind {
    case .notFound(let near): "there is no such cassette" + Suggestion.hint(near)
    case .noManifest: "the folder holds no cassette.json, so it is no cassette"
    case .packed: "a cassette packed into interactions.jsonl cannot be read yet"
    case .version(let found): "cassette format \(found) cannot be read, only format \(Manifest.version)"
    case .syntax(let kind): kind.reason
    case .shape(let text): text
    case .sideFileMissing(let path): "the body's file \(path) is missing"
    case .sideFileOutside(let path): "the body's file \(path) is no plain file under bodies/ of the cassette's folder"
    case .notAPlainFile: "this is no plain file"
    case .tooLarge(let limit): "longer than \(limit) bytes"
    case .unreadable(let text): "cannot be read: \(text)"
    case .unwritable(let text): "cannot be written: \(text)"
    }
  }

  /// `file:line:column: reason`.
  public var description: String { "\(place): \(reason)" }
}
