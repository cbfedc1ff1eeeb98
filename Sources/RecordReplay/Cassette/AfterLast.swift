/// What a request gets after the last interaction that fits it has been given out.
public enum AfterLast: String, CaseIterable, Sendable {
  case miss
  case repeatLast = "repeat-last"
  /// The first one again.
  case loop
}
