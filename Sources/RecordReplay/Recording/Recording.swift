public import EventLoop
import Files
public import HTTPModel
import JSONModel
import Locking

/// A cassette that is being recorded: what passed is redacted and appended to its journal, `interactions.jsonl`, in
/// batches on a thread of its own. The journal is a packed cassette: after a kill at any moment the cassette loads and
/// holds every exchange that a client saw the end of.
public final class Recording: Sendable {
  private let disk: EventLoop
  private let cassette: Cassette
  private let report: @Sendable ([RecordingEvent]) -> Void
  private let queue = Lock(Queue())
  private let writer: Lock<Writer>
  /// Of files that have no names yet.
  private let number = Numbers()

  private final class Numbers: Sendable {
    private let last = Lock(0)
    func next() -> Int {
      last.withLock { last in
        last += 1
        return last
      }
    }
  }
  /// Of what the cassette held before, by name.
  private let positions: [String: Int]

  private struct Queue {
    var jobs: [Job] = []
    var isWriting = false
  }

  /// A class, since it goes from hand to hand and a copy would count up all that it holds.
  final class Job: Sendable {
    let exchange: Exchange
    let trailers: HeaderFields
    let api: API
    let direction: Interaction.Direction
    let recorded: Provenance
    /// Long bodies that are in files already.
    let spooled: (request: SpooledBody?, response: SpooledBody?)
    /// The name of the earlier interaction that it takes the place of.
    let earlier: String?
    let done: CheckedContinuation<Void, Never>

    init(
      _ exchange: Exchange, trailers: HeaderFields, api: API, direction: Interaction.Direction, recorded: Provenance,
      spooled: (request: SpooledBody?, response: SpooledBody?), earlier: String?,
      done: CheckedContinuation<Void, Never>
    ) {
      (self.exchange, self.trailers, self.api, self.direction) = (exchange, trailers, api, direction)
      (self.recorded, self.spooled, self.earlier, self.done) = (recorded, spooled, earlier, done)
    }
  }

  struct Writer {
    var session: RedactionSession
    /// Those of what is there and of what comes.
    var apis: [API]
    var journal: AppendedFile
    var manifest: Manifest
    var number: Int
    /// What is on disk.
    var earlier = EarlierTexts()
    var counts = Counts()
    var failure: CassetteError?
    var long = LongBodies()
    /// Names of earlier inbound interactions that may come again.
    var expected: [String] = []
    /// Numbers of lines, and of the earlier interactions whose places they take when the recording ends. Until then
    /// both are there, so that a kill loses neither.
    var replaced: [Int: Int] = [:]
  }

  /// What came of a recording so far.
  public struct Counts: Hashable, Sendable {
    /// New ones.
    public var kept = 0
    /// In the place of earlier ones, and of those that stayed since they said the same.
    public var changed = 0, unchanged = 0
    /// Answered from the cassette.
    public var replayed = 0
    public var refused = 0, skipped = 0

    /// What is in the cassette now because it was recorded.
    public var recorded: Int { kept + changed + unchanged }
  }

  /// Begins to record behind what a cassette holds; a new one is made. `session` knows what is secret, and with which
  /// key pseudonyms are made; `isAnew` says that what the cassette holds is recorded again, so that names of secrets in
  /// it are given again, too. `apis` say what is secret in what is there. `report` is told of each exchange once, in
  /// the order in which they are kept, of several at a time where they were written together. Throws where another
  /// recorder has the cassette, and where it cannot be written.
  public init(
    into cassette: Cassette, session: RedactionSession, isAnew: Bool = false, apis: [API] = [], on disk: EventLoop,
    report: @escaping @Sendable ([RecordingEvent]) -> Void = { _ in }
  ) throws(CassetteError) {
    self.cassette = cassette
    self.disk = disk
    self.report = report
    let folder = Folder(cassette.path)
    var session = session
    var earlier = EarlierTexts()
    var expected: [String] = []
    for position in 0..<cassette.count {
      let interaction = try cassette.interaction(at: position)
      if isAnew, interaction.direction == .inbound { expected.append(interaction.name) }
      if !isAnew { session.reserve(interaction) }
      try earlier.note(interaction)
    }
    positions = Dictionary((0..<cassette.count).map { (cassette.name(at: $0), $0) }) { first, _ in first }
    let journal = try PackedStore.journal(in: folder)
    // Nobody else is writing: whoever did had the journal.
    try? PendingFile.removeAll(below: "bodies", of: folder)
    var manifest = cassette.manifest
    manifest.complete = false
    try folder.write(manifest)
    writer = Lock(
      Writer(
        session: session, apis: apis, journal: journal, manifest: manifest, number: cassette.lastNumber,
        earlier: earlier, expected: expected))
  }

