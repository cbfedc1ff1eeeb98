public import HTTPModel

/// Takes secrets out of the exchanges of one import or recording, and remembers them: what one exchange gives away is taken
/// out of all others.
///
/// First `learn` from all exchanges that are at hand, then `redact` each. What is learnt later is taken out of what was
/// redacted earlier by `redactAgain`.
public struct RedactionSession: Sendable {
  private(set) var memory: SecretMemory
  private let personal: [String]
  /// What stands for secrets already, of an interaction that is redacted again; else nil.
  private var ignored: Set<[UInt8]>?
  private var rules: [String: SecretRules] = [:]
  /// By the API's name, as the rules are.
  private var known: [String: Redaction.Names] = [:]

  /// With a key personal data gets pseudonyms: what the profile says, and members, items and fields with the names in
  /// `personal`. Without it stays.
  public init(key: PseudonymKey? = nil, personal: [String] = []) {
    memory = SecretMemory(key: key)
    self.personal = personal
  }

  /// Values that are secret wherever they occur, by what they are called.
  public mutating func learn(_ values: [(name: String, value: String)], api: String) {
    for (name, value) in values {
      memory.learn(Array(value.utf8), api: api, called: name, rule: "given:\(name)", isGiven: true)
    }
  }

  /// Names that the interactions of a cassette use already are not given again.
  public mutating func reserve(_ interaction: Interaction) {
    for capture in (interaction.captures?.request ?? []) + (interaction.captures?.response ?? []) {
      memory.reserve(capture.name, for: capture.text)
    }
  }

  /// An exchange that the session has learnt from. In memory only: it may hold secrets.
  public struct Learnt: Sendable {
    let draft: ExchangeDraft
    public let api: API
    fileprivate let seen: (sent: MessageGlance, received: MessageGlance)
  }

  /// Finds out what is secret in an exchange. Its bodies must have been collected.
  public mutating func learn(
    _ exchange: Exchange, api: API, direction: Interaction.Direction = .outbound, coded: Redactor.Coded = .asSent,
    trailers: HeaderFields = []
  ) throws(RedactionError) -> Learnt {
    let draft = try ExchangeDraft(exchange, coded: coded, trailers: trailers)
    var seen = (sent: MessageGlance(), received: MessageGlance())
    _ = pass(draft, .learning, api, &seen, direction)
    return Learnt(draft: draft, api: api, seen: seen)
  }

  /// The same exchange as an interaction, without what is known by now.
  public mutating func redact(
    _ learnt: Learnt, direction: Interaction.Direction = .outbound, recorded: Provenance, operation: String? = nil,
    afterLast: AfterLast? = nil
  ) throws(RedactionError) -> (interaction: Interaction, report: RedactionReport) {
    var seen = learnt.seen
    return try interaction(
      pass(learnt.draft, .replacing, learnt.api, &seen, direction), api: learnt.api, direction: direction,
      recorded: recorded, operation: operation, afterLast: afterLast)
  }

  /// The exchange, of which nothing was learnt yet, without its secrets.
  mutating func redact(
    _ draft: ExchangeDraft, api: API, direction: Interaction.Direction = .outbound
  ) -> RedactedDraft {
    var seen = (sent: MessageGlance(), received: MessageGlance())
    _ = pass(draft, .learning, api, &seen)
    return pass(draft, .replacing, api, &seen, direction)
  }

  /// Whether personal data got pseudonyms.
  public var madePseudonyms: Bool { memory.secrets.contains(where: \.isPersonal) }

