/// How a command ends.
enum ExitCode: Int32, Sendable {
  /// What was asked about holds.
  case success = 0
  /// Findings, misses or a failed execution.
  case findings = 1
  /// Wrong use or unreadable input.
  case wrongUse = 2
  /// A fault of ours.
  case fault = 70
}
