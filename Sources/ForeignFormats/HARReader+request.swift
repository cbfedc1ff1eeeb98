import HTTPModel
import JSONModel
import RecordReplay

extension HARReader {
  func request(_ place: JSONCursor, _ losses: inout Losses) throws(RecordingError) -> Request {
    let method = try place.member("method", .string).text()
    guard method.utf8.isToken else { throw (place["method"] ?? place).fault("not a valid method") }
    let url = try ForeignURL(try place.member("url", .string))
    var headers = try self.headers(place["headers"])
    url.addAuthorization(to: &headers)
    let body = try requestBody(place, &headers, &losses)
    return Request(
      HTTPMethod(rawValue: method), url.url.origin, url.url.target, headers: headers, body: .bytes(body))
  }

  /// HAR keeps a request's body as text. Where the bytes are none, tools say so by `encoding`, or in the comment.
  private func requestBody(
    _ request: JSONCursor, _ headers: inout HeaderFields, _ losses: inout Losses
  ) throws(RecordingError) -> [UInt8] {
    let place = request["postData"]
    if let place, !place.isNull, place.kind != .object {
      throw place.fault("\"postData\" is \(place.kind), it must be an object")
    }
    let body = try sentBody(place, &headers, &losses)
    let announced = [request["bodySize"]?.int, headers.first("content-length").flatMap { Int($0) }]
      .compactMap(\.self).first { $0 > 0 }
    if body.isEmpty, losses.missing.request == nil, let announced {
      losses.missing.request = "its request had \(announced) bytes, the file holds none"
    }
    if !body.isEmpty, headers.first("content-type") == nil, let type = place?["mimeType"]?.string, !type.isEmpty,
      MediaType(type) != nil, type.utf8.isFieldText
    {
      headers.append("Content-Type", type)
    }
    return body
  }

  private func sentBody(
    _ place: JSONCursor?, _ headers: inout HeaderFields, _ losses: inout Losses
  ) throws(RecordingError) -> [UInt8] {
    guard let place, !place.isNull else { return [] }
    if let name = place["_file"], !name.isNull {
      switch attached.bytes(name) {
      case .success(let bytes): return bytes
      case .failure(let reason):
        losses.missing.request = reason.text
        return []
      }
    }
    let isBase64 = place["encoding"]?.string == "base64" || place["comment"]?.string == "base64"
    if let textPlace = place["text"], textPlace.string?.utf8.isEmpty == false {
      return try bytes(textPlace, isBase64: isBase64)
    }
    guard let fields = place["params"], fields.count > 0 else { return [] }
    let stated = headers.first("content-type") ?? place["mimeType"]?.string ?? ""
    switch MediaType(stated) {
    case let type? where type.isForm:
      losses.lost.append("the request body's own bytes: it was made again from its fields")
      let pairs = fields.elements.map { field in
        PercentEncoding.encoded((field["name"]?.string ?? "").utf8) + "="
          + PercentEncoding.encoded((field["value"]?.string ?? "").utf8)
      }
      return Array(pairs.joined(separator: "&").utf8)
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

  func bytes(_ place: JSONCursor, isBase64: Bool) throws(RecordingError) -> [UInt8] {
    let text = try place.text()
    guard isBase64 else { return Array(text.utf8) }
    // Some tools break lines, which strict Base64 has none of.
    guard let bytes = ChunkList.base64(text) else { throw place.fault("not valid Base64") }
    return bytes
  }
}
