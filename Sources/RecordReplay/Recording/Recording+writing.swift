import Files
import HTTPModel
import JSONModel

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
  mutating func write(_ jobs: [Recording.Job], of recording: Recording) -> [RecordingEvent] {
    var events: [RecordingEvent] = []
    var lines: [UInt8] = []
    let before = (number, replaced, counts)
    let known = session.memory.secrets.count
    for job in jobs where !apis.contains(where: { $0.name == job.api.name }) { apis.append(job.api) }
    let learnt = jobs.map { job in
      Result {
        try session.learn(job.exchange, api: job.api, direction: job.direction, trailers: job.trailers)
      }
    }
    do throws(CassetteError) {
      if failure == nil, earlier.mayHold(session.memory.secrets[known...]) {
        try takeOutEarlier(in: Folder(recording.path))
      }
    } catch {
      failure = error
    }
    for (job, learnt) in zip(jobs, learnt) {
      do {
        if let failure { throw failure }
        events.append(try write(job, learnt.get(), of: recording, to: &lines))
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
    let made = try session.redact(learnt, direction: job.direction, recorded: job.recorded).interaction
    let before = job.earlier.flatMap(recording.earlier)
    if let before, job.spooled == nil, made.says(theSameAs: before, MatchRules(job.api)) {
      counts.unchanged += 1
      return RecordingEvent(made, .unchanged(before.name))
    }
    let folder = Folder(recording.path)
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
    guard let before, let place = InteractionName.number(of: before.name) else {
      counts.kept += 1
      return RecordingEvent(interaction, .kept(interaction.name))
    }
    replaced[number] = place
    counts.changed += 1
    return RecordingEvent(interaction, .changed(before.name))
  }
}
