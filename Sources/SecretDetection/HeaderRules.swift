/// Header fields whose place decides, whatever their name's words say.
enum HeaderRules {
  /// Nil where the place decides nothing.
  static func detections(in value: [UInt8], name: String) -> [Detection]? {
    let name = name.lowercased()
    switch name {
    case "authorization", "proxy-authorization": return AuthorizationRules.detections(in: value)
    case "cookie", "cookie2": return cookies(in: value, attributes: false)
    case "set-cookie", "set-cookie2": return cookies(in: value, attributes: true)
    case "sec-websocket-protocol": return protocols(in: value)
    case "www-authenticate", "proxy-authenticate", "vary", "allow", "trailer", "te": return []
    case "x-jfrog-art-api" where !Placeholders.isOne(value):
      return [Detection(range: 0..<value.count, rule: "place:x-jfrog-art-api", name: "key", confidence: .high)]
    // Ids that are called tokens: of the token that was used, of the request.
    case "keygen-token",
      "postman-token" where Randomness.isUUID(value):
      return []
    default:
      if name.utf8.starts(with: "access-control-".utf8) { return [] }
      return vendorKey(in: value, name: name)
    }
  }

  /// Browsers can send no other field with a WebSocket's request, so tokens stand among the protocols.
  private static func protocols(in value: [UInt8]) -> [Detection] {
    var found: [Detection] = []
    for item in value.split(separator: UInt8(ascii: ",")) {
      var start = item.startIndex, end = item.endIndex
      while start < end, ByteSet.blank.contains(item[start]) { start += 1 }
      while end > start, ByteSet.blank.contains(item[end - 1]) { end -= 1 }
      let prefix = Array("base64url.bearer.authorization.k8s.io.".utf8)
      let isPrefixed = item[start..<end].starts(with: prefix)
      if isPrefixed { start += prefix.count }
      guard start < end, isPrefixed || Randomness.isLikely(item[start..<end], atLeast: 20),
        !Placeholders.isOne(item[start..<end])
      else { continue }
      found.append(
        Detection(range: start..<end, rule: "place:sec-websocket-protocol", name: "token", confidence: .high))
    }
    return found
  }

  /// Keys that are none: names of what is stored, numbers that the client drew, halves that are published.
  private static let otherKeys: Set<String> = [
    "idempotency", "surrogate", "cache", "websocket", "public", "partition", "object", "sort", "dedup",
    "deduplication", "request", "xkey", "bucket", "page", "message", "ordering", "verify",
  ]

  /// `Fastly-Key`: a drawn value of a field that is called a key.
  private static func vendorKey(in value: [UInt8], name: String) -> [Detection]? {
    let words = NameWords(name)
    guard words.last == "key", words.words.count > 1, !words.words.contains(where: otherKeys.contains),
      Randomness.isLikely(value, atLeast: 20), !Placeholders.isOne(value)
    else { return nil }
    return [Detection(range: 0..<value.count, rule: "place:key", name: "key", confidence: .medium)]
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
