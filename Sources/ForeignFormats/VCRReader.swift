import Clocks
import HTTPModel
import Hashing
import JSONModel
import RecordReplay

/// Reads the cassettes of VCR, vcrpy and Betamax, in YAML or JSON. Members that it does not know are skipped.
struct VCRReader {
  let dialect: VCRDialect
  /// Whether a string is the Base64 of bytes.
  let isBinary: (JSONCursor) -> Bool

  init(_ dialect: VCRDialect, isBinary: @escaping (JSONCursor) -> Bool) {
    (self.dialect, self.isBinary) = (dialect, isBinary)
  }

  func file(_ root: JSONCursor) throws(RecordingError) -> ForeignRecording {
    if dialect == .vcrpy, let version = root["version"], version.int != 1 {
      throw version.fault("unknown version; vcrpy has version 1 only")
    }
    let list = try root.member(dialect.list, .array)
    guard list.count <= ForeignRecording.maxEntries else {
      throw list.fault("more than \(ForeignRecording.maxEntries) interactions")
    }
    let entries = EntryList(list) { number, place throws(RecordingError) in try entry(number, place) }
    if dialect == .vcrpy, root["version"] == nil {
      throw root.fault("the member \"version\" is missing: the file was cut short, or vcrpy before 1.0 wrote it")
    }
    var recording = ForeignRecording(
      tool: root["recorded_with"]?.string ?? dialect.name, entries, alwaysLost: dialect.alwaysLost)
    if dialect == .vcr, root["recorded_with"] == nil {
      recording.notes.append("\"recorded_with\" is missing, which VCR writes last: the file may have been cut short")
    }
    return recording
  }

  private func entry(_ number: Int, _ place: JSONCursor) throws(RecordingError) -> ForeignExchange {
    var lost: [String] = []
    let request = try self.request(try place.member("request", .object), lost: &lost)
    let responsePlace = try place.member("response", .object)
    let response = try self.response(responsePlace, to: request.method, lost: &lost)
    if VCRReader.hasTemplate(place.sourceBytes) {
      lost.append("what ERB (<% … %>) would have made of the text: it was not run, and stays as it is")
    }
    let version = try version(responsePlace["http_version"])
    return ForeignExchange(
      number: number, exchange: Exchange(request: request, outcome: .response(response)),
      at: instant(place["recorded_at"], &lost),
      duration: nil, protocol: version, lost: lost, missing: Provenance.Missing(),
      place: SourcePlace(place.source, place.position))
  }

  private func request(_ place: JSONCursor, lost: inout [String]) throws(RecordingError) -> Request {
    let method = try place.member("method", .string).text().uppercased()
    guard method.utf8.isToken else { throw (place["method"] ?? place).fault("not a valid method") }
    var headers = try self.headers(place["headers"], lost: &lost)
    // Old versions of WebMock put the name and password into the URL that were sent in `Authorization`.
    let url = try ForeignURL(try place.member("uri", .string))
    url.addAuthorization(to: &headers)
    let body = try requestBody(place["body"])
    return Request(
      HTTPMethod(rawValue: method), url.url.origin, url.url.target, headers: headers, body: .bytes(body))
  }

  private func response(
    _ place: JSONCursor, to method: HTTPMethod, lost: inout [String]
  ) throws(RecordingError) -> Response {
    // Vcrpy wrote another form for httpx.
    let isOfHttpx = dialect == .vcrpy && place["status_code"] != nil
    let (code, message) = isOfHttpx ? (place["status_code"], nil) : try status(place)
    guard let code, let status = code.int, (100...999).contains(status) else {
      throw (code ?? place).fault("the status must be a number from 100 to 999")
    }
    guard message?.utf8.isFieldText ?? true else { throw place.fault("the reason holds a control character") }
    let headers = try self.headers(place["headers"], lost: &lost)
    let body = isOfHttpx ? try text(place.member("content", .string)) : try responseBody(place)
    if message == nil { lost.append("the reason") }
    if isOfHttpx { lost.append("the body's bytes that are no text") }
    if Response.hasBody(status: status, to: method), headers.first("content-encoding") == nil,
      let length = headers.first("content-length").flatMap({ Int($0) }), length != body.count
    {
      let what = body.count < length ? "some of the response's body" : "the response body's own bytes"
      lost.append("\(what): \(length) were announced, and the file holds \(body.count)")
    }
    return Response(
      status: status, reason: message ?? "", headers: headers, body: .bytes(body),
      version: try version(place["http_version"]) ?? .http11, timing: Timing())
  }

  private func status(_ place: JSONCursor) throws(RecordingError) -> (code: JSONCursor, message: String?) {
    let status = try place.member("status", .object)
    let message = status["message"]
    return (try status.member("code", .number), message?.isNull ?? true ? nil : try message?.text())
  }

  private func version(_ place: JSONCursor?) throws(RecordingError) -> HTTPVersion? {
    guard let place, !place.isNull else { return nil }
    let text = place.number?.text ?? place.string ?? ""
    switch text.uppercased().hasPrefix("HTTP/") ? String(text.dropFirst(5)) : text {
    case "1.0": return .http10
    case "1.1": return .http11
    case "2", "2.0": return .http2
    case "3", "3.0": return .http3
    default: return nil
    }
  }

  /// VCR writes HTTP's dates, Betamax RFC 3339's without a zone. No replay needs them.
  private func instant(_ place: JSONCursor?, _ lost: inout [String]) -> Instant? {
    guard let place, !place.isNull else { return nil }
    if let text = place.string, let instant = VCRDate.instant(text) { return instant }
    lost.append("when it was sent: the time is neither an HTTP date nor an RFC 3339 date-time")
    return nil
  }

  private static func hasTemplate(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let start = bytes.firstRange(of: Array("<%".utf8)) else { return false }
    return bytes[start.upperBound...].firstRange(of: Array("%>".utf8)) != nil
  }
}
