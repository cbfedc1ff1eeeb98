import ContentCoding
import ForeignFormats
import HTTPModel
import RecordReplay
import TestSupport

/// Recordings that were imported into a cassette, saved, loaded again, and asked for everything that is in them.
struct ReplayedRecording {
  let outcome: RecordingImport.Outcome
  let cassette: Cassette
  /// All bytes that were written, with the names of the files.
  let written: [UInt8]
  /// Where what is replayed differs from the file, though no redacted place explains it.
  private(set) var differences: [String] = []
  private(set) var misses = 0
  private(set) var unused = 0

  init(_ recordings: [ForeignRecording], apis: [API]) async throws {
    let folder = try TemporaryFolder()
    var made = Cassette(newAt: folder.path + "/cassette")
    var reading = RecordingImport(apis: apis)
    for recording in recordings { try reading.read(recording, file: "in") }
    outcome = try reading.finish(into: &made)
    try made.save()
    cassette = try Cassette(loading: made.path)
    written = try folder.files().sorted { $0.key < $1.key }.flatMap { Array($0.key.utf8) + [10] + $0.value }
    if try cassette.interactions != made.interactions {
      differences.append("what was loaded differs from what was saved")
    }
    guard outcome.refused.isEmpty else { return }
    let replayer = Replayer(cassette: cassette, apis: apis)
    for (index, entry) in recordings.flatMap(\.entries).enumerated() {
      let answer = await replayer.respond(to: entry.exchange.request).outcome
      guard case .response(let actual) = answer, case .bytes(let body) = actual.body,
        case .response(let expected) = entry.exchange.outcome
      else {
        differences.append("\(index + 1): no response")
        continue
      }
      let interaction = try cassette.interaction(at: index)
      differences += ReplayedRecording.compare(actual, body, expected, entry.exchange.request, interaction).map {
        "\(index + 1): \($0)"
      }
    }
    misses = replayer.misses.count
    unused = replayer.unused.count
  }

  private static func compare(
    _ actual: Response, _ body: [UInt8], _ expected: Response, _ request: Request, _ interaction: Interaction
  ) -> [String] {
    let texts = Set((interaction.captures?.response ?? []).map(\.text))
    var differences: [String] = []
    if actual.status != expected.status || actual.reason != expected.reason { differences.append("status") }
    // The length that is computed where none was recorded.
    let hasLength = expected.headers.first("content-length") != nil
    let given = actual.headers.removing { $0.isNamed("content-length") && !hasLength }
    // A client that does not say that it takes gzip gets no coding.
    let hasCoding = actual.headers.first("content-encoding") != nil
    let fields = expected.headers.removing { $0.isFraming || $0.isNamed("content-encoding") && !hasCoding }
    if given.map(\.name) != fields.map(\.name) { differences.append("field names") }
    for (left, right) in zip(given, fields) where !Redacted(left.value, texts).fits(right.value) {
      // The length is that of the content as it is replayed, and a coding that was undone is made again: gzip.
      if left.isNamed("content-length"), left.text == String(body.count) { continue }
      if left.isNamed("content-encoding"), left.text == "gzip" { continue }
      differences.append(left.name)
    }
    if !Redacted(plain(.bytes(body), actual.headers), texts).fits(plain(expected)) { differences.append("body") }
    return differences
  }

  /// A body with its coding undone, where the file kept it.
  static func plain(_ response: Response) -> [UInt8] { plain(response.body, response.headers) }

  static func plain(_ body: Body, _ headers: HeaderFields) -> [UInt8] {
    guard case .bytes(let bytes) = body else { return [] }
    return (try? Coding.undo(headers.tokens("content-encoding").joined(separator: ","), of: bytes)) ?? bytes
  }
}
