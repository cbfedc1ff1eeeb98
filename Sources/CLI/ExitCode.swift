/// How a command ends (DESIGN.md section 11).
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

/// What stopped a command: what happened, where, and the command to run next.
struct CommandError: Error, Sendable {
  let message: String
  /// `file:line:column`, or a file.
  let place: String?
  let next: String?
  let code: ExitCode

  init(_ message: String, at place: String? = nil, next: String? = nil, code: ExitCode = .wrongUse) {
    self.message = message
    self.place = place
    self.next = next
    self.code = code
  }

  /// `tapedeck: file:3:7: message`, and under it the next command.
  var text: String {
    "tapedeck: " + (place.map { "\($0): " } ?? "") + message + (next.map { "\n  next: \($0)" } ?? "")
  }
}
