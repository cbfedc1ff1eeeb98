public import EventLoop
import Files
import HTTPModel
import JSONModel
import Locking

/// A cassette that is being recorded: what passed is redacted and appended to its journal, `interactions.jsonl`, in
/// batches on a thread of its own. The journal is a packed cassette: after a kill at any moment the cassette loads and
/// holds every exchange that a client saw the end of.
public final class Recording: Sendable {
  private let disk: EventLoop
  private let cassette: Cassette
  private let report: @Sendable (RecordingEvent) -> Void
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

  private struct Queue {
    var jobs: [Job] = []
    var isWriting = false
  }

  fileprivate struct Job {
    let exchange: Exchange
    let trailers: HeaderFields
    let api: API
    let direction: Interaction.Direction
    let recorded: Provenance
    let spooled: SpooledBody?
    let done: CheckedContinuation<Void, Never>
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
  }

  /// What came of a recording so far.
  public struct Counts: Hashable, Sendable {
    public var kept = 0, skipped = 0
  }

  /// Begins to record behind what a cassette holds; a new one is made. `session` knows what is secret, and with which
  /// key pseudonyms are made; `apis` say what is secret in what is there. `report` is called once for each exchange, in the order in which they are kept. Throws
  /// where another recorder has the cassette, and where it cannot be written.
  public init(
    into cassette: Cassette, session: RedactionSession, apis: [API] = [], on disk: EventLoop,
    report: @escaping @Sendable (RecordingEvent) -> Void = { _ in }
  ) throws(CassetteError) {
    self.cassette = cassette
    self.disk = disk
    self.report = report
    let folder = Folder(cassette.path)
    var session = session
    var earlier = EarlierTexts()
    for position in 0..<cassette.count {
      let interaction = try cassette.interaction(at: position)
      session.reserve(interaction)
      try earlier.note(interaction)
    }
    let journal = try PackedStore.journal(in: folder)
    // Nobody else is writing: whoever did had the journal.
    try? PendingFile.removeAll(below: "bodies", of: folder)
    var manifest = cassette.manifest
    manifest.complete = false
    try folder.write(manifest)
    writer = Lock(
      Writer(
        session: session, apis: apis, journal: journal, manifest: manifest, number: cassette.lastNumber,
        earlier: earlier))
  }

  /// Keeps an exchange: it is on disk, or reported as skipped, when this returns. Bodies must have been collected.
  func keep(
    _ exchange: Exchange, trailers: HeaderFields, api: API, direction: Interaction.Direction = .outbound,
    recorded: Provenance, spooled: SpooledBody? = nil
  ) async {
    await withCheckedContinuation { done in
      let job = Job(
        exchange: exchange, trailers: trailers, api: api, direction: direction, recorded: recorded,
        spooled: spooled, done: done)
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
    report(
      RecordingEvent(
        method: method, api: api.name, direction: direction, url: nil, result: status.map { "\($0)" } ?? "-", bytes: 0,
        duration: nil,
        fate: .skipped(reason)))
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
      for event in writer.withLock({ $0.write(jobs, in: Folder(cassette.path)) }) { report(event) }
      for job in jobs { job.done.resume() }
    }
  }

  public var counts: Counts { writer.withLock(\.counts) }

  /// Why nothing more is kept: the disk is full, say. What was kept before is.
  public var failure: CassetteError? { writer.withLock(\.failure) }

  /// What ends it needs.
  var ending:
    (session: RedactionSession, manifest: Manifest, journal: AppendedFile, wasComplete: Bool, long: LongBodies)
  {
    writer.withLock { writer in
      let wasComplete = cassette.count == 0 || cassette.manifest.complete
      return (writer.session, writer.manifest, writer.journal, wasComplete && writer.counts.skipped == 0, writer.long)
    }
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

extension Recording.Writer {
  mutating func countDropped(_ count: Int) {
    counts.kept -= count
    counts.skipped += count
  }

  /// Gives a long body its name, where no secret is in it.
  private mutating func keep(
    _ spooled: SpooledBody, of made: Interaction, api: API, in folder: Folder
  ) throws -> Interaction {
    if let rule = try session.leak(in: spooled.file.reading()) {
      throw RedactionError.leak(place: "/response/body", rule: rule)
    }
    try folder.writeSideFiles(of: made.numbered(number + 1, api: api))
    let interaction = made.with(spooled, in: folder, number: number + 1, api: api)
    if case .file(let path) = interaction.outcome.body?.form {
      try CassetteError.from { () throws(FileError) in try spooled.move(to: path) }
    }
    long.searched[interaction.name] = session.secretCount
    return interaction
  }

  /// Redacts, and appends what can be kept in one write. What these exchanges give away is taken out of what is on disk
  /// before they get there: a recorder that is killed leaves nothing there that it knew.
  fileprivate mutating func write(_ jobs: [Recording.Job], in folder: Folder) -> [RecordingEvent] {
    var events: [RecordingEvent] = []
    var lines: [UInt8] = []
    var kept = 0
    let known = session.memory.secrets.count
    for job in jobs where !apis.contains(where: { $0.name == job.api.name }) { apis.append(job.api) }
    let learnt = jobs.map { job in
      Result {
        try session.learn(job.exchange, api: job.api, direction: job.direction, trailers: job.trailers)
      }
    }
    do throws(CassetteError) {
      if failure == nil, earlier.mayHold(session.memory.secrets[known...]) { try takeOutEarlier(in: folder) }
    } catch {
      failure = error
    }
    for (job, learnt) in zip(jobs, learnt) {
      do {
        if let failure { throw failure }
        let made = try session.redact(
          learnt.get(), direction: job.direction, recorded: job.recorded
        ).interaction
        let interaction: Interaction
        if let spooled = job.spooled {
          interaction = try keep(spooled, of: made, api: job.api, in: folder)
        } else {
          interaction = made.numbered(number + 1, api: job.api)
          try folder.writeSideFiles(of: interaction)
        }
        if manifest.add(job.api) { try folder.write(manifest) }
        // A long body is searched by itself.
        try earlier.note(job.spooled == nil ? interaction : made)
        number += 1
        lines += interaction.packedLine
        kept += 1
        events.append(RecordingEvent(interaction, .kept(interaction.name)))
      } catch {
        job.spooled?.file.remove()
        counts.skipped += 1
        events.append(RecordingEvent(job.exchange, api: job.api, job.direction, .skipped("\(error)")))
        if let error = error as? CassetteError { failure = error }
      }
    }
    do throws(CassetteError) {
      if !lines.isEmpty {
        try CassetteError.from { () throws(FileError) in try journal.append(lines) }
      }
      counts.kept += kept
      return events
    } catch {
      failure = error
      number -= kept
      counts.skipped += kept
      return events.map { RecordingEvent($0, .skipped("\(error)")) }
    }
  }
}
