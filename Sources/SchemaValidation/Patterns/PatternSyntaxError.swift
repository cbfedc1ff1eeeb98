/// Why a text is not a pattern in ECMA-262's syntax, or is one that cannot be run.
public struct PatternSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where the fault begins, in bytes of the pattern's UTF-8; the pattern's length where its end came too early.
  public let offset: Int
  /// What is wrong, without the place: `the group is not closed`.
  public let reason: String
  /// False where the pattern is good ECMA-262 that this engine cannot run: a lookbehind of varying length, or a size
  /// beyond the bounds.
  public let isSyntax: Bool

  init(_ reason: String, at offset: Int, isSyntax: Bool = true) {
    (self.offset, self.reason, self.isSyntax) = (offset, reason, isSyntax)
  }

  public var description: String { "\(reason), at byte \(offset) of the pattern" }
}
