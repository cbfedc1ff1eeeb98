public import HTTPModel
import Locking

/// One test's private view of a cassette: its own counters, its own misses.
public struct Session: Sendable {
  public let name: SessionName
  public let replayer: Replayer
  /// Stands before the replayer; nil where the server has no faults.
  let faults: FaultInjector?
  /// The replayer with what stands before it.
  let responder: any Responder
}

/// The sessions that share one cassette. There is always `default`, for whoever names none.
public final class Sessions: Sendable {
  /// More sessions than this are refused. Who never ends one should know.
  public static let limit = 1000
  /// What is kept of the misses of sessions that were reset or ended, in bytes of text.
  static let maxPastMissBytes = 4 << 20

  private let cassette: Replayer
  private let limit: Int
  private let faults: FaultPlan?
  private let beginsByRequest: Bool
  private let wrap: @Sendable (SessionName, any Responder) -> any Responder
  public let standard: Session
  private let state = Lock(State())

  private struct State: Sendable {
    var sessions: [SessionName: Session] = [:]
    /// In the order in which they began.
    var order: [SessionName] = []
    var number = 0
    /// Of what was reset or ended.
    var past = Past()
  }

  private struct Past: Sendable {
    var missCount = 0
    /// At most `Replayer.maxMissesKept`, and of `maxPastMissBytes`.
    var misses: [(session: SessionName, miss: Miss)] = []
    var missBytes = 0
    /// Indices of interactions.
    var used: Set<Int> = []
    /// By rule of the faults; empty where nothing acted.
    var faults: [Int] = []
  }

  public enum Refusal: Error, Hashable, Sendable {
    case exists(SessionName)
    case unknown(SessionName)
    /// The same where no request begins a session.
    case over(SessionName)
    case tooMany(limit: Int)
    /// The default session lasts as long as the server.
    case cannotEnd
  }

  /// `replayer` is that of the default session. `wrap` makes what answers in the session of a name of its replayer, or
  /// of the faults that stand before it. Without `beginsByRequest` a request that names a session which nobody has
  /// begun is refused.
  public init(
    _ replayer: Replayer, limit: Int = Sessions.limit, faults: FaultPlan? = nil, beginsByRequest: Bool = true,
    answering wrap: @escaping @Sendable (SessionName, any Responder) -> any Responder = {
      BodyCollector(answering: $1, digestsLong: true)
    }
  ) {
    cassette = replayer
    self.limit = limit
    self.faults = faults
    self.beginsByRequest = beginsByRequest
    self.wrap = wrap
    standard = Sessions.session(.standard, replayer, faults, wrap)
  }

  private static func session(
    _ name: SessionName, _ replayer: Replayer, _ faults: FaultPlan?,
    _ wrap: @Sendable (SessionName, any Responder) -> any Responder
  ) -> Session {
    let injector = faults.map { FaultInjector($0, answering: replayer) }
    return Session(name: name, replayer: replayer, faults: injector, responder: wrap(name, injector ?? replayer))
  }

  /// The default one first, then in the order in which they began.
  public var all: [Session] {
    let others = state.withLock { state in state.order.compactMap { state.sessions[$0] } }
    return [standard] + others
  }

  public func session(_ name: SessionName) throws(Refusal) -> Session {
    if name == .standard { return standard }
    guard let found = state.withLock({ $0.sessions[name] }) else { throw .unknown(name) }
    return found
  }

  /// The session with this name; the first request that names one begins it.
  func sessionBeginning(_ name: SessionName) throws(Refusal) -> Session {
    if name == .standard { return standard }
    return try state.withLock { state throws(Refusal) in
      if let found = state.sessions[name] { return found }
      guard beginsByRequest else { throw .over(name) }
      return try add(name, to: &state)
    }
  }

  /// Nil makes a name.
  public func begin(_ name: SessionName?) throws(Refusal) -> Session {
    try state.withLock { state throws(Refusal) in
      if let name {
        guard name != .standard, state.sessions[name] == nil else { throw .exists(name) }
        return try add(name, to: &state)
      }
      repeat { state.number += 1 } while state.sessions[.numbered(state.number)] != nil
      return try add(.numbered(state.number), to: &state)
    }
  }

