import ContractTesting
import Findings
import HTTPModel
import JSONModel
import RecordReplay
import Reporting

/// Holds the interactions of cassettes against contracts.
struct CassetteVerification {
  /// Whether what a contract does not describe counts; else it is only noted.
  let isStrict: Bool
  /// The contracts of APIs, by their names; nil for one that has none.
  private var contracts: [String: Contract?] = [:]
  private let source: ContractSource

  init(_ source: ContractSource, isStrict: Bool) { (self.source, self.isStrict) = (source, isStrict) }

  /// The names of the APIs that a contract was found for, sorted.
  var apis: [String] { contracts.filter { $0.value != nil }.keys.sorted() }

  /// An item for each interaction, in their order.
  mutating func items(of loaded: LoadedCassette) throws -> [FindingsReport.Item] {
    var items: [FindingsReport.Item] = []
    for position in 0..<loaded.cassette.count {
      items.append(try item(try loaded.cassette.interaction(at: position), of: loaded))
    }
    return items
  }

  /// An item for each contract that was used, or that an API here has: what is wrong with the document itself.
  mutating func contractItems(besides names: [String] = []) throws(CommandError) -> [FindingsReport.Item] {
    var items: [FindingsReport.Item] = []
    for name in Set(apis + names).sorted() {
      guard let contract = try contract(of: name), let path = source.path(of: name) else { continue }
      items.append(FindingsReport.Item(contract: path, findings: contract.faults()))
    }
    return items
  }

  private mutating func item(_ interaction: Interaction, of loaded: LoadedCassette) throws -> FindingsReport.Item {
    let group = loaded.cassette.path
    guard let contract = try contract(of: interaction.api) else {
      let subject = FindingSubject(api: interaction.api, operation: interaction.operation)
      let file = InteractionSource(interaction, in: group).file
      let finding = Finding(
        .uncoveredAPI, subject, "the API \(interaction.api) has no contract: nothing of it was verified",
        payload: SourcePlace(file: file))
      return FindingsReport.Item(interaction.name, in: group, payloads: 0, findings: [finding])
    }
    var options = Verification(.strict)
    let api = loaded.apis.first { $0.name == interaction.api }
    options.allowedHeaders = api?.profile?.undocumentedHeaders ?? []
    let (findings, payloads) = try self.findings(interaction, of: api, contract, options)
    guard !findings.isEmpty else { return FindingsReport.Item(interaction.name, in: group, payloads: payloads) }
    let source = InteractionSource(interaction, in: group)
    return FindingsReport.Item(
      interaction.name, in: group, payloads: payloads,
      findings: findings.map { isStrict ? source.placed($0) : source.placed($0).outsideStrict })
  }

  private func findings(
    _ interaction: Interaction, of api: API?, _ contract: Contract, _ options: Verification
  ) throws -> (findings: [Finding], payloads: Int) {
    switch interaction.direction {
    case .inbound:
      let event = try interaction.request.body.flatMap { api?.event(of: try $0.bytes) }
      return (contract.verify(webhook: try interaction.exchange.request, event: event, options), 1)
    case .outbound:
      let exchange = try interaction.exchange
      let findings = contract.verify(exchange, options).map { finding in
        finding.isOfUnreadBody ? finding.saying(interaction.recorded.missing.response) : finding
      }
      if case .response = exchange.outcome { return (findings, interaction.isWhole ? 2 : 1) }
      return (findings, 1)
    }
  }

  private mutating func contract(of api: String) throws(CommandError) -> Contract? {
    if let known = contracts[api] { return known }
    let contract = try source.contract(of: api)
    contracts[api] = .some(contract)
    return contract
  }
}

extension Interaction {
  /// The request as it is stored, and what came of it, with bodies whole. They are decoded, so no field says how they were
  /// coded. A failure's partial answer is left out. A body that the imported file did not hold is a stream that fails.
  var exchange: Exchange {
    get throws(CassetteError) {
      let sent = Request(
        request.method, request.url.origin, request.url.target, headers: request.headers.decoded,
        body: .bytes(try request.body?.bytes ?? []))
      switch outcome {
      case .failure(let failure):
        return Exchange(request: sent, outcome: .failure(TransportFailure(failure.kind, failure.text)))
      case .response(let stored):
        let body = try isWhole ? Body.bytes(stored.body?.bytes ?? []) : .stream(AbsentBody(), length: nil)
        let response = Response(
          status: stored.status, reason: stored.reason, headers: stored.headers.decoded, body: body)
        return Exchange(request: sent, outcome: .response(response))
      }
    }
  }
}

extension Interaction {
  /// Whether the answer's body is there.
  fileprivate var isWhole: Bool { recorded.missing.response == nil }
}

/// A body that nobody has.
private final class AbsentBody: BodySource {
  func next() async -> BodyPart { .failure(TransportFailure(.truncated, "the imported file does not hold the body")) }
  func cancel() {}
}

extension Finding {
  fileprivate func saying(_ missing: String?) -> Finding {
    Finding(
      rule, subject, "the body was not verified: \(missing ?? "it is not there")", payload: payload, contract: contract,
      detail: detail)
  }
}

extension HeaderFields {
  /// Of a body whose coding is undone.
  var decoded: HeaderFields { HeaderFields(filter { !$0.isNamed("content-encoding") }) }
}
