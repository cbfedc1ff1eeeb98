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

  private struct Entry: Sendable {
    let number: Int
    let place: SourcePlace
    let learnt: RedactionSession.Learnt
    let recorded: Provenance
    let lost: [String]
  }

  /// An entry that is left out. The others are not.
  public struct Refusal: Hashable, Sendable {
    public let reason: String
    /// Of the entry in its file.
    public let place: SourcePlace
  }

  /// What came of an import.
  public struct Outcome: Sendable {
    /// Of the new interactions, in order.
    public var names: [String] = []
    public var refused: [Refusal] = []
    /// What their file does not hold of interactions, besides what no file of its format holds; by name.
    public var lost: [(name: String, lost: [String])] = []
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
  /// `only` nil takes all entries. Where this throws nothing of the file is taken.
  public mutating func read(_ recording: ForeignRecording, file: String, only: Selection? = nil) throws(RecordingError)
  {
    guard let indices = only.map({ $0.indices(of: recording.entries.count) }) ?? Array(recording.entries.indices) else {
      throw RecordingError("it has only \(recording.entries.count) entries", at: SourcePlace(file: file))
    }
    let base = file.utf8.split(separator: UInt8(ascii: "/")).last.map { String(decoding: $0, as: UTF8.self) } ?? file
    var found: [API] = []
    for index in indices {
      let url = recording.entries[index].exchange.request.url
      guard let api = apis.api(for: url) else {
        let reason = "no API has the host \(url.origin); name one with --api NAME=\(url.origin)"
        throw RecordingError(reason, at: recording.entries[index].place)
      }
      found.append(api)
    }
    for (index, api) in zip(indices, found) {
      let entry = recording.entries[index]
      let source = Provenance.Source(tool: recording.tool, file: base, lost: recording.alwaysLost + entry.lost)
      let recorded = Provenance(
        .imported(source), at: entry.at, duration: entry.duration, protocol: entry.protocol)
      do {
        let learnt = try session.learn(entry.exchange, api: api, coded: .undone)
        entries.append(
          Entry(number: index + 1, place: entry.place, learnt: learnt, recorded: recorded, lost: entry.lost))
      } catch {
        refused.append(Refusal(reason: "entry \(index + 1): \(error)", place: entry.place))
      }
    }
  }

  /// Adds what was read to a cassette, in memory only, and takes what is known by now out of the interactions that are
  /// there.
  public mutating func finish(into cassette: inout Cassette) throws(CassetteError) -> Outcome {
    var outcome = Outcome(refused: refused)
    for position in 0..<cassette.count {
      let interaction = try cassette.interaction(at: position)
      let api = apis.first { $0.name == interaction.api }
      let redacted = try session.takeOut(of: interaction, api: api ?? API(name: interaction.api, hosts: []))
      let now = redacted?.interaction ?? interaction
      if let reason = try session.remainder(in: now) { outcome.unclean.append((now.name, reason)) }
      guard let (new, report) = redacted else { continue }
      cassette.replace(at: position, with: new)
      outcome.rewritten.append((new.name, report))
    }
    for entry in entries {
      do {
        let (interaction, report) = try session.redact(entry.learnt, recorded: entry.recorded)
        let name = cassette.append(interaction, api: entry.learnt.api)
        outcome.names.append(name)
        if !entry.lost.isEmpty { outcome.lost.append((name, entry.lost)) }
        outcome.reports.append((name, report))
      } catch {
        outcome.refused.append(Refusal(reason: "entry \(entry.number): \(error)", place: entry.place))
      }
    }
    (entries, refused) = ([], [])
    return outcome
  }

  /// Whether personal data got pseudonyms.
  public var madePseudonyms: Bool { session.madePseudonyms }

  /// One file by itself.
  public static func add(
    _ recording: ForeignRecording, file: String, only: Selection? = nil, apis: [API], to cassette: inout Cassette
  ) throws(RecordingError) -> Outcome {
    var made = RecordingImport(apis: apis)
    try made.read(recording, file: file, only: only)
    do {
      return try made.finish(into: &cassette)
    } catch {
      throw RecordingError(error.description, at: SourcePlace(file: cassette.path))
    }
  }
}
