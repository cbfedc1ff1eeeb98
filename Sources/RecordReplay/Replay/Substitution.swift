import HTTPModel
import JSONModel

/// Gives a client its own values where the response of an interaction holds stand-ins for what was taken out.
///
/// In bodies of more than 1 MiB nothing is put, nor is a body made that exceeds 8 MiB by it.
final class Substitution: Sendable {
  private let interaction: Interaction
  /// Where the client's values are in its request.
  private let holes: [SentHole]
  private let response: ResponseTexts
  private let names: Set<String>

  /// Nil where the interaction has no captures of these names.
  init?(_ interaction: Interaction, _ rules: MatchRules?, of shared: Set<String>) throws(CassetteError) {
    let captures = interaction.captures ?? Captures(request: [], response: [])
    let shown = captures.response.filter { shared.contains($0.name) }
    guard !shown.isEmpty || captures.request.contains(where: { shared.contains($0.name) }) else { return nil }
    self.interaction = interaction
    holes = SentHole.list(interaction.request, captures.request, rules)
    response = try ResponseTexts(interaction.outcome, shown)
    names = response.names
  }

  /// What a request that matched holds in the holes, by name.
  func sent(_ request: CaptureSource) -> [(name: String, value: [UInt8])] { SentHole.values(of: holes, in: request) }

  /// Those that the response has a place for.
  func values(from values: ClientValues) -> [String: [UInt8]] {
    names.reduce(into: [:]) { known, name in known[name] = values[name] }
  }

  /// Nil where the stored one serves.
  func outcome(_ values: [String: [UInt8]]) throws(CassetteError) -> PreparedOutcome? {
    if values.isEmpty { return nil }
    var copy = interaction
    copy.outcome = response.filled(interaction.outcome, with: values)
    return try PreparedOutcome(copy)
  }
}
