/// How a schema is compiled.
public struct SchemaOptions: Hashable, Sendable {
  public enum Formats: Hashable, Sendable {
    /// Checked where the dialect has the vocabulary for it, which only metaschemas of one's own do.
    case asDialectSays
    /// Checked; a name that the dialect does not know is passed over.
    case checked
    /// Only said.
    case annotated
    /// The same, and `inspect` tells of what does not fit.
    case noted
  }

  /// Who made what is checked.
  public enum Direction: Hashable, Sendable {
    /// Whoever writes: what is `readOnly` need not be there.
    case write
    /// Whoever is read from: what is `writeOnly` need not be there.
    case read
  }

  public enum References: Hashable, Sendable {
    case mustLeadSomewhere
    /// No value fits a reference to nothing; the rest of the schema is checked.
    case mayLeadNowhere
  }

  public var formats = Formats.asDialectSays
  /// Nil where `readOnly` and `writeOnly` only say something.
  public var direction: Direction?
  public var references = References.mustLeadSomewhere
  /// Whether `contentEncoding` and `contentMediaType` are checked: base64, and JSON. Where formats are noted, these are
  /// at least noted, too.
  public var checksContent = false
  /// The most schemas in a program, those that are referred to included.
  public var maxParts = 1_000_000
  /// The most memory of all patterns, compiled, in bytes.
  public var maxPatternBytes = 256 << 20
  /// The most work for one value, in schemas applied to a value and members and elements looked at; a hundred million
  /// take some seconds.
  public var maxSteps = 100_000_000
  /// The most schemas inside each other on the way to a value.
  public var maxDepth = 4_096

  public init() {}
}
