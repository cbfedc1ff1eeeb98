import ContentCoding
public import HTTPModel
import Locking

/// Answers from a cassette, and from nothing else: it holds no client, so replay cannot reach the network.
public struct Replayer: Responder {
  public let cassette: Cassette
  private let apis: [API]
  private let matcher: Matcher
  private let outcomes: [PreparedOutcome]
  private let afterLast: AfterLast?, defaultAfterLast: AfterLast
  private let redactor = Redactor()
  private let state = Lock(State())
  private let missLog: MissLog
  /// How many more misses all sessions together may keep.
  private let missRoom: Lock<Int>

  /// What the requests of one session share.
  private struct State: Sendable {
    /// By index of the interaction; empty before the first.
    var uses: [UInt32] = []
    var requests = 0
  }

  /// The longest request body that is compared.
  public static let maxBodyBytes = 8 << 20
  /// Misses beyond this many are answered but not kept.
  public static let maxMissesKept = 1000
  /// The same for all sessions of a cassette together.
  static let maxMissesKeptInAll = 10_000

  /// `afterLast` goes before what interactions and manifest say, `defaultAfterLast` comes after them.
  public init(
    cassette: Cassette, apis: [API], afterLast: AfterLast? = nil, defaultAfterLast: AfterLast = .miss
  ) {
    self.cassette = cassette
    self.apis = apis
    self.afterLast = afterLast
    self.defaultAfterLast = defaultAfterLast
    matcher = Matcher(cassette.interactions, apis: apis)
    outcomes = cassette.interactions.map(PreparedOutcome.init)
    missRoom = Lock(Replayer.maxMissesKeptInAll)
    missLog = MissLog(limit: Replayer.maxMissesKept, room: missRoom)
  }

  private init(freshFrom other: Replayer) {
    cassette = other.cassette
    apis = other.apis
    matcher = other.matcher
    outcomes = other.outcomes
    afterLast = other.afterLast
    defaultAfterLast = other.defaultAfterLast
    missRoom = other.missRoom
    missLog = MissLog(limit: Replayer.maxMissesKept, room: missRoom)
  }

  /// The same cassette with counters and misses of its own. Costs next to nothing.
  public func fresh() -> Replayer { Replayer(freshFrom: self) }

  /// Forgets what was asked.
  public func reset() {
    state.withLock { $0 = State() }
    missLog.clear()
  }

  public var interactions: [Interaction] { cassette.interactions }
  /// In the order in which they happened; at most `maxMissesKept`.
  public var misses: [Miss] { missLog.kept }
  /// All of them.
  public var missCount: Int { missLog.count }
  public var requestCount: Int { state.withLock { $0.requests } }

  /// Names of the outbound interactions that nobody got, in order.
  public var unused: [String] {
    let uses = state.withLock { $0.uses }
    return cassette.interactions.indices.compactMap { index in
      let isUsed = uses.isEmpty ? false : uses[index] > 0
      return cassette.interactions[index].direction == .outbound && !isUsed ? cassette.interactions[index].name : nil
    }
  }

  public func respond(to request: Request) async -> Outcome {
    var request = request
    switch await request.body.collected(limit: Replayer.maxBodyBytes) {
    case .success(let body): request.body = .bytes(body.bytes)
    case .failure(let failure): return .failure(failure)
    }
    guard let api = apis.api(for: request.url) else {
      state.withLock { $0.requests += 1 }
      return miss(request, api: nil)
    }
    let received = NormalRequest(request, api: api)
    var candidates = matcher.candidates(for: received)
    if candidates.isEmpty {
      // Where a secret stands inside a longer text, only the redacted request is equal to the recorded one.
      candidates = matcher.candidates(for: NormalRequest(redactor.stored(request, api: api), api: api))
    }
    guard let last = candidates.last else {
      state.withLock { $0.requests += 1 }
      return miss(request, api: api)
    }
    let rule = afterLast ?? cassette.interactions[last].afterLast ?? cassette.manifest.afterLast ?? defaultAfterLast
    let chosen = state.withLock { state -> Int? in
      state.requests += 1
      if state.uses.isEmpty { state.uses = Array(repeating: 0, count: outcomes.count) }
      guard let index = Replayer.choose(candidates, uses: state.uses, afterLast: rule) else { return nil }
      state.uses[index] &+= 1
      return index
    }
    guard let chosen else { return miss(request, api: api, usedUp: last) }
    return outcomes[chosen].outcome(to: request)
  }

  /// The first that nobody got yet; after the last, what the rule says.
  private static func choose(_ candidates: [Int], uses: [UInt32], afterLast: AfterLast) -> Int? {
    if let fresh = candidates.first(where: { uses[$0] == 0 }) { return fresh }
    return switch afterLast {
    case .miss: nil
    case .repeatLast: candidates.last
    case .loop: candidates.min { uses[$0] < uses[$1] }
    }
  }

  private func miss(_ request: Request, api: API?, usedUp: Int? = nil) -> Outcome {
    let redactionAPI = api ?? API(name: "unknown", hosts: [])
    let stored = redactor.stored(request, api: redactionAPI)
    var closest: Miss.Closest?
    if let usedUp {
      closest = Miss.Closest(interaction: cassette.interactions[usedUp].name, mismatches: [])
    } else if let found = matcher.closest(to: NormalRequest(stored, api: redactionAPI)) {
      closest = Miss.Closest(interaction: cassette.interactions[found.index].name, mismatches: found.mismatches)
    }
    let miss = Miss(
      reason: usedUp == nil ? .neverRecorded : .usedUp, method: request.method.rawValue,
      url: NormalRequest.shown("\(stored.url)", limit: 2000),
      api: api?.name, cassette: cassette.path, closest: closest)
    missLog.add(miss)
    return .miss(miss)
  }
}

extension NormalRequest {
  /// Of a request whose body was collected. A content coding that can be undone is.
  fileprivate init(_ request: Request, api: API) {
    var body: [UInt8] = []
    if case .bytes(let bytes) = request.body { body = bytes }
    if let value = request.headers.first("content-encoding"), let codings = try? Coding.list(value) {
      body = codings.reversed().reduce(body) { bytes, coding in (try? coding.decode(bytes)) ?? bytes }
    }
    self.init(method: request.method, url: request.url, headers: request.headers, body: body, api: api)
  }
}
