import ContentCoding
public import HTTPModel
import Locking

/// Answers from a cassette, and from nothing else: it holds no client, so replay cannot reach the network.
///
/// Its counters and misses, and what its client sent where an interaction has captures, are those of one session; `fresh`
/// makes another one. It answers at once: whoever may ask with
/// a streamed body puts a `BodyCollector` in front.
public final class Replayer: Responder {
  public let cassette: Cassette
  let apis: [API]
  private let finder: APIFinder
  let matcher: Matcher
  private let outcomes: PreparedOutcomes
  /// Why nothing can be answered: what was there when the cassette was opened could not be read again.
  private let damage: CassetteError?
  /// By index of the interaction: what follows where it is the last of its sequence.
  private let afterLast: [AfterLast]
  let redactor = Redactor()
  private let state = Lock(SequenceState())
  /// What its client sent in the holes of interactions.
  private let clientValues = Lock(ClientValues())
  private let missLog: MissLog
  let journal = RequestJournal(limit: 100_000)
  private let missRoom: Lock<MissLog.Room>
  private let outboundCount: Int
  /// Whether a preflight that was never recorded is answered by what the answer to the request itself says.
  private let answersPreflights: Bool

  /// The longest request body that is compared; a longer one is a miss, and so is one that is a stream still.
  public static let maxBodyBytes = StoredRequest.maxComparedBytes
  /// Misses beyond this many are answered but not kept.
  public static let maxMissesKept = 1000
  /// The same for all sessions of a cassette together.
  static let maxMissesKeptInAll = 10_000
  /// What of misses all sessions of a cassette together keep, in bytes of text.
  static let maxMissBytesKeptInAll = 32 << 20
  /// Of a miss's URL more is not kept.
  static let maxURLBytes = 2000

  /// `afterLast` goes before what interactions and manifest say, `defaultAfterLast` comes after them. Where misses are
  /// recorded, preflights must be matched as all other requests are.
  public init(
    cassette: Cassette, apis: [API], afterLast: AfterLast? = nil, defaultAfterLast: AfterLast = .miss,
    answersPreflights: Bool = true
  ) {
    self.cassette = cassette
    self.answersPreflights = answersPreflights
    self.apis = apis
    self.afterLast = (0..<cassette.count).map {
      afterLast ?? cassette.afterLast(at: $0) ?? cassette.manifest.afterLast ?? defaultAfterLast
    }
    finder = APIFinder(apis)
    do throws(CassetteError) {
      (matcher, damage) = (try cassette.matcher(for: apis), nil)
    } catch {
      (matcher, damage) = (Matcher(apis: apis), error)
    }
    outcomes = PreparedOutcomes(cassette, matcher)
    outboundCount = (0..<cassette.count).count { cassette.direction(at: $0) == .outbound }
    missRoom = Lock(MissLog.Room(misses: Replayer.maxMissesKeptInAll, bytes: Replayer.maxMissBytesKeptInAll))
    missLog = MissLog(limit: Replayer.maxMissesKept, room: missRoom)
  }

  private init(freshFrom other: Replayer) {
    cassette = other.cassette
    apis = other.apis
    matcher = other.matcher
    outcomes = other.outcomes
    damage = other.damage
    afterLast = other.afterLast
    finder = other.finder
    missRoom = other.missRoom
    outboundCount = other.outboundCount
    answersPreflights = other.answersPreflights
    missLog = MissLog(limit: Replayer.maxMissesKept, room: missRoom)
  }

  /// The same cassette with counters and misses of its own. Costs next to nothing.
  public func fresh() -> Replayer { Replayer(freshFrom: self) }

  /// Forgets what was asked.
  public func reset() {
    state.withLock { $0 = SequenceState() }
    clientValues.withLock { $0 = ClientValues() }
    missLog.clear()
    journal.clear()
  }

  /// In the order in which they happened; at most `maxMissesKept`.
  public var misses: [Miss] { missLog.kept }
  /// All of them.
  public var missCount: Int { missLog.count }
  public var requestCount: Int { state.withLock { $0.requests } }

