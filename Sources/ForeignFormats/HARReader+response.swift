import HTTPModel
import JSONModel
import RecordReplay

extension HARReader {
  /// Nil where no answer came: Chromium writes 0, Playwright -1, others any number below zero.
  func status(_ response: JSONCursor) throws(RecordingError) -> Int? {
    let place = try response.member("status", .number)
    guard let status = place.int, status <= 999, !(1..<100).contains(status) else {
      throw place.fault("the status must be a number from 100 to 999")
    }
    if (100..<200).contains(status) {
      throw place.fault(
        status == 101
          ? "a WebSocket or another protocol was recorded (101); only HTTP can be replayed"
          : "the status \(status) is an interim one; no final answer was recorded")
    }
    if status > 0 { return status }
    if let status = pseudoStatus(response["headers"]), (200...999).contains(status) { return status }
    guard response["content"]?["text"]?.string?.utf8.isEmpty ?? true, response["content"]?["_file"]?.string == nil
    else {
      throw place.fault("there is an answer's body, but its status is \(status)")
    }
    return nil
  }

  func response(
    _ place: JSONCursor, _ status: Int, to method: HTTPMethod, timing: Timing, _ losses: inout Losses
  ) throws(RecordingError) -> Response {
    let reason = try reason(place["statusText"])
    var headers = try self.headers(place["headers"])
    var body: [UInt8] = []
    switch try content(place, headers, &losses) {
    case .success(let bytes): body = bytes
    case .failure(let missing):
      if Response.hasBody(status: status, to: method) {
        losses.missing.response = missing.text
        body = missing.held
      }
    }
    if let reason = brokenOff(place, headers, body), Response.hasBody(status: status, to: method) {
      losses.missing.response = reason
    }
    if !body.isEmpty, status != 304, !Response.hasBody(status: status, to: method) {
      losses.lost.append("a place for the body: an answer with \(status) to \(method) has none, and it was left out")
      body = []
    }
    if body.isEmpty, Response.hasBody(status: status, to: method) { headers.removeAll("content-encoding") }
    return Response(
      status: status, reason: reason, headers: headers, body: .bytes(body),
      version: HARReader.version(place["httpVersion"]) ?? .http11, timing: timing)
  }

  /// Chrome gives the status of an answer whose body never came to its end, too.
  private func brokenOff(_ response: JSONCursor, _ headers: HeaderFields, _ body: [UInt8]) -> String? {
    guard let error = response["_error"]?.string, error.utf8.starts(with: "net::ERR_".utf8), error.utf8.count < 60,
      error.utf8.allSatisfy({ (97...122).contains($0 | 32) || "_:".utf8.contains($0) }),
      headers.first("content-length").flatMap({ Int($0) }) != body.count
    else { return nil }
    return "its response broke off (\(error))"
  }

  private func reason(_ place: JSONCursor?) throws(RecordingError) -> String {
    guard let place, !place.isNull else { return "" }
    let reason = try place.text()
    guard reason.utf8.isFieldText else { throw place.fault("the reason holds a control character") }
    return reason
  }

  /// Why the bytes are not those that were on the wire, and those that there are.
  private struct MissingBody: Error {
    let text: String
    var held: [UInt8] = []
  }

  private func content(
    _ response: JSONCursor, _ headers: HeaderFields, _ losses: inout Losses
  ) throws(RecordingError) -> Result<[UInt8], MissingBody> {
    let place = response["content"]
    if let place, !place.isNull, place.kind != .object {
      throw place.fault("\"content\" is \(place.kind), it must be an object")
    }
    if let name = place?["_file"], !name.isNull {
      return attached.bytes(name).mapError { MissingBody(text: $0.text) }
    }
    let sizes = BodySizes(response, headers)
    guard let place, let textPlace = place["text"], !textPlace.isNull else {
      return sizes.reasonForNone.map { .failure(MissingBody(text: $0)) } ?? .success([])
    }
    let text = try textPlace.text()
    let encoding = try BodyEncoding(place["encoding"])
    if let bytes = try chunks(textPlace, place, headers, encoding) { return .success(bytes) }
    var bytes = try encoding.bytes(textPlace)
    if encoding == .text {
      bytes = labelled(text, place, headers, &losses)
      if let missing = replaced(text, bytes, place, headers, &losses) { return .failure(missing) }
    }
    if bytes.isEmpty { return sizes.reasonForNone.map { .failure(MissingBody(text: $0)) } ?? .success([]) }
    switch sizes.difference(of: bytes, text) {
    case .none: return .success(bytes)
    case .characters(let size):
      losses.lost.append(
        "the response body's own bytes: the file says that there were \(size), and holds \(bytes.count)")
      return .success(bytes)
    case .unexplained(let size):
      return .failure(MissingBody(text: "its response had \(size) bytes, the file holds \(bytes.count)", held: bytes))
    }
  }

  /// The chunks of a body that was still coded, put together; nil where the text is no list of them.
  private func chunks(
    _ textPlace: JSONCursor, _ place: JSONCursor, _ headers: HeaderFields, _ encoding: BodyEncoding
  ) throws(RecordingError) -> [UInt8]? {
    let text = try textPlace.text()
    if encoding == .base64 { return ChunkList.bytes(text, isBase64: true) }
    let isBinary = place["_isBinary"]?.bool ?? false
    guard isBinary || (tool.contains("polly") && headers.contains("content-encoding")) else { return nil }
    if let bytes = ChunkList.bytes(text, isBase64: false) { return bytes }
    if isBinary, text.utf8.first == UInt8(ascii: "[") { throw textPlace.fault("not a list of a coded body's chunks") }
    return nil
  }

  /// Where a tool took bytes for text that are none, it wrote U+FFFD for them: of a picture nothing is left then.
  private func replaced(
    _ text: String, _ bytes: [UInt8], _ place: JSONCursor, _ headers: HeaderFields, _ losses: inout Losses
  ) -> MissingBody? {
    guard text.unicodeScalars.contains("\u{FFFD}") else { return nil }
    let type = MediaType(headers.first("content-type") ?? place["mimeType"]?.string ?? "")
    if type?.isBinary ?? false {
      return MissingBody(text: "its response was no text, and the file holds it as text", held: bytes)
    }
    losses.lost.append("some bytes of the response body: it has U+FFFD in their places")
    return nil
  }

  /// The text in the bytes that its label promises: a file holds it in Unicode.
  private func labelled(
    _ text: String, _ place: JSONCursor, _ headers: HeaderFields, _ losses: inout Losses
  ) -> [UInt8] {
    let type = headers.first("content-type") ?? place["mimeType"]?.string ?? ""
    guard let charset = MediaType(type)?.parameter("charset") else { return Array(text.utf8) }
    if let encoding = TextEncoding(named: charset),
      let bytes = encoding.bytes(of: text) ?? encoding.widened?.bytes(of: text)
    {
      return bytes
    }
    losses.lost.append("the response body's own bytes: the text cannot be encoded as its label says, and is UTF-8")
    return Array(text.utf8)
  }
}

extension MediaType {
  /// Whether it is never text.
  fileprivate var isBinary: Bool {
    switch type {
    case "image": !hasSubtype(ending: "xml")
    case "audio", "video", "font": true
    case "application":
      ["octet-stream", "zip", "gzip", "pdf", "wasm", "protobuf", "msgpack", "grpc"].contains {
        subtype.utf8.elementsEqual($0.utf8) || hasSubtype(ending: "+" + $0) || hasSubtype(ending: "-" + $0)
      }
    default: false
    }
  }
}
