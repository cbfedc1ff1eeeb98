import CNghttp2
import HTTPModel

/// The fields of an answer's head or trailers as HTTP/2 sends them: names in lower case, without those that speak of a
/// connection (RFC 9113 section 8.2).
struct HTTP2Fields {
  private var bytes: [UInt8] = []
  private var ends: [(name: Int, value: Int)] = []

  /// The head of a response. `length` is that of a content that is sent, where it is known; `hasContent` is false where
  /// none may be sent and `Content-Length` tells of another.
  init(_ response: Response, length: Int?, hasContent: Bool) throws(MessageError) {
    guard (200...999).contains(response.status) else { throw .statusLine }
    append(status: response.status)
    var length = hasContent ? length : nil
    let keepsLength = !hasContent && response.status != 204
    for index in response.headers.indices {
      if !keepsLength, response.headers.isContentLength(index) {
        if let length { append("content-length", "\(length)") }
        length = nil
      } else {
        try append(index, of: response.headers)
      }
    }
  }

  /// The head of an interim response.
  init(_ interim: Response.Interim) throws(MessageError) {
    append(status: interim.status)
    for index in interim.headers.indices { try append(index, of: interim.headers) }
  }

  init(trailers: HeaderFields) throws(MessageError) {
    let fields = HeaderFields(trailers.filter { field in !HeaderField.notTrailers.contains(where: field.isNamed) })
    for index in fields.indices { try append(index, of: fields) }
  }

  var isEmpty: Bool { ends.isEmpty }

  private mutating func append(status: Int) { append(":status", "\(status)") }

  private mutating func append(_ name: String, _ value: String) {
    bytes += name.utf8
    let end = bytes.count
    bytes += value.utf8
    ends.append((end, bytes.count))
  }

  private mutating func append(_ index: Int, of fields: HeaderFields) throws(MessageError) {
    let start = bytes.count
    for byte in fields.name(at: index) { bytes.append(byte >= 65 && byte <= 90 ? byte | 32 : byte) }
    let end = bytes.count
    bytes += fields.value(at: index).trimmed
    guard bytes[start..<end].isToken, bytes[end...].isFieldText else { throw .controlByte }
    if HTTP2Fields.dropped.contains(where: { bytes[start..<end].equals($0) }) {
      bytes.removeSubrange(start...)
    } else {
      ends.append((end, bytes.count))
    }
  }

  private static let dropped = [
    "connection", "keep-alive", "proxy-connection", "transfer-encoding", "te", "trailer", "upgrade", "http2-settings",
  ].map { Array($0.utf8) }

  /// Gives them as nghttp2 takes them.
  func withFields(_ body: (_ fields: UnsafePointer<nghttp2_nv>?, _ count: Int) -> Void) {
    var bytes = bytes
    bytes.withUnsafeMutableBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return body(nil, 0) }
      var start = 0
      let fields = ends.map { end in
        defer { start = end.value }
        return nghttp2_nv(
          name: base + start, value: base + end.name, namelen: end.name - start, valuelen: end.value - end.name,
          flags: UInt8(NGHTTP2_NV_FLAG_NONE.rawValue))
      }
      fields.withUnsafeBufferPointer { body($0.baseAddress, $0.count) }
    }
  }
}
