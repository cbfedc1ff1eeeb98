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
    fileprivate let seen: Seen
  }

  /// What learning saw of both sides.
  fileprivate typealias Seen = (sent: MessageGlance, received: MessageGlance)

  /// Finds out what is secret in an exchange. Its bodies must have been collected.
  public mutating func learn(
    _ exchange: Exchange, api: API, direction: Interaction.Direction = .outbound, coded: Redactor.Coded = .asSent,
    trailers: HeaderFields = []
  ) throws(RedactionError) -> Learnt {
    let draft = try ExchangeDraft(exchange, coded: coded, trailers: trailers)
    return Learnt(draft: draft, api: api, seen: learn(draft, api, direction))
  }

  /// The same exchange as an interaction, without what is known by now.
  public mutating func redact(
    _ learnt: Learnt, direction: Interaction.Direction = .outbound, recorded: Provenance, operation: String? = nil,
    afterLast: AfterLast? = nil
  ) throws(RedactionError) -> (interaction: Interaction, report: RedactionReport) {
    let redacted = replace(in: learnt.draft, learnt.api, learnt.seen, direction)
    let interaction = try interaction(
      redacted, api: learnt.api, direction: direction, recorded: recorded, operation: operation, afterLast: afterLast)
    return (interaction, redacted.report)
  }

  /// The same, for who needs no report.
  mutating func interaction(
    of learnt: Learnt, direction: Interaction.Direction, recorded: Provenance
  ) throws(RedactionError) -> Interaction {
    let redacted = replace(in: learnt.draft, learnt.api, learnt.seen, direction)
    return try interaction(redacted, api: learnt.api, direction: direction, recorded: recorded)
  }

  /// The exchange, of which nothing was learnt yet, without its secrets.
  mutating func redact(
    _ draft: ExchangeDraft, api: API, direction: Interaction.Direction = .outbound
  ) -> RedactedDraft {
    replace(in: draft, api, learn(draft, api, .outbound), direction)
  }

  /// Whether personal data got pseudonyms.
  public var madePseudonyms: Bool { memory.secrets.contains(where: \.isPersonal) }

  private mutating func learn(_ draft: ExchangeDraft, _ api: API, _ direction: Interaction.Direction) -> Seen {
    var redaction = Redaction(.learning, RedactionSession.side(direction), rules(of: api), url: draft.url)
    begin(&redaction, api)
    draft.showRequest(&redaction)
    let sent = redaction.seen
    redaction.turn(seeing: MessageGlance())
    draft.showOutcome(&redaction)
    end(&redaction, api)
    return (sent, redaction.seen)
  }

  private mutating func replace(
    in draft: ExchangeDraft, _ api: API, _ seen: Seen, _ direction: Interaction.Direction
  ) -> RedactedDraft {
    var draft = draft
    var redaction = Redaction(.replacing, RedactionSession.side(direction), rules(of: api), url: draft.url)
    begin(&redaction, api)
    redaction.seen = seen.sent
    draft.redactRequest(&redaction)
    let (captures, replacements, doubts) = (redaction.captures, redaction.replacements, redaction.doubts)
    redaction.turn(seeing: seen.received)
    draft.redactOutcome(&redaction)
    end(&redaction, api)
    return RedactedDraft(
      draft: draft, captures: Captures(request: captures, response: redaction.captures),
      replacements: (replacements, redaction.replacements), doubts: (doubts, redaction.doubts))
  }

  /// Of requests. A provider's webhook is sent to us: what it says must be parsed by who gets it, and our answer may differ.
  private static func side(_ direction: Interaction.Direction) -> Redaction.Side {
    direction == .outbound ? .sent : .received
  }

  private mutating func begin(_ redaction: inout Redaction, _ api: API) {
    (redaction.isAgain, redaction.ignored) = (ignored != nil, ignored ?? [])
    swap(&redaction.memory, &memory)
    if let index = known.index(forKey: api.name) { swap(&redaction.known, &known.values[index]) }
  }

  private mutating func end(_ redaction: inout Redaction, _ api: API) {
    swap(&memory, &redaction.memory)
    if let index = known.index(forKey: api.name) {
      swap(&redaction.known, &known.values[index])
    } else {
      known[api.name] = redaction.known
    }
  }

  private mutating func rules(of api: API) -> SecretRules {
    if let rules = rules[api.name] { return rules }
    let new = SecretRules(api: api, personal: personal)
    rules[api.name] = new
    return new
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
  ) throws(RedactionError) -> Interaction {
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
    return Interaction(
      api: api.name, operation: operation, direction: direction, request: request, outcome: outcome,
      recorded: recorded, afterLast: afterLast,
      captures: redacted.captures.standing(in: request, outcome, parsed: clean.documents).needed(for: clean))
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
    if redacted.isUnchanged { return nil }
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
