import HTTPModel
import Hashing
import JSONModel
import RecordReplay

/// A URL as other tools write it, made one that can be requested.
struct ForeignURL {
  private(set) var url: AbsoluteURL
  /// `name:password@` before the host, as the bytes between; nil where there is none.
  private let userInformation: [UInt8]?

  init(_ place: JSONCursor) throws(RecordingError) {
    let text = try place.text()
    var bytes = Array(Array(text.utf8)[...].trimmed)
    guard let start = ForeignURL.authority(of: bytes) else {
      throw place.fault(
        ForeignURL.scheme(of: bytes).map(ForeignURL.refusal(of:)) ?? "the URL is not an absolute http or https URL")
    }
    let authority = bytes[start...].prefix { !"/?#".utf8.contains($0) }
    if let end = authority.lastIndex(of: UInt8(ascii: "@")) {
      userInformation = Array(bytes[start..<end])
      bytes.removeSubrange(start...end)
    } else {
      userInformation = nil
    }
    let escaped = InternationalURL.ascii(bytes).flatMap { $0 == 32 ? Array("%20".utf8) : [$0] }
    guard let url = AbsoluteURL(escaped), url.target.bytes.allSatisfy({ $0 > 32 && $0 != 127 }) else {
      throw place.fault("the URL is not an absolute http or https URL")
    }
    self.url = url
  }

  /// Adds a query, unless there is one.
  mutating func addQuery(_ query: String) -> Bool {
    if url.target.bytes.contains(UInt8(ascii: "?")) { return false }
    url = AbsoluteURL(origin: url.origin, target: Target(url.target.bytes + Array("?\(query)".utf8)))
    return true
  }

  /// Clients send user information in `Authorization` (RFC 7617), unless that has something else.
  func addAuthorization(to headers: inout HeaderFields) {
    guard let userInformation, headers.first("authorization") == nil else { return }
    headers.append("Authorization", "Basic \(Base64.encode(PercentEncoding.decoded(userInformation[...])))")
  }

  /// What a text is for that need not be read to its end: an http, https, ws or wss URL.
  static func meant(_ text: String) -> AbsoluteURL? {
    let bytes = InternationalURL.ascii(Array(Array(text.utf8)[...].trimmed))
    let isSocket = bytes.count > 2 && bytes[0] | 32 == UInt8(ascii: "w") && bytes[1] | 32 == UInt8(ascii: "s")
    return AbsoluteURL(isSocket ? Array("http".utf8) + bytes.dropFirst(2) : bytes)
  }

  /// Where the authority of an http or https URL begins.
  private static func authority(of bytes: [UInt8]) -> Int? {
    guard let scheme = scheme(of: bytes), ["http", "https"].contains(scheme) else { return nil }
    let end = scheme.utf8.count + 3
    return bytes.count > end && bytes[..<end].suffix(3).elementsEqual("://".utf8) ? end : nil
  }

  /// In lower case (RFC 3986, section 3.1); nil where there is none.
  private static func scheme(of bytes: [UInt8]) -> String? {
    guard let colon = bytes.prefix(40).firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return nil }
    let name = String(decoding: bytes[..<colon], as: UTF8.self).lowercased()
    let isScheme = name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || "+-.".utf8.contains($0) }
    return isScheme ? name : nil
  }

  private static func refusal(of scheme: String) -> String {
    switch scheme {
    case "http", "https": "the URL is not an absolute http or https URL"
    case "ws", "wss": "\(scheme): is not an HTTP URL; a WebSocket was recorded, and only HTTP can be replayed"
    default: "\(scheme): is not an HTTP URL"
    }
  }
}
