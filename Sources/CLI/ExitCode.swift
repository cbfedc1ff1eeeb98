/// How a command ends.
struct ExitCode: RawRepresentable, Hashable, Sendable {
  let rawValue: Int32

  init(rawValue: Int32) { self.rawValue = rawValue }

  /// What was asked about holds.
  static let success = ExitCode(rawValue: 0)
  /// Findings, misses or a failed execution.
  static let findings = ExitCode(rawValue: 1)
  /// Wrong use or unreadable input.
  static let wrongUse = ExitCode(rawValue: 2)
  /// A fault of ours.
  static let fault = ExitCode(rawValue: 70)
  /// The command behind `--` is there, but cannot be run; as of env and shells.
  static let commandNotExecutable = ExitCode(rawValue: 126)
  /// The command behind `--` is not there; as of env and shells.
  static let commandNotFound = ExitCode(rawValue: 127)
}
