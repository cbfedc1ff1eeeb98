import HTTPModel
import JSONModel
import RecordReplay

extension HARReader {
  func request(_ place: JSONCursor, _ losses: inout Losses) throws(RecordingError) -> Request {
    let method = try HARReader.method(try place.member("method", .string))
    var url = try ForeignURL(try place.member("url", .string))
    if let query = try query(place["queryString"]), url.addQuery(query) {
      losses.lost.append("the URL's own query: it was made again from its items")
    }
    var headers = try self.headers(place["headers"])
    url.addAuthorization(to: &headers)
    let body = try requestBody(place, &headers, &losses)
    return Request(method, url.url.origin, url.url.target, headers: headers, body: .bytes(body))
  }

  /// Methods that everybody sends in upper case some tools write as programs name them.
  private static func method(_ place: JSONCursor) throws(RecordingError) -> HTTPMethod {
    let name = try place.text()
    guard name.utf8.isToken else { throw place.fault("not a valid method") }
    let common: [HTTPMethod] = [.get, .head, .post, .put, .patch, .delete, .options]
    let upper = HTTPMethod(rawValue: name.uppercased())
    if upper == .connect { throw place.fault("CONNECT opens a tunnel, and is no request to an API") }
    return common.contains(upper) ? upper : HTTPMethod(rawValue: name)
  }

  /// What a URL lacks in some files: its query is in a list alone. Nil where there is none.
  private func query(_ place: JSONCursor?) throws(RecordingError) -> String? {
    guard let place, place.count > 0 else { return nil }
    return try form(place, "queryString")
  }

  private func form(_ place: JSONCursor, _ name: String) throws(RecordingError) -> String {
    guard place.kind == .array else { throw place.fault("\"\(name)\" is \(place.kind), it must be an array") }
    var pairs: [String] = []
    for item in place.elements {
      let name = PercentEncoding.encoded(try item.member("name", .string).text().utf8)
      pairs.append(name + "=" + PercentEncoding.encoded((item["value"]?.scalarText ?? "").utf8))
    }
    return pairs.joined(separator: "&")
  }

  /// HAR keeps a request's body as text. Where the bytes are none, tools say so by `encoding`, or in the comment.
  private func requestBody(
    _ request: JSONCursor, _ headers: inout HeaderFields, _ losses: inout Losses
  ) throws(RecordingError) -> [UInt8] {
    // Where the bytes are no text, HTTP Toolkit and pcapng-utils put them beside it.
    let place = request["postData"].flatMap { $0.isNull ? nil : $0 } ?? request["_content"]
    if let place, !place.isNull, place.kind != .object, place.kind != .string {
      throw place.fault("\"postData\" is \(place.kind), it must be an object")
    }
    let isMadeAgain = place?["text"]?.string?.isEmpty ?? true && place?["params"] != nil
    let body = try sentBody(place, &headers, &losses)
    let announced = [request["bodySize"]?.int, headers.first("content-length").flatMap { Int($0) }]
      .compactMap(\.self).first { $0 > 0 }
    if body.isEmpty, losses.missing.request == nil, let announced {
      losses.missing.request = "its request had \(announced) bytes, the file holds none"
    }
    if body[...].firstRange(of: Array("\u{FFFD}".utf8)) != nil {
      losses.lost.append("some bytes of the request body: it may have U+FFFD in their places")
    }
    if !body.isEmpty, !isMadeAgain, losses.missing.request == nil, let length = length(of: body, headers) {
      losses.missing.request = "its request had \(length) bytes, the file holds \(body.count)"
    }
    if !body.isEmpty, headers.first("content-type") == nil, let type = place?["mimeType"]?.string, !type.isEmpty,
      MediaType(type) != nil, type.utf8.isFieldText
    {
      headers.append("Content-Type", type)
    }
    return body
  }

  /// How long the body was, where it is not what the file holds: Chrome leaves the files of an upload out, for one.
  private func length(of body: [UInt8], _ headers: HeaderFields) -> Int? {
    guard !headers.contains("content-encoding"), let length = headers.first("content-length").flatMap({ Int($0) })
    else {
      return nil
    }
    let text = String(decoding: body, as: UTF8.self)
    return [body.count, text.unicodeScalars.count, text.utf16.count].contains(length) ? nil : length
  }

  private func sentBody(
    _ place: JSONCursor?, _ headers: inout HeaderFields, _ losses: inout Losses
  ) throws(RecordingError) -> [UInt8] {
    guard let place, !place.isNull else { return [] }
    if place.kind == .string { return Array(try place.text().utf8) }
    if let name = place["_file"], !name.isNull {
      switch attached.bytes(name) {
      case .success(let bytes): return bytes
      case .failure(let reason):
        losses.missing.request = reason.text
        return []
      }
    }
    if let textPlace = place["text"], !textPlace.isNull, try !textPlace.text().utf8.isEmpty {
      return try place["comment"]?.string == "base64"
        ? BodyEncoding.base64.bytes(textPlace) : BodyEncoding(place["encoding"]).bytes(textPlace)
    }
    guard let fields = place["params"], fields.count > 0 else { return [] }
    let stated = headers.first("content-type") ?? place["mimeType"]?.string ?? ""
    switch MediaType(stated) {
    case let type? where type.isForm:
      losses.lost.append("the request body's own bytes: it was made again from its fields")
      return Array(try form(fields, "params").utf8)
    case let type? where type.type == "multipart":
      losses.lost.append("the request body's own bytes: it was made again from its parts")
      let form = try MultipartForm(fields, type, isOfCharles: tool.contains("charles"))
      if let missing = form.missing {
        losses.missing.request = "its request had \(missing), which is not in the HAR file"
      }
      if headers.first("content-type") == nil || type.parameter("boundary") == nil {
        headers.removeAll("content-type")
        headers.append("Content-Type", "\(type.essence); boundary=\(form.boundary)")
      }
      return form.bytes
    default:
      losses.missing.request = "its request had a body, of which the file holds fields but not how they were sent"
      return []
    }
  }
}
