import JSONModel
import YAMLReading

/// What stopped a command.
struct CommandError: Error, Sendable {
  let report: PlaceReport
  let code: ExitCode

  init(_ report: PlaceReport, code: ExitCode = .wrongUse) { (self.report, self.code) = (report, code) }

  init(_ message: String, at place: SourcePlace? = nil, next: String? = nil) {
    self.init(PlaceReport(message, at: place, next: next))
  }

  /// `file` may be a folder, or an address.
  init(_ message: String, at file: String, next: String? = nil) {
    self.init(message, at: SourcePlace(file: file), next: next)
  }

  init(notJSON error: JSONSyntaxError, next: String) {
    self.init("not JSON: \(error.reason)", at: error.place, next: next)
  }

  /// A text may be YAML and still not be read: JSON holds less, and there are limits.
  init(notYAML error: YAMLError, next: String) {
    let isNoYAML =
      switch error.kind {
      case .syntax, .notUTF16: true
      default: false
      }
    self.init(isNoYAML ? "not YAML: \(error.reason)" : error.reason, at: error.place, next: next)
  }
}

/// The command line was used wrongly.
struct UsageError: Error, Sendable {
  let report: PlaceReport

  /// `next` is the command to run next.
  init(message: String, next: String) { report = PlaceReport(message, next: next) }
}