  /// A provider's webhook is sent to us: what it says must be parsed by who gets it, and our answer may differ.
  private mutating func pass(
    _ draft: ExchangeDraft, _ pass: Redaction.Pass, _ api: API,
    _ seen: inout (sent: MessageGlance, received: MessageGlance), _ direction: Interaction.Direction = .outbound
  ) -> RedactedDraft {
    let isOutbound = direction == .outbound
    let rules = rules[api.name] ?? SecretRules(api: api, personal: personal)
    self.rules[api.name] = rules
    var sent = Redaction(pass, isOutbound ? .sent : .received, rules, url: draft.url)
    (sent.isAgain, sent.ignored) = (ignored != nil, ignored ?? [])
    swap(&sent.memory, &memory)
    sent.known = known.removeValue(forKey: api.name) ?? Redaction.Names()
    sent.seen = seen.sent
    var result = draft
    draft.redactRequest(&sent, &result)
    seen.sent = sent.seen
    var received = Redaction(pass, isOutbound ? .received : .sent, rules, url: draft.url)
    (received.isAgain, received.ignored) = (ignored != nil, ignored ?? [])
    swap(&received.memory, &sent.memory)
    swap(&received.known, &sent.known)
    let (captures, replacements, doubts) = (sent.captures, sent.replacements, sent.doubts)
    received.seen = seen.received
    draft.redactOutcome(&received, &result)
    seen.received = received.seen
    swap(&memory, &received.memory)
    known[api.name] = received.known
    return RedactedDraft(
      draft: result, captures: Captures(request: captures, response: received.captures),
      report: RedactionReport(
        replacements: replacements.map { $0.at("request") } + received.replacements.map { $0.at("response") },
        doubts: doubts.map { $0.at("request") } + received.doubts.map { $0.at("response") }))
  }

  /// How many secrets are known.
  var secretCount: Int { memory.secrets.count }

  /// What finds those that are known by now in content that is no text.
  var opaqueSearch: OpaqueSearch { OpaqueSearch(memory.secrets) }

  /// The first of the known secrets that is still in the draft.
  mutating func leak(in draft: ExchangeDraft) -> (place: String, rule: String)? {
    draft.first(unlessClearOf: memory.secrets.count) { memory.leak(in: $0) }.map { ($0.place, $0.result.rule) }
  }
}

extension RedactionSession {
  /// Sees that none of the known secrets is left.
  mutating func interaction(
    _ redacted: RedactedDraft, api: API, direction: Interaction.Direction = .outbound, recorded: Provenance,
    operation: String? = nil, afterLast: AfterLast? = nil
  ) throws(RedactionError) -> (interaction: Interaction, report: RedactionReport) {
    let clean = redacted.draft
    if let reason = clean.unstorable { throw .unstorable(reason) }
    if let leak = leak(in: clean) { throw .leak(place: leak.place, rule: leak.rule) }
    var recorded = recorded
    let (request, outcome) = (clean.storedRequest, clean.storedOutcome)
    do throws(CassetteError) {
      recorded.digests = Provenance.Digests(request: try request.body?.digest, response: try outcome.body?.digest)
    } catch {
      throw .unstorable(error.description)
    }
    let interaction = Interaction(
      api: api.name, operation: operation, direction: direction, request: request, outcome: outcome,
      recorded: recorded, afterLast: afterLast,
      captures: redacted.captures.standing(in: request, outcome, parsed: clean.documents).needed(for: clean))
    return (interaction, redacted.report)
  }
}

extension RedactionSession {
  /// An interaction that is stored already, without what is known by now and what the rules find. Nil where nothing
  /// changes. Its side files keep their names.
  public mutating func redactAgain(
    _ interaction: Interaction, api: API
  ) throws(CassetteError) -> (interaction: Interaction, report: RedactionReport)? {
    let draft = try ExchangeDraft(interaction)
    let old = interaction.captures ?? Captures(request: [], response: [])
    ignored = Set((old.request + old.response).map { Array($0.text.utf8) })
    defer { ignored = nil }
    let redacted = redact(draft, api: api, direction: interaction.direction)
    if redacted.report.replacements.isEmpty { return nil }
    var recorded = interaction.recorded
    let request = interaction.request.replacing(redacted.draft.storedRequest)
    let outcome = interaction.outcome.replacing(redacted.draft.storedOutcome)
    if try interaction.origin.name == recorded.origin.name {
      recorded.digests = Provenance.Digests(request: try request.body?.digest, response: try outcome.body?.digest)
    }
    let captures = Captures(
      request: old.request + redacted.captures.request, response: old.response + redacted.captures.response
    ).standing(in: request, outcome)
    var new = Interaction(
      name: interaction.name, api: interaction.api, operation: interaction.operation, direction: interaction.direction,
      request: request, outcome: outcome, recorded: recorded, afterLast: interaction.afterLast, captures: captures)
    // A name that was made of what is taken out goes, too.
    if let name = InteractionName.made(for: interaction, api), let other = InteractionName.made(for: new, api),
      name == interaction.name
    {
      new.name = other
    }
    return (new, redacted.report)
  }

