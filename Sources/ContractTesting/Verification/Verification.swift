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
  /// Whether messages may hold values of the payload, and what may be one in a URL. Off where it was not redacted.
  public var quotesValues = true
  /// The largest body that is looked at, in bytes.
  public var maxBodyBytes = 8 << 20
  /// Where the payload comes from, for places in findings.
  public var source: SourceText?

  public init(_ strength: Strength = .strict) { self.strength = strength }

  /// The most findings of one body or parameter.
  static let maxFindings = 1_000

  /// Segments of a path, and names in a query that have no value, as far as a message may hold them: any of them can be a
  /// key (`/bot110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/getMe`), so that only plain words are shown.
  func shown(_ segment: some Collection<UInt8>) -> String {
    quotesValues || Verification.isWord(segment) ? String(decoding: segment, as: UTF8.self) : "…"
  }

  /// Letters, at most a version's digits behind them, and what joins words; not too many for a word.
  private static func isWord(_ segment: some Collection<UInt8>) -> Bool {
    let digits = segment.count { (48...57).contains($0) }
    return segment.count <= 24 && digits <= (segment.count <= 4 ? 2 : 0)
      && segment.allSatisfy { byte in
        switch byte {
        case 48...57, 65...90, 97...122: true
        default: "-_.".utf8.contains(byte)
        }
      }
  }
}
