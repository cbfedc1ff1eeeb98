import ContentCoding
import HTTPModel
import JSONModel
import RecordReplay
import TestSupport

/// A recording whose exchanges were redacted in one session, saved and loaded again.
struct RedactedRecording {
  /// Where something was replaced and why, without the numbers of elements; with how often.
  private(set) var touched: [String: Int] = [:]
  /// What looked like a secret and stayed.
  private(set) var doubts: [String: Int] = [:]
  /// Why exchanges were not stored.
  private(set) var refused: [String: Int] = [:]
  /// Places that differ from what was recorded though the report does not name them.
  private(set) var unlisted: [String] = []
  /// How many exchanges were stored.
  private(set) var count = 0
  /// All bytes that were written, with the names of the files.
  private(set) var written: [UInt8] = []

  init(
    _ exchanges: [(exchange: Exchange, trailers: HeaderFields)], _ api: (AbsoluteURL) -> API,
    coded: Redactor.Coded = .asSent
  ) throws {
    var session = RedactionSession()
    var learnt: [(Exchange, RedactionSession.Learnt)] = []
    for (exchange, trailers) in exchanges {
      do {
        let one = try session.learn(exchange, api: api(exchange.request.url), coded: coded, trailers: trailers)
        learnt.append((exchange, one))
      } catch { refused["\(error)", default: 0] += 1 }
    }
    let folder = try TemporaryFolder()
    var made = Cassette(newAt: folder.path + "/cassette")
    for (exchange, one) in learnt {
      do {
        let (interaction, report) = try session.redact(one, recorded: Provenance(.recorded))
        made.append(interaction, api: one.api)
        note(report)
        unlisted += try RedactedRecording.unlisted(exchange, interaction, report)
        count += 1
      } catch { refused["\(error)", default: 0] += 1 }
    }
    try made.save()
    let loaded = try Cassette(loading: made.path).interactions
    if try loaded != made.interactions { unlisted.append("what was loaded again differs from what was saved") }
    written = try folder.files().sorted { $0.key < $1.key }.flatMap { Array($0.key.utf8) + [10] + $0.value }
  }

  private mutating func note(_ report: RedactionReport) {
    func plain(_ place: String) -> String {
      place.split(separator: "/").map { Int($0) == nil ? String($0) : "*" }.joined(separator: "/")
    }
    for one in report.replacements { touched["\(plain(one.place)) \(one.rule)", default: 0] += 1 }
    for one in report.doubts { doubts["\(plain(one.place)): \(one.reason)", default: 0] += 1 }
  }

  private static func unlisted(
    _ exchange: Exchange, _ interaction: Interaction, _ report: RedactionReport
  ) throws -> [String] {
    let listed = report.replacements.map(\.place)
    func isListed(_ place: String) -> Bool { listed.contains { $0 == place || $0.hasPrefix(place + "/") } }
    var differing: [String] = []
    func compare(_ place: String, _ left: HeaderFields, _ right: HeaderFields) {
      if left.map(\.nameBytes) != right.map(\.nameBytes) { differing.append(place) }
      for (old, new) in zip(left, right) where old != new { differing.append("\(place)/\(old.name.lowercased())") }
    }
    if exchange.request.url != interaction.request.url { differing.append("/request/url") }
    compare("/request/headers", exchange.request.headers, interaction.request.headers)
    if try plain(exchange.request.body, exchange.request.headers) != interaction.request.body?.bytes ?? [] {
      differing.append("/request/body")
    }
    let (old, new): (Response?, StoredResponse?) =
      switch (exchange.outcome, interaction.outcome) {
      case (.response(let old), .response(let new)): (old, new)
      case (.failure(let old), .failure(let new)): (old.partial, new.partial)
      default: (nil, nil)
      }
    if let old, let new {
      compare("/response/headers", old.headers, new.headers)
      if old.status != new.status || old.reason != new.reason { differing.append("/response/reason") }
      if case .response = exchange.outcome, try plain(old.body, old.headers) != new.body?.bytes ?? [] {
        differing.append("/response/body")
      }
    }
    return differing.filter { !isListed($0) }
  }

  /// A body with its codings undone.
  private static func plain(_ body: Body, _ headers: HeaderFields) throws -> [UInt8] {
    guard case .bytes(let bytes) = body else { return [] }
    let coding = headers.tokens("content-encoding").joined(separator: ",")
    return (try? Coding.undo(coding, of: bytes)) ?? bytes
  }
}

extension [String: Int] {
  /// As lines, in order.
  var list: [String] { sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" } }

  mutating func add(_ other: [String: Int]) { merge(other, uniquingKeysWith: +) }
}
