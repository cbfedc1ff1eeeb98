import Files
import HTTPModel
import JSONModel

extension Recording.Writer {
  mutating func countDropped(_ count: Int) {
    counts.kept -= count
    counts.skipped += count
  }

  /// Gives long bodies their names, where no secret is in them.
  private mutating func keep(
    _ spooled: (request: SpooledBody?, response: SpooledBody?), of made: Interaction, api: API, in folder: Folder
  ) throws -> Interaction {
    for (place, body) in [("/request/body", spooled.request), ("/response/body", spooled.response)] {
      if let body, let rule = try session.leak(in: body.file.reading()) {
        throw RedactionError.leak(place: place, rule: rule)
      }
    }
    try folder.writeSideFiles(of: made.numbered(number + 1, api: api))
    let interaction = made.with(spooled, in: folder, number: number + 1, api: api)
    for (body, stored) in [(spooled.request, interaction.request.body), (spooled.response, interaction.outcome.body)] {
      guard let body, case .file(let path) = stored?.form else { continue }
      try CassetteError.from { () throws(FileError) in try body.move(to: path) }
    }
    long.searched[interaction.name] = session.secretCount
    return interaction
  }

  /// The name of the earlier webhook that came again, the same. Each comes again once.
  private mutating func again(_ made: Interaction, _ api: API, of recording: Recording) -> String? {
    let rules = MatchRules(api)
    let index = expected.firstIndex { name in
      recording.earlier(name).map { made.says(theSameAs: $0, rules) } ?? false
    }
    return index.map { expected.remove(at: $0) }
  }

  /// Redacts, and appends what can be kept in one write. What these exchanges give away is taken out of what is on disk
  /// before they get there: a recorder that is killed leaves nothing there that it knew.
  mutating func write(_ jobs: [Recording.Job], of recording: Recording) -> [RecordingEvent] {
    var events: [RecordingEvent] = []
    var lines: [UInt8] = []
    let before = (number, replaced, counts)
    let known = session.memory.secrets.count
    for job in jobs where !apis.contains(where: { $0.name == job.api.name }) { apis.append(job.api) }
    // From the last to the first, so that each is taken out and not copied.
    var learnt = jobs.map { job in
      Result {
        try session.learn(job.exchange, api: job.api, direction: job.direction, trailers: job.trailers)
      }
    }
    learnt.reverse()
    do throws(CassetteError) {
      if failure == nil, earlier.mayHold(session.memory.secrets[known...]) {
        try takeOutEarlier(in: Folder(recording.path))
      }
    } catch {
      failure = error
    }
    for job in jobs {
      guard let one = learnt.popLast() else { break }
      do {
        if let failure { throw failure }
        events.append(try write(job, one.get(), of: recording, to: &lines))
      } catch {
        job.spooled.request?.file.remove()
        job.spooled.response?.file.remove()
        counts.skipped += 1
        events.append(RecordingEvent(job.exchange, api: job.api, job.direction, .skipped("\(error)")))
        if let error = error as? CassetteError { failure = error }
      }
    }
    do throws(CassetteError) {
      if !lines.isEmpty {
        try CassetteError.from { () throws(FileError) in try journal.append(lines) }
      }
      return events
    } catch {
      failure = error
      (number, replaced, counts) = before
      counts.skipped += jobs.count
      return events.map { RecordingEvent($0, .skipped("\(error)")) }
    }
  }

  private mutating func write(
    _ job: Recording.Job, _ learnt: RedactionSession.Learnt, of recording: Recording, to lines: inout [UInt8]
  ) throws -> RecordingEvent {
    var made = try session.interaction(of: learnt, direction: job.direction, recorded: job.recorded)
    if job.direction == .inbound, let name = again(made, job.api, of: recording) {
      counts.unchanged += 1
      return RecordingEvent(made, .unchanged(name))
    }
    let before = job.earlier.flatMap(recording.earlier)
    let isSpooled = job.spooled.request != nil || job.spooled.response != nil
    if let before, !isSpooled, made.says(theSameAs: before, MatchRules(job.api)) {
      counts.unchanged += 1
      return RecordingEvent(made, .unchanged(before.name))
    }
    let folder = Folder(recording.path)
    var spooled: Interaction?
    if isSpooled {
      spooled = try keep(job.spooled, of: made, api: job.api, in: folder)
    } else {
      made.number(number + 1, api: job.api)
      if made.hasSideFiles { try folder.writeSideFiles(of: made) }
    }
    if manifest.add(job.api) { try folder.write(manifest) }
    // A long body is searched by itself.
    try earlier.note(made)
    if let spooled { made = spooled }
    number += 1
    made.appendLine(to: &lines)
    guard let before, let place = InteractionName.number(of: before.name) else {
      counts.kept += 1
      return RecordingEvent(made, .kept(made.name))
    }
    replaced[number] = place
    counts.changed += 1
    return RecordingEvent(made, .changed(before.name))
  }
}
