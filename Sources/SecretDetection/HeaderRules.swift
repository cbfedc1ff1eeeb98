/// Header fields whose place decides, whatever their name's words say.
enum HeaderRules {
  /// Nil where the place decides nothing.
  static func detections(in value: [UInt8], name: String) -> [Detection]? {
    let name = name.lowercased()
    switch name {
    case "authorization", "proxy-authorization": return AuthorizationRules.detections(in: value)
    case "cookie": return cookies(in: value, attributes: false)
    case "set-cookie": return cookies(in: value, attributes: true)
    case "www-authenticate", "proxy-authenticate", "vary", "allow", "trailer", "te": return []
    case "x-jfrog-art-api" where !Placeholders.isOne(value):
      return [Detection(range: 0..<value.count, rule: "place:x-jfrog-art-api", name: "key", confidence: .high)]
    // Ids that are called tokens: of the token that was used, of the request.
    case "keygen-token",
      "postman-token" where Randomness.isUUID(value):
      return []
    default:
      return name.utf8.starts(with: "access-control-".utf8) ? [] : nil
    }
  }

  /// Of `Set-Cookie` the first pair alone is a cookie; some tools join several such fields by line feeds.
  private static func cookies(in value: [UInt8], attributes: Bool) -> [Detection] {
    var found: [Detection] = []
    var start = 0
    while start < value.count {
      let end = value[start...].firstIndex { $0 == UInt8(ascii: ";") || $0 == 0x0A } ?? value.count
      if let equals = value[start..<end].firstIndex(of: UInt8(ascii: "=")) {
        let name = Array(value[start..<equals]).trimmed
        var first = equals + 1, last = end
        while first < last, ByteSet.blank.contains(value[first]) { first += 1 }
        while last > first, ByteSet.blank.contains(value[last - 1]) { last -= 1 }
        if let cookie = CookieRules.detection(
          name: String(decoding: name.prefix(256), as: UTF8.self), value: Array(value[first..<last]))
        {
          found.append(cookie.moved(by: first))
        }
      }
      guard attributes else {
        start = end + 1
        continue
      }
      guard let line = value[end...].firstIndex(of: 0x0A) else { break }
      start = line + 1
    }
    return found
  }
}
