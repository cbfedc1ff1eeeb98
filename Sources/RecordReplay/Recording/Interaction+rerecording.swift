import HTTPModel
import JSONModel

extension Interaction {
  /// Whether what was recorded now says the same as what was recorded before: all is equal but what the profile calls
  /// volatile, when it was, and how it was framed.
  func says(theSameAs earlier: Interaction, _ rules: MatchRules) -> Bool {
    let same = Sameness(rules)
    return api == earlier.api && direction == earlier.direction && captures == earlier.captures
      && RequestFacts(earlier.request, rules).mismatches(to: RequestFacts(request, rules)).isEmpty
      && same.headers(request.headers, earlier.request.headers) && same.outcomes(outcome, earlier.outcome)
  }

  /// With the name of an earlier interaction, in whose file it is written, and with what a person set there.
  func inPlace(of earlier: Interaction, api: API) -> Interaction {
    let numbered = numbered(InteractionName.number(of: earlier.name) ?? 0, api: api)
    return Interaction(
      name: earlier.name, api: self.api, operation: operation ?? earlier.operation, direction: direction,
      request: numbered.request, outcome: numbered.outcome, recorded: recorded,
      afterLast: afterLast ?? earlier.afterLast, captures: captures)
  }
}

private struct Sameness {
  private let rules: MatchRules
  private let volatile: Set<String>

  /// Of every API: when it was, and what follows from the rest.
  private static let always: Set<String> = [
    "date", "age", "connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade", "content-length",
  ]

  init(_ rules: MatchRules) {
    self.rules = rules
    volatile = Sameness.always.union(rules.api.profile?.volatile.headers ?? [])
  }

  func headers(_ one: HeaderFields, _ other: HeaderFields) -> Bool {
    HeaderFields(one.filter(isCompared)) == HeaderFields(other.filter(isCompared))
  }

  private func isCompared(_ field: HeaderField) -> Bool { !volatile.contains(field.name.lowercased()) }

  func outcomes(_ one: StoredOutcome, _ other: StoredOutcome) -> Bool {
    switch (one, other) {
    case (.response(let one), .response(let other)): return responses(one, other)
    case (.failure(let one), .failure(let other)):
      guard one.kind == other.kind, one.afterBytes == other.afterBytes else { return false }
      if let mine = one.partial, let theirs = other.partial { return responses(mine, theirs) }
      return one.partial == nil && other.partial == nil
    case (.response, .failure), (.failure, .response): return false
    }
  }

  private func responses(_ one: StoredResponse, _ other: StoredResponse) -> Bool {
    one.status == other.status && one.reason == other.reason && headers(one.headers, other.headers)
      && headers(one.trailers, other.trailers) && one.interim == other.interim && bodies(one.body, other.body)
  }

  private func bodies(_ one: StoredBody?, _ other: StoredBody?) -> Bool {
    if one == other { return true }
    guard let one, let other, one.coding == other.coding else { return false }
    // Side files are named by the number.
    if case .file = one.form, case .file = other.form { return one.content == other.content }
    guard let mine = document(one), let theirs = document(other) else { return false }
    return ComparedJSON(mine, rules, nil).value == ComparedJSON(theirs, rules, nil).value
  }

  private func document(_ body: StoredBody) -> JSONDocument? {
    guard case .json = body.form, let bytes = body.content.atHand else { return nil }
    return try? JSONDocument(parsing: bytes)
  }
}
