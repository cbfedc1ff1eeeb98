public import JSONModel

/// Why a text is not YAML that JSON can hold, and where. Quotes names (keys, tags, anchors) of the text, never its values.
public struct YAMLError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Error, Hashable, Sendable {
    /// There is no document in it.
    case empty
    /// What is wrong with the text as YAML, as a sentence.
    case syntax(String)
    case notUTF16
    case severalDocuments
    case unknownAlias(String)
    /// The alias is inside what it stands for.
    case cyclicAlias(String)
    case unknownTag(String)
    /// What is tagged is something else than the tag says.
    case notTagged(String)
    case notBase64
    case keyNotText(JSONKind)
    case duplicateKey(String)
    /// What `<<` names is neither an object nor an array of objects.
    case mergesNoObject
    /// `.inf` or `.nan`.
    case notFinite
    case tooManyDigits(limit: Int)
    case tooDeep(limit: Int)
    /// Each level is allowed, but too many values are at deep ones.
    case tooMuchDepth
    case tooManyValues(limit: Int)
    case tooLong(limit: Int)
    case expandsTooFar(limit: Int)
  }

  public let kind: Kind
  public let place: SourcePlace

  public init(_ kind: Kind, at place: SourcePlace) { (self.kind, self.place) = (kind, place) }

  /// What is wrong, without the place.
  public var reason: String { kind.reason }
  /// `file:line:column: reason`.
  public var description: String { "\(place): \(reason)" }
}

extension YAMLError.Kind {
  /// What is wrong.
  public var reason: String {
    switch self {
    case .empty: "the YAML text is empty"
    case .syntax(let reason): reason
    case .notUTF16: "the text begins like UTF-16, but is not valid UTF-16"
    case .severalDocuments: "a second document begins here; only one is expected"
    case .unknownAlias(let name): "there is no anchor &\(shown(name)) before the alias *\(shown(name))"
    case .cyclicAlias(let name): "the alias *\(shown(name)) is inside what &\(shown(name)) names, so it has no end"
    case .unknownTag(let tag): "the tag \(shown(tag)) has no meaning in JSON"
    case .notTagged(let tag): "this value is not what its tag \(shown(tag)) says"
    case .notBase64: "this value is tagged as binary, but is not valid Base64"
    case .keyNotText(let kind): "a key must be text; this one is \(kind)"
    case .duplicateKey(let key): "the key \"\(shown(key))\" is duplicated"
    case .mergesNoObject: "the merge key << needs an object, or an array of objects"
    case .notFinite: "JSON has no such number; put it in quotes if it is text"
    case .tooManyDigits(let limit): "a number has more than \(limit) digits"
    case .tooDeep(let limit): "nested more than \(limit) levels deep"
    case .tooMuchDepth: "too many values are nested too deeply"
    case .tooManyValues(let limit): "more than \(limit) values, aliases written out"
    case .tooLong(let limit): "exceeds the limit of \(limit) bytes"
    case .expandsTooFar(let limit): "exceeds the limit of \(limit) bytes, aliases written out"
    }
  }

  /// A name, cut and without controls: it may be anything.
  private func shown(_ name: String) -> String {
    let scalars = name.unicodeScalars.prefix(64).map { $0.properties.generalCategory == .control ? "?" : $0 }
    return String(String.UnicodeScalarView(scalars)) + (name.unicodeScalars.count > 64 ? "…" : "")
  }
}