  /// Indices of the interactions that somebody got.
  var used: Set<Int> { state.withLock { $0.used } }

  /// Names of the outbound interactions that nobody got, in order.
  public var unused: [String] { cassette.names(of: .outbound, besides: used) }
  /// Their number, which costs no look at them.
  var unusedCount: Int { outboundCount - state.withLock { $0.usedCount } }

  /// Names of the interactions whose request was sent, but not so often that they were given. In order.
  public var passedOver: [String] {
    let used = used
    let indices = matcher.rows.map(\.indices).filter { row in row.contains(where: used.contains) }
    return Set(indices.joined()).subtracting(used).sorted().map(cassette.name)
  }

  public func respond(to request: Request) -> Answer { .now(outcome(to: request)) }

  private func tooLong(_ request: Request) -> Outcome {
    var request = request
    request.body = .empty
    state.withLock { $0.countMiss() }
    return miss(request, api: finder.find(request.origin, request.target)?.index, .bodyTooLong)
  }

  private func outcome(to request: Request) -> Outcome {
    guard case .bytes(let bytes) = request.body, bytes.count <= Replayer.maxBodyBytes else { return tooLong(request) }
    guard let (api, target) = finder.find(request.origin, request.target) else {
      state.withLock { $0.countMiss() }
      return miss(request, api: nil, meant: lostPrefix(of: request, bytes))
    }
    if let damage { return miss(request, api: api, .unreadable, damage: damage.description) }
    let body = request.decoded(bytes)
    var found = matcher.find(request.method, target, request.headers, body, api: api)
    if found == .none, matcher.isRedactionNeeded(api: api) {
      // Where a secret stands inside a longer text, only the redacted request is equal to the recorded one.
      found = matcher.find(redactor.stored(request, api: apis[api]), api: api, load: recordedRequest)
    }
    let preflight = answersPreflights ? Preflight(request.method, request.headers) : nil
    var refusal: Miss.Closest?
    if let preflight {
      switch answer(to: preflight, request, found: matcher.indices(of: found), api: api) {
      case .recorded(let indices): found = .list(indices)
      case .made(let response): return .response(response)
      case .none(let closest): refusal = closest
      }
    }
    guard let last = matcher.last(of: found) else {
      state.withLock { $0.countMiss() }
      return miss(
        request, api: api,
        request.upgrade != nil ? .switchesProtocol : request.isPreflight ? .preflight : .neverRecorded,
        refusal: refusal)
    }
    // How often a browser asks is for its cache to say.
    let rule = preflight != nil && afterLast[last] == .miss ? .repeatLast : afterLast[last]
    let chosen = state.withLock { state in
      state.choose(found, of: matcher, afterLast: rule)
    }
    guard let chosen else { return miss(request, api: api, usedUp: last) }
    do throws(CassetteError) {
      let answer = try answer(
        chosen, to: request, CaptureSource(target: target, headers: request.headers, body: .bytes(body)))
      switch answer {
      case .outcome(let outcome):
        journal.add(interaction: chosen)
        return outcome
      case .bodyMissing(let reason): return miss(request, api: api, .bodyMissing, at: chosen, damage: reason)
      case .notModified: return miss(request, api: api, .notModified, at: chosen)
      case .switchedProtocol: return miss(request, api: api, .switchesProtocol, at: chosen)
      }
    } catch {
      return miss(request, api: api, .unreadable, damage: error.description)
    }
  }

  /// `source` is what the client sent.
  private func answer(
    _ index: Int, to request: Request, _ source: @autoclosure () -> CaptureSource
  ) throws(CassetteError) -> PreparedOutcome.Given {
    let prepared = try outcomes.outcome(at: index)
    guard let substitution = prepared.substitution else { return try prepared.given(to: request) }
    let sent = substitution.sent(source())
    let values = clientValues.withLock { values in
      for (name, value) in sent { values.remember(value, of: name) }
      return substitution.values(from: values)
    }
    return try (substitution.outcome(values) ?? prepared).given(to: request)
  }

