import ContractTesting
import JSONModel
import RecordReplay

/// What cassettes exercise of the contracts of their APIs.
struct CassetteCoverage {
  private let source: ContractSource
  /// Nil for all that are in the cassettes.
  private let only: Set<String>?
  /// By the names of APIs; nil for one that has no contract.
  private var coverages: [String: Coverage?] = [:]

  /// `apis`: the only ones that count; none means all.
  init(_ source: ContractSource, of apis: [String], next: String) throws {
    self.source = source
    only = apis.isEmpty ? nil : Set(apis)
    for api in apis where coverages[api] == nil {
      guard API.isName(api), let contract = try source.contract(of: api) else {
        throw CommandError("--api: the API \(api) has no contract", next: next)
      }
      coverages[api] = Coverage(contract)
    }
  }

  /// Sorted by the APIs' names.
  var summaries: [CoverageSummary] {
    coverages.keys.sorted().compactMap { coverages[$0].flatMap(\.self)?.summary() }
  }

  /// The names of APIs that have no contract, sorted.
  var uncovered: [String] { coverages.filter { $0.value == nil }.keys.sorted() }

  mutating func add(_ loaded: LoadedCassette) throws {
    for position in 0..<loaded.cassette.count {
      let interaction = try loaded.cassette.interaction(at: position)
      guard only?.contains(interaction.api) ?? true else { continue }
      if coverages[interaction.api] == nil {
        coverages[interaction.api] = .some(try source.contract(of: interaction.api).map(Coverage.init))
      }
      try add(interaction, of: loaded.apis.first { $0.name == interaction.api })
    }
  }

  private mutating func add(_ interaction: Interaction, of api: API?) throws {
    // Taken out, so that it is changed in place.
    guard case .some(.some(var coverage)) = coverages.updateValue(nil, forKey: interaction.api) else { return }
    switch interaction.direction {
    case .inbound:
      let body = try interaction.request.body?.bytes ?? []
      coverage.add(webhook: body, event: api?.event(of: body), headers: interaction.request.headers.decoded)
    case .outbound: coverage.add(try interaction.exchange)
    }
    coverages[interaction.api] = coverage
  }
}
