import ContractTesting
import Findings
import HTTPModel
import JSONModel
import Locking
import RecordReplay
import Reporting

/// `--verify`: what passes through a server is held against the contracts of its APIs, and told as it comes.
final class PassingVerification: Sendable {
  static let declarations = [
    OptionDeclaration(
      "verify", value: "HOW", choices: Verifier.Mode.allCases.map(\.rawValue),
      help: "say what breaks a contract; fail: send no such request"),
    ContractSource.option,
  ]

  let mode: Verifier.Mode
  private let apis: [API]
  /// By the names of APIs.
  private let contracts: [String: Contract]
  private let printer: LinePrinter
  private let state = Lock(State())

  private struct State {
    var findings = 0, errors = 0
    /// What was told already, by rule, operation and place: a suite asks the same a thousand times.
    var told: Set<String> = []
  }

  /// The most lines that are printed.
  private static let maxLines = 10_000

  /// Nil where nobody asks for it.
  static func asked(
    _ arguments: Arguments, _ apis: [API], in locations: Locations, of command: String
  ) throws -> PassingVerification? {
    guard let mode = arguments.value("verify").flatMap(Verifier.Mode.init) else {
      guard arguments.has("contract") else { return nil }
      throw UsageError(message: "\(command): --contract needs --verify", next: "tapedeck \(command) --help")
    }
    return try PassingVerification(mode, arguments, apis, locations, command)
  }

  private init(
    _ mode: Verifier.Mode, _ arguments: Arguments, _ apis: [API], _ locations: Locations, _ command: String
  ) throws {
    let source = try ContractSource(arguments, locations, next: "tapedeck \(command) --help")
    (self.mode, self.apis) = (mode, apis)
    contracts = try source.contracts(of: apis)
    printer = try LinePrinter(2)
  }

  /// What verifies before `inner` is asked. Nothing that passes is redacted yet, so no finding quotes a value.
  func responder(answering inner: any Responder) -> any Responder {
    let rules = Verifier.Rules(mode, apis: apis, contracts: contracts, quotesValues: false)
    return Verifier(answering: inner, rules) { [self] request, findings in tell(findings, of: request) }
  }

  private func tell(_ findings: [Finding], of request: Request) {
    let lines = state.withLock { state in
      findings.map(\.outsideStrict).compactMap { finding -> String? in
        state.findings += 1
        state.errors += finding.severity == .error ? 1 : 0
        guard state.told.count < PassingVerification.maxLines,
          state.told.insert(finding.fingerprint).inserted
        else { return nil }
        return PassingVerification.line(finding)
      }
    }
    if !lines.isEmpty { printer.print(lines) }
  }

  /// `error wrong-type: /email must be a string, not a number (paddle, POST /customers, request)`.
  static func line(_ finding: Finding) -> String {
    let pointer = finding.payload?.pointer.map { "\($0)" } ?? ""
    let at = pointer.isEmpty ? "" : "\(pointer) "
    let subject = [finding.subject.api, finding.subject.operation, finding.subject.part].compactMap(\.self)
    return TerminalText.safe(
      "\(finding.severity.rawValue) \(finding.rule.id): \(at)\(finding.message) (\(subject.joined(separator: ", ")))")
  }

  /// `verified against keygen, paddle, ses: 2 findings (1 error)`.
  static func summary(_ names: [String], _ findings: Int, _ errors: Int) -> String {
    let found = findings == 0 ? "no findings" : "\(findings) finding\(findings == 1 ? "" : "s")"
    let grave = errors == 0 ? "" : " (\(errors) error\(errors == 1 ? "" : "s"))"
    return "verified against \(names.isEmpty ? "no contract" : names.joined(separator: ", ")): \(found)\(grave)"
  }

  /// No exchange comes any more. Whether the command failed by what was found.
  func finish(_ console: Console) async -> Bool {
    _ = await printer.finish()
    let (findings, errors) = state.withLock { ($0.findings, $0.errors) }
    console.note(line: PassingVerification.summary(contracts.keys.sorted(), findings, errors))
    return mode == .fail && errors > 0
  }
}