  /// The API that has an interaction for a request which names none: at our own address a base URL's path was lost.
  private func lostPrefix(of request: Request, _ body: [UInt8]) -> String? {
    guard request.origin.isLoopback, request.target.bytes.first == UInt8(ascii: "/") else { return nil }
    let body = request.decoded(body)
    let fitting = apis.indices.first { api in
      matcher.find(request.method, request.target.bytes[...], request.headers, body, api: api) != .none
    }
    return (fitting ?? apis.indices.first { hasResource(of: request, $0) }).map { apis[$0].name }
  }

  /// Whether the API has an interaction with the request's method and path, whatever else differs.
  private func hasResource(of request: Request, _ api: Int) -> Bool {
    guard let host = apis[api].hosts.first else { return false }
    var asked = request
    asked.origin = host.origin
    asked.target = Target(Array(host.path) + request.target.bytes)
    let stored = redactor.stored(asked, api: apis[api])
    let closest = matcher.closest(to: stored, received: { nil }, api: api, load: recordedRequest)
    return closest.map { !$0.mismatches.contains { ["/method", "/url"].contains($0.pointer) } } ?? false
  }

  func recordedRequest(_ index: Int) -> (request: StoredRequest, captures: [Capture]?)? {
    guard let interaction = try? cassette.interaction(at: index) else { return nil }
    return (interaction.request, interaction.captures?.request)
  }

  func received(_ request: Request, api: Int) -> ReceivedRequest? {
    guard case .bytes(let bytes) = request.body, let (_, target) = finder.find(request.origin, request.target) else {
      return nil
    }
    return ReceivedRequest(request.method, target, request.headers, request.decoded(bytes), matcher.rules[api])
  }

  private var knownAPIs: [Miss.KnownAPI] {
    apis.compactMap { api in api.hosts.first.map { Miss.KnownAPI(name: api.name, url: "\($0)") } }
  }

  private func miss(
    _ request: Request, api: Int?, _ reason: Miss.Reason = .neverRecorded, usedUp: Int? = nil, at index: Int? = nil,
    meant: String? = nil, damage: String? = nil, refusal: Miss.Closest? = nil
  ) -> Outcome {
    let redactionAPI = api.map { apis[$0] } ?? API(name: "unknown", hosts: [])
    let stored = redactor.stored(request, api: redactionAPI)
    var closest = refusal
    var nearest = usedUp ?? index
    if let usedUp = usedUp ?? index {
      closest = Miss.Closest(interaction: cassette.name(at: usedUp), mismatches: [])
    } else if reason == .neverRecorded, let api,
      let found = matcher.closest(
        to: stored, received: { received(request, api: api) }, api: api, load: recordedRequest)
    {
      closest = Miss.Closest(interaction: cassette.name(at: found.index), mismatches: found.mismatches)
      nearest = found.index
    }
    var url = stored.url
    // The client sends there what it keeps secret, though nothing in its request says so.
    if let nearest, let recorded = recordedRequest(nearest), let captures = recorded.captures {
      url = AbsoluteURL(origin: url.origin, target: url.target.shown(with: captures, of: recorded.request.url.target))
    }
    let miss = Miss(
      reason: usedUp == nil ? reason : .usedUp, method: request.method.rawValue,
      url: RequestFacts.shown("\(url)", limit: Replayer.maxURLBytes), api: api.map { apis[$0].name },
      cassette: cassette.path,
      closest: closest, apis: api == nil ? knownAPIs : [], meant: meant, damage: damage)
    journal.add(miss: missLog.add(miss))
    return .miss(miss)
  }
}

extension Request {
  /// What is left of the body when content codings are undone, in the form in which it is compared. One that cannot be
  /// undone, or becomes longer than bodies may be, stays.
  fileprivate func decoded(_ bytes: [UInt8]) -> [UInt8] {
    if bytes.isEmpty { return bytes }
    let plain =
      headers.first("content-encoding").flatMap { try? Coding.undo($0, of: bytes, limit: Replayer.maxBodyBytes) }
      ?? bytes
    return MultipartParts.comparable(plain, type: headers.firstValue("content-type"))
  }
}
