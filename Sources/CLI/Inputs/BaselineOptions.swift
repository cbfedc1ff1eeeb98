import Clocks
import Files
import Findings
import HTTPModel
import JSONModel

/// The file of findings that somebody answers for.
struct BaselineOptions {
  static let declarations = [
    OptionDeclaration("baseline", value: "FILE", help: "findings that are meant, and why"),
    OptionDeclaration("accept", help: "write what was found into the baseline"),
    OptionDeclaration("owner", value: "NAME", help: "who answers for what is accepted"),
    OptionDeclaration("reason", value: "TEXT", help: "why it is accepted"),
    OptionDeclaration("expires", value: "DATE", help: "the last day on which it is: 2027-03-31"),
  ]

  private(set) var baseline = FindingBaseline()
  private let path: String?
  /// Nil where nothing is accepted.
  private let grounds: FindingBaseline.Grounds?

  private static let limit = 16 << 20

  init(_ arguments: Arguments, of command: String) throws {
    let next = "tapedeck \(command) --help"
    path = arguments.value("baseline")
    let accepts = arguments.has("accept")
    guard let path else {
      if let option = ["accept", "owner", "reason", "expires"].first(where: arguments.has) {
        throw UsageError(message: "\(command): --\(option) needs --baseline FILE", next: next)
      }
      grounds = nil
      return
    }
    do {
      let bytes = try RegularFile(opening: path).bytes(limit: BaselineOptions.limit)
      baseline = try BaselineOptions.read(bytes, path, next)
    } catch let error as FileError {
      // The first run that accepts makes it.
      guard accepts, case .missing = error.kind else {
        throw CommandError("--baseline: \(error.kind.reason)", at: path, next: next)
      }
    }
    guard accepts else {
      if let option = ["owner", "reason", "expires"].first(where: arguments.has) {
        throw UsageError(message: "\(command): --\(option) needs --accept", next: next)
      }
      grounds = nil
      return
    }
    grounds = try BaselineOptions.grounds(arguments, of: command, next)
  }

  private static func read(_ bytes: [UInt8], _ path: String, _ next: String) throws -> FindingBaseline {
    do {
      return try FindingBaseline(JSONDocument(parsing: bytes, from: SourceText(path, quoting: bytes)))
    } catch let error as JSONSyntaxError {
      throw CommandError(notJSON: error, next: next)
    } catch let error as FindingBaselineError {
      throw CommandError(error.report.message, at: error.report.place, next: error.report.next ?? next)
    }
  }

  private static func grounds(
    _ arguments: Arguments, of command: String, _ next: String
  ) throws -> FindingBaseline.Grounds {
    guard let owner = arguments.value("owner"), let reason = arguments.value("reason") else {
      throw UsageError(message: "\(command): --accept needs --owner NAME and --reason TEXT", next: next)
    }
    var expires: ExpiryDate?
    if let text = arguments.value("expires") {
      expires = ExpiryDate(text)
      if expires == nil {
        throw UsageError(message: "\(command): --expires '\(text)' is not a date such as 2027-03-31", next: next)
      }
    }
    do {
      return try FindingBaseline.Grounds(owner: owner, reason: reason, expires: expires)
    } catch {
      throw UsageError(message: "\(command): \(error.report.message)", next: next)
    }
  }

  /// Takes the findings into the file, where that was asked for; where they are of all that the file is about, it drops
  /// what none of them needs. How many suppressions it has then; nil where nothing was asked for.
  mutating func accept(_ findings: [Finding], isWhole: Bool, at now: Instant) throws(CommandError) -> Int? {
    guard let grounds, let path else { return nil }
    if isWhole { baseline.remove(baseline.unused(by: findings.map(\.fingerprint))) }
    baseline.suppress(findings, on: grounds, at: now)
    do throws(FileError) {
      try OutputFile.write(baseline.bytes, to: path)
    } catch {
      throw CommandError("--baseline: \(error.kind.reason)", at: path, next: "ls -ld \(ShellText.quoted(path))")
    }
    return baseline.suppressions.count
  }
}