  /// Keeps an exchange, in the place of the `earlier` interaction with this name where there is one: it is on disk, or
  /// reported as skipped, when this returns. Bodies must have been collected.
  func keep(
    _ exchange: Exchange, trailers: HeaderFields, api: API, direction: Interaction.Direction = .outbound,
    recorded: Provenance, inPlaceOf earlier: String? = nil,
    spooled: (request: SpooledBody?, response: SpooledBody?) = (nil, nil)
  ) async {
    await withCheckedContinuation { done in
      let job = Job(
        exchange, trailers: trailers, api: api, direction: direction, recorded: recorded, spooled: spooled,
        earlier: earlier, done: done)
      let begins = queue.withLock { queue in
        queue.jobs.append(job)
        defer { queue.isWriting = true }
        return !queue.isWriting
      }
      if begins { disk.call { self.writeAll() } }
    }
  }

  /// Says that an exchange passed that is not kept. `isComplete` says that the cassette lacks nothing for it.
  func skip(
    _ method: HTTPMethod, api: API, direction: Interaction.Direction = .outbound, status: Int?, reason: String,
    isComplete: Bool = false
  ) async {
    if !isComplete { writer.withLock { $0.counts.skipped += 1 } }
    report([
      RecordingEvent(
        method: method, api: api.name, direction: direction, url: nil, result: status.map { "\($0)" } ?? "-", bytes: 0,
        at: nil, duration: nil, fate: .skipped(reason))
    ])
  }

  /// Says that a request was answered by the recorder itself. Of its URL only the origin is said: the rest may hold
  /// secrets.
  func refuse(_ request: Request, api: API? = nil, reason: String) {
    writer.withLock { $0.counts.refused += 1 }
    report([
      RecordingEvent(
        method: request.method, api: api?.name, direction: .outbound, url: "\(request.origin)", result: nil, bytes: 0,
        at: nil, duration: nil, fate: .refused(reason))
    ])
  }

  /// Says that a request's body ended before it was whole, so that nothing of the request went on. Nothing is missing
  /// from the cassette for it. `api` is the name of the one that it was for; nil where it was for none.
  public func tell(
    ofCutOff request: Request, _ failure: TransportFailure, api: String?, isInbound: Bool = false
  ) {
    let cause = failure.kind == .cancelled ? "the client went away" : failure.text
    report([
      RecordingEvent(
        method: request.method, api: api, direction: isInbound ? .inbound : .outbound, url: nil, result: "-", bytes: 0,
        at: nil, duration: nil, fate: .skipped("\(cause) before its request was whole; it went nowhere"))
    ])
  }

  /// Says that a request was answered from the interaction with this name.
  func tell(ofReplayed name: String) {
    writer.withLock { $0.counts.replayed += 1 }
    if let interaction = earlier(name) { report([RecordingEvent(interaction, .replayed(name))]) }
  }

  /// An interaction that the cassette held before; nil where it held none of this name, or it cannot be read any more.
  func earlier(_ name: String) -> Interaction? {
    positions[name].flatMap { try? cassette.interaction(at: $0) }
  }

  /// On the disk's thread, until nothing waits.
  private func writeAll() {
    while true {
      let jobs = queue.withLock { queue in
        let jobs = queue.jobs
        queue.jobs = []
        if jobs.isEmpty { queue.isWriting = false }
        return jobs
      }
      if jobs.isEmpty { return }
      let events = writer.withLock { $0.write(jobs, of: self) }
      report(events)
      for job in jobs { job.done.resume() }
    }
  }

  public var counts: Counts { writer.withLock(\.counts) }

  /// Why nothing more is kept: the disk is full, say. What was kept before is.
  public var failure: CassetteError? { writer.withLock(\.failure) }

  /// What ends it needs.
  var ending: (writer: Writer, wasComplete: Bool) {
    (writer.withLock(\.self), cassette.count == 0 || cassette.manifest.complete)
  }

  /// At the end some turned out to hold secrets.
  func countDropped(_ count: Int) { writer.withLock { $0.countDropped(count) } }

  var path: String { cassette.path }

  /// Where long bodies go.
  func storage(maxBytes: Int) -> BodyKeeper.Storage {
    let number = number, folder = Folder(path)
    return BodyKeeper.Storage(
      disk: disk,
      open: { () throws(FileError) in try PendingFile("\(number.next())", below: "bodies", of: folder) },
      maxBytes: maxBytes)
  }
}