  /// The same for an interaction in which something stands that is known by now. Nil where nothing does: what it gives
  /// away itself is no reason to change it, and is not remembered then.
  public mutating func takeOut(
    of interaction: Interaction, api: API
  ) throws(CassetteError) -> (interaction: Interaction, report: RedactionReport)? {
    var session = self
    guard let again = try session.redactAgain(interaction, api: api) else { return nil }
    let repeated = Set(again.report.replacements.filter(\.isRepetition).map(\.name))
    if repeated.isEmpty || !memory.secrets.contains(where: { repeated.contains($0.name) }) { return nil }
    self = session
    return again
  }

  /// What of that stays in an interaction all the same, because nothing can be put in its place: a member's name, say.
  /// Nil where nothing does.
  public mutating func remainder(in interaction: Interaction) throws(CassetteError) -> RedactionError? {
    leak(in: try ExchangeDraft(interaction)).map { .leak(place: $0.place, rule: $0.rule) }
  }
}

extension StoredRequest {
  /// The new content with the side file that there is.
  fileprivate func replacing(_ new: StoredRequest) -> StoredRequest {
    StoredRequest(
      method: new.method, url: new.url, headers: new.headers,
      body: body?.isLong ?? false ? body : new.body?.inFile(of: body))
  }
}

extension StoredOutcome {
  fileprivate func replacing(_ new: StoredOutcome) -> StoredOutcome {
    switch (self, new) {
    case (.response(let old), .response(let new)): .response(old.replacing(new))
    case (.failure(let old), .failure(let new)):
      .failure(
        StoredFailure(
          kind: new.kind, afterBytes: new.afterBytes, partial: new.partial.flatMap { old.partial?.replacing($0) }))
    default: new
    }
  }
}

extension StoredResponse {
  fileprivate func replacing(_ new: StoredResponse) -> StoredResponse {
    StoredResponse(
      status: new.status, reason: new.reason, headers: new.headers,
      body: body?.isLong ?? false ? body : new.body?.inFile(of: body),
      interim: new.interim, trailers: new.trailers)
  }
}

extension StoredBody {
  /// A body that becomes a file gets the name of the one that was there.
  fileprivate func inFile(of old: StoredBody?) -> StoredBody {
    guard case .file = form, case .file(let path) = old?.form else { return self }
    return StoredBody(content: content, form: .file(path), coding: coding)
  }
}

extension Captures {
  /// Nil where nothing was taken out and nothing in the request looks as if.
  fileprivate func needed(for draft: ExchangeDraft) -> Captures? {
    if !request.isEmpty || !response.isEmpty { return self }
    let marks = ["{{", "%7B", "%7b", "\\u007"].map { Array($0.utf8) }
    let looksSo = draft.firstInRequest { text in marks.first { text.firstIndex(of: $0) != nil } } != nil
    return looksSo ? self : nil
  }
}

struct RedactedDraft {
  let draft: ExchangeDraft
  let captures: Captures
  let report: RedactionReport
}

/// What was done to one exchange.
public struct RedactionReport: Hashable, Sendable {
  public let replacements: [Replacement]
  public let doubts: [Doubt]
}

extension Replacement {
  fileprivate func at(_ side: String) -> Replacement { Replacement(place: "/\(side)\(place)", name: name, rule: rule) }
}

extension Doubt {
  fileprivate func at(_ side: String) -> Doubt {
    Doubt(place: "/\(side)\(place)", reason: reason, api: api, remedy: remedy)
  }
}
