import HTTPModel
import JSONModel
public import RecordReplay

/// Turns a HAR file's exchanges into interactions of a cassette: each is redacted before it gets there.
public struct HARImport: Sendable {
  private let apis: [API]
  private let redactor: Redactor

  /// `apis` are those that requests may be for.
  public init(apis: [API], redactor: Redactor = Redactor()) {
    self.apis = apis
    self.redactor = redactor
  }

  /// `file` is the file as the user named it; the cassette keeps its name without the folder. `only` nil takes all
  /// entries. The cassette is changed in memory only, and where this throws not at all. Returns the new names.
  @discardableResult
  public func add(
    _ har: HARFile, file: String, only: Selection? = nil, to cassette: inout Cassette
  ) throws(HARError) -> [String] {
    guard let indices = only.map({ $0.indices(of: har.entries.count) }) ?? Array(har.entries.indices) else {
      throw HARError("it has only \(har.entries.count) entries", at: SourcePlace(file: file))
    }
    let base = file.utf8.split(separator: UInt8(ascii: "/")).last.map { String(decoding: $0, as: UTF8.self) } ?? file
    var made: [(Interaction, API)] = []
    for index in indices {
      let entry = har.entries[index]
      let url = entry.exchange.request.url
      guard let api = apis.api(for: url) else {
        let reason = "no API has the host \(url.origin); name one with --api NAME=\(url.origin)"
        throw HARError(reason, at: entry.place)
      }
      let source = Provenance.Source(tool: har.tool, file: base, lost: HAREntry.alwaysLost + entry.lost)
      let recorded = Provenance(
        .imported(source), at: entry.at, duration: entry.duration, protocol: entry.protocol)
      do {
        made.append((try redactor.redact(entry.exchange, api: api, recorded: recorded, coded: .undone), api))
      } catch {
        throw HARError("entry \(index + 1): \(error)", at: entry.place)
      }
    }
    return made.map { cassette.append($0, api: $1) }
  }
}
