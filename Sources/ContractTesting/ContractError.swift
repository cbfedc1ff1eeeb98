public import JSONModel

/// Why a file cannot be used as a contract at all. What is wrong with parts of one is told by `Contract.faults`.
public struct ContractError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    /// The file is not JSON or YAML: what its parser says.
    case syntax(String)
    /// It has no member `openapi`; the text is what it has instead.
    case notOpenAPI
    /// A version that is not 3.0 or 3.1.
    case unknownVersion(String)
    case unreadable(String)
  }

  public let kind: Kind
  public let place: SourcePlace

  public init(_ kind: Kind, at place: SourcePlace) { (self.kind, self.place) = (kind, place) }

  /// What is wrong, without the place.
  public var reason: String {
    switch kind {
    case .syntax(let reason): reason
    case .notOpenAPI: "not an OpenAPI document: it has no member \"openapi\""
    case .unknownVersion(let version): "OpenAPI \(version) is not supported; 3.0 and 3.1 are"
    case .unreadable(let reason): reason
    }
  }

  /// `file:line:column: reason`.
  public var description: String { "\(place): \(reason)" }
}
