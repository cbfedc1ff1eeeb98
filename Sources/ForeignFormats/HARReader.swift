import Clocks
import HTTPModel
import JSONModel
import RecordReplay

/// Reads HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/). Members that it does not know are skipped: every
/// tool adds some.
public struct HARReader: Sendable {
  /// What no HAR file holds.
  static let alwaysLost = ["how bodies were framed and coded", "trailers", "1xx responses"]

  /// `file` is the file as the user named it, for errors.
  public static func read(_ bytes: [UInt8], file: String) throws(RecordingError) -> ForeignRecording {
    // Some tools on Windows begin with a byte order mark.
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    let root: JSONCursor
    do {
      root = try JSONDocument(parsing: bytes, from: SourceText(file)).root
    } catch {
      throw RecordingError(error.reason, at: error.place)
    }
    return try read(root)
  }

  static func read(_ root: JSONCursor) throws(RecordingError) -> ForeignRecording { try HARReader().file(root) }

  private func file(_ root: JSONCursor) throws(RecordingError) -> ForeignRecording {
    let log = try member("log", of: root, kind: .object)
    if let version = log["version"], version.kind != .null {
      // "1.1" is what an absent or empty one means.
      guard let text = version.string, ["", "1.1", "1.2"].contains(text) else {
        throw error("the version is neither 1.1 nor 1.2", at: version)
      }
    }
    let entries = try member("entries", of: log, kind: .array)
    guard entries.count <= ForeignRecording.maxEntries else {
      throw error("more than \(ForeignRecording.maxEntries) entries", at: entries)
    }
    let creator = log["creator"]
    let name = creator?["name"]?.string ?? "unknown", version = creator?["version"]?.string ?? ""
    var result: [ForeignExchange] = []
    result.reserveCapacity(entries.count)
    for place in entries.elements { result.append(try entry(place)) }
    return ForeignRecording(
      tool: version.isEmpty ? name : "\(name) \(version)", entries: result, alwaysLost: HARReader.alwaysLost)
  }

  private func entry(_ place: JSONCursor) throws(RecordingError) -> ForeignExchange {
    var lost: [String] = []
    let requestPlace = try member("request", of: place, kind: .object)
    let responsePlace = try member("response", of: place, kind: .object)
    let request = try self.request(requestPlace, lost: &lost)
    let duration = try self.duration(place["time"])
    let timing = Timing(total: duration)
    let outcome: Outcome
    // Chromium writes 0, Playwright -1.
    if let status = responsePlace["status"]?.int, [0, -1].contains(status) {
      let names = ["_error", "_failureText"]
      let text = names.lazy.compactMap { (responsePlace[$0] ?? place[$0])?.string }.first ?? ""
      outcome = .failure(TransportFailure(HARReader.failureKind(text), "recorded by another tool", timing: timing))
    } else {
      outcome = .response(try response(responsePlace, to: request.method, timing: timing, lost: &lost))
    }
    let version = HARReader.version(responsePlace["httpVersion"]) ?? HARReader.version(requestPlace["httpVersion"])
    return ForeignExchange(
      exchange: Exchange(request: request, outcome: outcome), at: try instant(place["startedDateTime"]),
      duration: duration, protocol: version, lost: lost,
      place: SourcePlace(place.source, place.position))
  }

  private func request(_ place: JSONCursor, lost: inout [String]) throws(RecordingError) -> Request {
    let method = try text(member("method", of: place, kind: .string))
    guard method.utf8.isToken else { throw error("not a valid method", at: place["method"] ?? place) }
    let urlPlace = try member("url", of: place, kind: .string)
    guard let url = AbsoluteURL(try text(urlPlace)), url.target.bytes.allSatisfy({ $0 > 32 && $0 != 127 }) else {
      throw error("the URL is not an absolute http or https URL", at: urlPlace)
    }
    let body = try requestBody(place["postData"], lost: &lost)
    return Request(
      HTTPMethod(rawValue: method), url.origin, url.target, headers: try headers(place["headers"]), body: .bytes(body))
  }

  private func response(
    _ place: JSONCursor, to method: HTTPMethod, timing: Timing, lost: inout [String]
  ) throws(RecordingError) -> Response {
    let statusPlace = try member("status", of: place, kind: .number)
    guard let status = statusPlace.int, (100...999).contains(status) else {
      throw error("the status must be a number from 100 to 999", at: statusPlace)
    }
    let reason = try place["statusText"].map(text) ?? ""
    guard reason.utf8.isFieldText else {
      throw error("the reason holds a control character", at: place["statusText"] ?? place)
    }
    let body = try content(place["content"], lost: &lost)
    if body.isEmpty, Response.hasBody(status: status, to: method), (place["content"]?["size"]?.int ?? 0) > 0 {
      lost.append("the response's body")
    }
    return Response(
      status: status, reason: reason, headers: try headers(place["headers"]), body: .bytes(body),
      version: HARReader.version(place["httpVersion"]) ?? .http11, timing: timing)
  }

  private func duration(_ place: JSONCursor?) throws(RecordingError) -> Duration? {
    guard let place, place.kind != .null else { return nil }
    guard let milliseconds = place.number?.double, milliseconds.isFinite, milliseconds < 1e12 else {
      throw error("the time must be a number of milliseconds", at: place)
    }
    // -1 is "does not apply".
    if milliseconds < 0 { return nil }
    return .nanoseconds(Int64((milliseconds * 1000).rounded()) * 1000)
  }

  private func instant(_ place: JSONCursor?) throws(RecordingError) -> Instant? {
    guard let place, place.kind != .null else { return nil }
    guard let instant = Instant(try text(place)) else {
      throw error("the time is not an RFC 3339 date-time", at: place)
    }
    return instant
  }

  private static func version(_ place: JSONCursor?) -> HTTPVersion? {
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

  // MARK: Members

  func member(_ name: String, of place: JSONCursor, kind: JSONKind) throws(RecordingError) -> JSONCursor {
    try place.member(name, kind)
  }

  func text(_ place: JSONCursor) throws(RecordingError) -> String { try place.text() }

  func error(_ reason: String, at place: JSONCursor) -> RecordingError { place.fault(reason) }
}