  /// Begins a session in which `responder` answers, from the cassette of `replayer` or beside it. Faults of the others
  /// are not its own.
  public func begin(
    _ name: SessionName, replaying replayer: Replayer, answering responder: any Responder
  ) throws(Refusal) -> Session {
    try state.withLock { state throws(Refusal) in
      guard name != .standard, state.sessions[name] == nil else { throw .exists(name) }
      return try add(Session(name: name, replayer: replayer, faults: nil, responder: responder), to: &state)
    }
  }

  /// Counters and misses as at its beginning.
  @discardableResult
  public func reset(_ name: SessionName) throws(Refusal) -> Session {
    let session = try session(name)
    remember(session)
    session.replayer.reset()
    session.faults?.reset()
    return session
  }

  /// Gives the session as it was. Requests of it that are under way are answered still.
  public func end(_ name: SessionName) throws(Refusal) -> Session {
    if name == .standard { throw .cannotEnd }
    let ended = state.withLock { state -> Session? in
      guard let session = state.sessions.removeValue(forKey: name) else { return nil }
      state.order.removeAll { $0 == name }
      return session
    }
    guard let ended else { throw .unknown(name) }
    remember(ended)
    return ended
  }

  /// Ends all but the default one.
  @discardableResult
  public func endAll() -> [Session] {
    let ended = state.withLock { state in
      defer { (state.sessions, state.order) = ([:], []) }
      return state.order.compactMap { state.sessions[$0] }
    }
    for session in ended { remember(session) }
    return ended
  }

  /// Misses of all sessions, ended ones included.
  public var missCount: Int {
    all.reduce(state.withLock { $0.past.missCount }) { $0 + $1.replayer.missCount }
  }

  /// Misses of all sessions, each with its session: first those of sessions that were reset or ended, then the others.
  /// Not all are kept.
  public var misses: [(session: SessionName, miss: Miss)] {
    state.withLock(\.past.misses) + all.flatMap { session in session.replayer.misses.map { (session.name, $0) } }
  }

  /// Names of the outbound interactions that nobody got in any session, ended ones included.
  public var unused: [String] {
    let used = all.reduce(state.withLock { $0.past.used }) { $0.union($1.replayer.used) }
    return cassette.cassette.names(of: .outbound, besides: used)
  }

  /// How often each rule of the faults acted in all sessions, ended ones included.
  public var faultCounts: [(rule: FaultRule, count: Int)] {
    guard let faults else { return [] }
    let zeros = [Int](repeating: 0, count: faults.rules.count)
    let past = state.withLock(\.past.faults)
    return Array(zip(faults.rules, Sessions.sum([zeros, past] + all.compactMap { $0.faults?.counts })))
  }

  private func add(_ name: SessionName, to state: inout State) throws(Refusal) -> Session {
    try add(Sessions.session(name, cassette.fresh(), faults, wrap), to: &state)
  }

  private func add(_ session: Session, to state: inout State) throws(Refusal) -> Session {
    guard state.sessions.count < limit else { throw .tooMany(limit: limit) }
    state.sessions[session.name] = session
    state.order.append(session.name)
    return session
  }

  private func remember(_ session: Session) {
    // Indices of another cassette's interactions say nothing of this one's.
    guard session.replayer.cassette.path == cassette.cassette.path else { return }
    let used = session.replayer.used, faults = session.faults?.counts ?? []
    let missCount = session.replayer.missCount, misses = session.replayer.misses
    state.withLock { state in
      state.past.missCount += missCount
      for miss in misses {
        guard state.past.misses.count < Replayer.maxMissesKept,
          state.past.missBytes + miss.size <= Sessions.maxPastMissBytes
        else { break }
        state.past.misses.append((session.name, miss))
        state.past.missBytes += miss.size
      }
      state.past.used.formUnion(used)
      state.past.faults = Sessions.sum([state.past.faults, faults])
    }
  }

  private static func sum(_ counts: [[Int]]) -> [Int] {
    counts.reduce([]) { sum, next in
      (0..<max(sum.count, next.count)).map { (index: Int) in
        (index < sum.count ? sum[index] : 0) + (index < next.count ? next[index] : 0)
      }
    }
  }
}
