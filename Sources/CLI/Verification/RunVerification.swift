import ContractTesting
import Findings
import HTTPModel
import JSONModel
import Locking
import RecordReplay
import WorkflowEngine

/// `run --verify`: the event, each request and each answer of a workflow are held against contracts.
final class RunVerification: Sendable {
  static let declarations = [
    OptionDeclaration(
      "verify", value: "HOW", choices: Verifier.Mode.allCases.map(\.rawValue),
      help: "hold the event, requests and answers against\ncontracts; fail: what breaks one ends with 1"),
    ContractSource.option,
  ]

  private let mode: Verifier.Mode
  private let apis: [API]
  private let contracts: [String: Contract]
  private let state = Lock(State())

  private struct State {
    /// Not told yet, by method and URL.
    var waiting: [String: [Finding]] = [:]
    var count = 0, errors = 0
  }

  /// Nil where nobody asks for it.
  init?(_ arguments: Arguments, _ apis: [API], in locations: Locations) throws {
    guard let mode = arguments.value("verify").flatMap(Verifier.Mode.init) else {
      guard arguments.has("contract") else { return nil }
      throw UsageError(message: "run: --contract needs --verify", next: "tapedeck run --help")
    }
    (self.mode, self.apis) = (mode, apis)
    contracts = try ContractSource(arguments, locations, next: "tapedeck run --help").contracts(of: apis)
  }

  /// What is wrong with the event, as the webhook of the API whose contract has one for it. That no contract has one is a
  /// finding.
  func lines(forEvent event: JSONValue) -> [String] {
    let bytes = event.bytes()
    let found = contracts.sorted { $0.key < $1.key }.filter { !$0.value.webhooks.isEmpty }
      .map { name, contract in
        contract.verify(webhook: bytes, event: apis.first { $0.name == name }?.event(of: bytes))
      }
    guard let findings = found.min(by: { rank($0) < rank($1) }) else { return [] }
    count(findings)
    return findings.map { "  event: " + line($0) }
  }

  private func rank(_ findings: [Finding]) -> Int {
    findings.contains { $0.rule == .undocumentedWebhook } ? .max : findings.count
  }

  /// What the tasks ask. Answers come from a cassette, so they may be quoted; requests hold a connection's secrets.
  func responder(answering inner: any Responder) -> any Responder {
    verifier(of: .read, quotesValues: true, answering: verifier(of: .write, quotesValues: false, answering: inner))
  }

  private func verifier(
    of side: FindingSubject.Side, quotesValues: Bool, answering inner: any Responder
  ) -> any Responder {
    let rules = Verifier.Rules(.warn, apis: apis, contracts: contracts, quotesValues: quotesValues)
    return Verifier(answering: inner, rules) { [self] request, findings in
      let findings = findings.filter { $0.subject.side == side }
      if findings.isEmpty { return }
      count(findings)
      let key = "\(request.method) \(AbsoluteURL(origin: request.origin, target: request.target))"
      state.withLock { $0.waiting[key, default: []] += findings }
    }
  }

  private func count(_ findings: [Finding]) {
    state.withLock { state in
      state.count += findings.count
      state.errors += findings.count { $0.severity == .error }
    }
  }

  /// What was found in the exchange of a step, told below it.
  func lines(for step: ExecutionStep) -> [String] {
    guard let exchange = step.exchange else { return [] }
    let key = "\(exchange.method) \(exchange.url)"
    return (state.withLock { $0.waiting.removeValue(forKey: key) } ?? []).map { "          " + line($0) }
  }

  private func line(_ finding: Finding) -> String { PassingVerification.line(finding.outsideStrict) }

  /// Whether an error was found where that ends with 1.
  var hasFailed: Bool { mode == .fail && state.withLock { $0.errors } > 0 }

  /// `verified against keygen, paddle, ses: no findings`.
  var summary: String {
    let (count, errors) = state.withLock { ($0.count, $0.errors) }
    return PassingVerification.summary(contracts.keys.sorted(), count, errors)
  }
}
