/// Why a text is no JSONPath.
public struct JSONPathSyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
  /// In UTF-8 bytes from the path's beginning.
  public let offset: Int
  /// A phrase without the place: `']' expected`.
  public let reason: String
  /// Whether AWS takes the path, and it is only here that it can't be read yet.
  public let isUnsupported: Bool

  public var description: String { "\(reason) at offset \(offset)" }
}
