import HTTPModel
public import JSONModel
public import RecordReplay

/// Turns other tools' exchanges into interactions of a cassette: each is redacted before it gets there.
///
/// First `read` all files, since what one gives away is taken out of the others; then `finish`.
public struct RecordingImport: Sendable {
  private let apis: [API]
  private var session: RedactionSession
  private var entries: [Entry] = []
  private var refused: [Refusal] = []
  private var leftOut = 0
  /// Of entries that were read and are for no API.
  public private(set) var unknownHosts = UnknownHosts()

  private struct Entry: Sendable {
    let number: Int
    let place: SourcePlace
    let request: Request
    let learnt: RedactionSession.Learnt
    let recorded: Provenance
    let lost: [String]
  }

  /// An entry that is left out. The others are not.
  public struct Refusal: Hashable, Sendable {
    public let reason: String
    /// Of the entry in its file, or of what is wrong in it.
    public let place: SourcePlace
  }

  /// What the file does not hold of an interaction, besides what no file of its format holds.
  public struct Loss: Hashable, Sendable {
    /// Of the entry in its file, counted from 1.
    public let entry: Int
    public let name: String
    public let lost: [String]
    public let missing: Provenance.Missing
  }

  /// What came of an import.
  public struct Outcome: Sendable {
    /// Of the new interactions, in order.
    public var names: [String] = []
    public var refused: [Refusal] = []
    /// Entries that were chosen against, by their hosts.
    public var leftOut = 0
    /// Entries that the cassette holds already.
    public var repeated = 0
    public var losses: [Loss] = []
    /// By name of the interaction.
    public var reports: [(name: String, report: RedactionReport)] = []
    /// Interactions that were in the cassette and held what this import gave away.
    public var rewritten: [(name: String, report: RedactionReport)] = []
    /// Interactions that were in the cassette and still hold what this import gave away, where it cannot be replaced.
    public var unclean: [(name: String, reason: RedactionError)] = []
  }

  /// `apis` are those that requests may be for. `session` may know secrets already.
  public init(apis: [API], session: RedactionSession = RedactionSession()) {
    (self.apis, self.session) = (apis, session)
  }

  /// Takes a file's entries. `file` is the file as the user named it; the cassette keeps its name without the folder.
  /// Entries for hosts that no API has are counted in `unknownHosts`, unless they are to be skipped.
  public mutating func read(
    _ recording: ForeignRecording, file: String, _ choice: EntryChoice = EntryChoice()
  ) throws(RecordingError) {
    var chosen: Set<Int>?
    if let only = choice.only {
      guard let indices = only.indices(of: recording.count) else {
        throw RecordingError("it has only \(recording.count) entries", at: SourcePlace(file: file))
      }
      chosen = Set(indices.map { $0 + 1 })
    }
    let base = file.utf8.split(separator: UInt8(ascii: "/")).last.map { String(decoding: $0, as: UTF8.self) } ?? file
    for refusal in recording.refused where chosen?.contains(refusal.number) ?? true {
      if isLeftOut(refusal, choice) {
        leftOut += 1
      } else {
        refused.append(Refusal(reason: "entry \(refusal.number): \(refusal.reason)", place: refusal.place))
      }
    }
    for entry in recording.entries where chosen?.contains(entry.number) ?? true {
      let url = entry.exchange.request.url
      if !choice.hosts.isEmpty, !choice.hosts.contains(where: { $0.fits(url.origin) }) {
        leftOut += 1
      } else if let api = apis.api(for: url) {
        learn(entry, api, tool: recording.tool, file: base, lost: recording.alwaysLost)
      } else if choice.skipsUnknown {
        leftOut += 1
      } else {
        unknownHosts.add(url.origin, at: entry.place)
      }
    }
  }

