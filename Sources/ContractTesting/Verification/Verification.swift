public import JSONModel

/// How payloads are held against a contract.
public struct Verification: Sendable {
  public enum Strength: String, Sendable, CaseIterable {
    /// What the contract says, and what it does not cover at all.
    case open
    /// Also what it does not describe: fields, query parameters, headers; and formats.
    case strict
  }

  public var strength: Strength
  /// Headers that messages may have beside those that the contract describes and those that HTTP itself defines; case
  /// does not matter, and one that ends in `*` stands for all that begin so.
  public var allowedHeaders: [String] = [] { didSet { allowed = HeaderNames(allowedHeaders) } }
  private(set) var allowed = HeaderNames([])
  /// Whether messages may hold values of the payload. Off where it was not redacted.
  public var quotesValues = true
  /// The largest body that is looked at, in bytes.
  public var maxBodyBytes = 8 << 20
  /// Where the payload comes from, for places in findings.
  public var source: SourceText?

  public init(_ strength: Strength = .strict) { self.strength = strength }

  /// The most findings of one body or parameter.
  static let maxFindings = 1_000
}
