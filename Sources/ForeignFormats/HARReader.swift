import Clocks
import HTTPModel
import JSONModel
import RecordReplay

/// Reads HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/), as the tools write it. Members that it does not know
/// are skipped: every tool adds some. What no replay needs never costs an entry.
public struct HARReader {
  /// What no HAR file holds.
  static let alwaysLost = ["how bodies were framed and coded", "trailers", "1xx responses"]

  /// Bodies that are in files of their own.
  let attached: AttachedFiles
  /// The name of the tool that wrote the file, in lower case.
  let tool: String

  /// `file` is the file as the user named it, for errors.
  public static func read(
    _ bytes: [UInt8], file: String, attachments: Attachments = .none
  ) throws(RecordingError) -> ForeignRecording {
    try read(RecordingJSON(parsing: RecordingText.utf8(bytes, file: file), file: file), attachments)
  }

  static func read(_ json: RecordingJSON, _ attachments: Attachments) throws(RecordingError) -> ForeignRecording {
    let root = json.root
    let log = try root.member("log", .object)
    // "1.1" is what an absent or empty one means; 1.3 is a draft that adds members.
    if let version = log["version"], !version.isNull,
      !["", "1.1", "1.2", "1.3"].contains(version.string ?? version.written)
    {
      throw version.fault("the version is not 1.1, 1.2 or 1.3")
    }
    let entries = try log.member("entries", .array)
    guard entries.count <= ForeignRecording.maxEntries else {
      throw entries.fault("more than \(ForeignRecording.maxEntries) entries")
    }
    let creator = log["creator"].flatMap { $0.isNull ? nil : $0 } ?? log["browser"]
    let name = creator?["name"]?.string ?? creator?.string ?? "unknown", version = creator?["version"]?.string ?? ""
    let reader = HARReader(attached: AttachedFiles(attachments), tool: name.lowercased())
    let list = EntryList(entries) { number, place throws(RecordingError) in
      try json.check(place)
      return try reader.entry(number, place)
    }
    return ForeignRecording(
      tool: version.isEmpty ? name : "\(name) \(version)", list, alwaysLost: HARReader.alwaysLost)
  }

  private func entry(_ number: Int, _ place: JSONCursor) throws(RecordingError) -> ForeignExchange {
    var losses = Losses()
    let requestPlace = try place.member("request", .object)
    let responsePlace = try place.member("response", .object)
    let request = try self.request(requestPlace, &losses)
    let duration = HARTime.duration(place["time"], &losses)
    let timing = Timing(total: duration)
    let outcome: Outcome
    switch try status(responsePlace) {
    case nil:
      let names = ["_error", "_failureText"]
      let text = names.lazy.compactMap { (responsePlace[$0] ?? place[$0])?.string }.first ?? ""
      outcome = .failure(TransportFailure(HARReader.failureKind(text), "recorded by another tool", timing: timing))
    case let status?:
      outcome = .response(try response(responsePlace, status, to: request.method, timing: timing, &losses))
    }
    let version = HARReader.version(responsePlace["httpVersion"]) ?? HARReader.version(requestPlace["httpVersion"])
    return ForeignExchange(
      number: number, exchange: Exchange(request: request, outcome: outcome),
      at: HARTime.instant(place["startedDateTime"], &losses), duration: duration, protocol: version,
      lost: losses.lost, missing: losses.missing, place: SourcePlace(place.source, place.position))
  }

  static func version(_ place: JSONCursor?) -> HTTPVersion? {
    switch place?.string?.lowercased() {
    case "http/1.1": .http11
    case "http/1.0": .http10
    case "http/2", "http/2.0", "h2": .http2
    case "http/3", "http/3.0", "h3": .http3
    default: nil
    }
  }

  /// Chromium's names (net/base/net_error_list.h).
  private static func failureKind(_ error: String) -> TransportFailure.Kind {
    let kinds: [(String, TransportFailure.Kind)] = [
      ("NAME_NOT_RESOLVED", .resolve), ("CONNECTION_REFUSED", .refused), ("ADDRESS_UNREACHABLE", .refused),
      ("TIMED_OUT", .timeout), ("CERT", .tls), ("SSL", .tls), ("CONTENT_LENGTH_MISMATCH", .truncated),
      ("INCOMPLETE", .truncated), ("CONNECTION_", .reset), ("EMPTY_RESPONSE", .reset),
    ]
    return kinds.first { error.contains($0.0) }?.1 ?? .protocol
  }
}

/// What a file does not hold of an entry.
struct Losses {
  var lost: [String] = []
  var missing = Provenance.Missing()
}