  /// Of an entry that cannot be read its host is all that counts, where it has one.
  private func isLeftOut(_ refusal: ForeignRecording.Refusal, _ choice: EntryChoice) -> Bool {
    if choice.hosts.isEmpty, !choice.skipsUnknown { return false }
    guard let url = refusal.url else { return true }
    if !choice.hosts.isEmpty { return !choice.hosts.contains { $0.fits(url.origin) } }
    return apis.api(for: url) == nil
  }

  private mutating func learn(
    _ entry: ForeignExchange, _ api: API, tool: String, file: String, lost: [String]
  ) {
    let source = Provenance.Source(tool: tool, file: file, lost: lost + entry.lost, missing: entry.missing)
    let recorded = Provenance(
      .imported(source), at: entry.at, duration: entry.duration, protocol: entry.protocol)
    do {
      let learnt = try session.learn(entry.exchange, api: api, coded: .undone)
      entries.append(
        Entry(
          number: entry.number, place: entry.place, request: entry.exchange.request, learnt: learnt,
          recorded: recorded, lost: entry.lost))
    } catch {
      refused.append(Refusal(reason: "entry \(entry.number): \(error)", place: entry.place))
    }
  }

  /// Adds what was read to a cassette, in memory only, and takes what is known by now out of the interactions that are
  /// there. What these hold already is added only where `again` says so. What is added can be loaded and answers its own
  /// request: that is tried here, entry by entry.
  public mutating func finish(into cassette: inout Cassette, again: Bool = false) throws(CassetteError) -> Outcome {
    var outcome = Outcome(refused: refused, leftOut: leftOut)
    var known: Set<InteractionPrint> = []
    for position in 0..<cassette.count {
      let interaction = try cassette.interaction(at: position)
      let api = apis.first { $0.name == interaction.api }
      let redacted = try session.takeOut(of: interaction, api: api ?? API(name: interaction.api, hosts: []))
      let now = redacted?.interaction ?? interaction
      if let reason = try session.remainder(in: now) { outcome.unclean.append((now.name, reason)) }
      if !again { known.insert(try InteractionPrint(now)) }
      guard let (new, report) = redacted else { continue }
      cassette.replace(at: position, with: new)
      outcome.rewritten.append((new.name, report))
    }
    for entry in entries {
      do {
        let (interaction, report) = try session.redact(entry.learnt, recorded: entry.recorded)
        if !known.isEmpty, known.contains(try InteractionPrint(interaction)) {
          outcome.repeated += 1
          continue
        }
        let api = entry.learnt.api
        if let fault = Replayer.fault(of: interaction, madeOf: entry.request, api: api) {
          outcome.refused.append(Refusal(reason: "entry \(entry.number): \(fault)", place: entry.place))
          continue
        }
        let name = cassette.append(interaction, api: api)
        outcome.names.append(name)
        let missing = entry.recorded.missing
        if !entry.lost.isEmpty || missing != Provenance.Missing() {
          outcome.losses.append(Loss(entry: entry.number, name: name, lost: entry.lost, missing: missing))
        }
        outcome.reports.append((name, report))
      } catch {
        outcome.refused.append(Refusal(reason: "entry \(entry.number): \(error)", place: entry.place))
      }
    }
    (entries, refused, leftOut) = ([], [], 0)
    return outcome
  }

  /// Whether personal data got pseudonyms.
  public var madePseudonyms: Bool { session.madePseudonyms }

  /// One file by itself. A host that no API has is an error.
  public static func add(
    _ recording: ForeignRecording, file: String, only: Selection? = nil, apis: [API], to cassette: inout Cassette
  ) throws(RecordingError) -> Outcome {
    var made = RecordingImport(apis: apis)
    try made.read(recording, file: file, EntryChoice(only: only))
    if let place = made.unknownHosts.place { throw RecordingError(made.unknownHosts.text, at: place) }
    do {
      return try made.finish(into: &cassette)
    } catch {
      throw RecordingError(error.description, at: SourcePlace(file: cassette.path))
    }
  }
}
