/// What looking for a pattern in a text came to.
public enum PatternSearch: Hashable, Sendable {
  case found, notFound
  /// The pattern needs more work on this text than is allowed: it runs away. Whether it is in the text is unknown.
  case exceededLimit
}
