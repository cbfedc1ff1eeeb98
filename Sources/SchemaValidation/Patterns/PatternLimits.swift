/// Bounds for a pattern and for its work on a text, for patterns and texts of strangers.
public struct PatternLimits: Hashable, Sendable {
  /// The longest pattern, in bytes of UTF-8.
  public var maxLength = 64 << 10
  /// Groups inside each other.
  public var maxDepth = 200
  /// The largest number in `{…}`.
  public var maxRepeats = 1_000_000
  /// Groups, capturing or not.
  public var maxGroups = 10_000
  /// Steps in one search beside 32 for each byte of the text; a step is about one byte or one choice that is looked at.
  /// Ten million take about a tenth of a second.
  public var maxSteps = 10_000_000
  /// The most memory that one search may take to remember its choices, in bytes.
  public var maxMemory = 64 << 20

  public init() {}

  func steps(forLength length: Int) -> Int { maxSteps + 32 * length }
}
