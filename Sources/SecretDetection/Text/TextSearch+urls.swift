extension TextSearch {
  /// The longest user info, and the most items of one URL that are judged together.
  private static let longestUserInfo = 2_048, mostItems = 256

  mutating func readURL(at colon: Int) {
    let authority = colon + 3
    readUserInfo(from: authority, scheme: colon)
    guard authority >= parsedURLTo else { return }
    let end = URLText.end(in: bytes, from: authority)
    parsedURLTo = end
    readURL(authority: authority, end)
  }

  /// From the authority on, or from the path where there is none.
  mutating func readURL(authority: Int, _ end: Int) {
    let path = bytes[authority..<end].firstIndex {
      $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#")
    }
    guard let path else { return }
    let query = bytes[path..<end].firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? end
    let at = bytes[authority..<path].lastIndex(of: UInt8(ascii: "@")).map { $0 + 1 } ?? authority
    if query == end, !PathRules.isHook(host: bytes[at..<path]), !bytes[path..<query].contains(UInt8(ascii: ";")) {
      return readLinks(path..<query)
    }
    let host = String(decoding: bytes[at..<path].prefix(256), as: UTF8.self).lowercased()
    if let matrix = bytes[path..<query].firstIndex(of: UInt8(ascii: ";")) {
      readItems(from: matrix, to: query, host: host, path: path..<matrix)
    }
    readItems(from: query, to: end, host: host, path: path..<query)
    readSegments(path..<query, host: host)
    if query < end { readURLTo = max(readURLTo, end) }
  }

  private mutating func readUserInfo(from start: Int, scheme colon: Int) {
    var end = start, at: Int?
    let stops = TextSearch.userInfoEnds
    while end < bytes.count, end - start <= TextSearch.longestUserInfo, !stops.contains(bytes[end]) {
      if bytes[end] == UInt8(ascii: "@") { at = end }
      end += 1
    }
    guard let at, at > start else { return }
    // `user:password@host` is no pair.
    readTo = max(readTo, end)
    let host = String(decoding: bytes[at + 1..<end], as: UTF8.self)
    let cut = bytes[start..<at].firstIndex(of: UInt8(ascii: ":"))
    let user = start..<(cut ?? at), password = (cut.map { $0 + 1 } ?? at)..<at
    func add(_ range: Range<Int>, _ name: String) {
      found.append(
        Detection(range: range, rule: "structure:url-userinfo", name: name, confidence: range.count < 4 ? .low : .high))
    }
    if password.isEmpty || TextSearch.isNoPassword(bytes[password]) {
      // The user of a data source's name of Sentry's is meant to be public.
      guard Randomness.isLikely(bytes[user]), !host.utf8.contains(subsequence: "sentry"),
        !Placeholders.isOne(bytes[user])
      else { return }
      return add(user, "token")
    }
    guard !TextSearch.isSample(bytes[password]) else { return }
    add(
      TextSearch.tokenUsers.contains(String(decoding: bytes[user], as: UTF8.self)) ? start..<at : password, "password")
  }

  private static let userInfoEnds = ByteSet("/?# \t\r\n\"'<>`\\")

  /// Users that only say that a token follows.
  private static let tokenUsers: Set<String> = [
    "x-access-token", "x-token-auth", "oauth2", "token", "gitlab-ci-token", "x-oauth-token", "__token__",
  ]

  private static func isNoPassword(_ password: ArraySlice<UInt8>) -> Bool {
    ["x-oauth-basic", "x", "X", "pass", "password", "_"].contains(String(decoding: password, as: UTF8.self))
  }

  private static func isSample(_ password: ArraySlice<UInt8>) -> Bool {
    Placeholders.isOne(password) || Placeholders.isOne(URLText.decoded(password))
      || ["pass", "pwd", "user", "passwd", "xxx", "...", "pw"].contains(
        String(decoding: password, as: UTF8.self).lowercased())
      || password.contains(where: ByteSet("{}()$").contains) && password.contains(where: ByteSet("{(").contains)
  }

  /// Names before values and the values of all items of query and fragment.
  private mutating func readItems(from query: Int, to end: Int, host: String, path: Range<Int>) {
    guard query < end else { return }
    let isPath = bytes[query] == UInt8(ascii: ";")
    var items: [(name: [UInt8], value: Range<Int>)] = []
    var start = query + 1
    while start < end {
      let stop =
        bytes[start..<end].firstIndex {
          $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "?")
            || isPath && $0 == UInt8(ascii: "/")
        } ?? end
      if let equals = bytes[start..<stop].firstIndex(of: UInt8(ascii: "=")), equals - start <= 96 {
        // `&amp;` joins items in HTML and XML.
        items.append((URLText.decoded(bytes[start..<equals]), equals + 1..<stop))
      }
      start = stop + 1
    }
    let names = items.count > TextSearch.mostItems ? [] : items.map { String(decoding: $0.name, as: UTF8.self) }
    let pathText = String(decoding: bytes[path].prefix(1_024), as: UTF8.self)
    for item in items where !item.value.isEmpty {
      let context = ValueContext(
        role: .query, names: [String(decoding: item.name, as: UTF8.self)], siblings: names, host: host, path: pathText)
      let value = URLText.decoded(bytes[item.value])
      if let detection = NamedValue.detection(of: value, context)
        ?? SecretStructure.detections(in: value, context)?.first
      {
        found.append(
          Detection(range: item.value, rule: detection.rule, name: detection.name, confidence: detection.confidence))
      }
    }
  }

  /// The same where the host says nothing: a segment is judged by itself and by the one before.
  private mutating func readLinks(_ path: Range<Int>) {
    var before: Range<Int>?, count = 0
    var start = path.lowerBound
    while start < path.upperBound, count < 32 {
      let stop = bytes[start..<path.upperBound].firstIndex(of: UInt8(ascii: "/")) ?? path.upperBound
      if stop > start, stop - start <= 512 {
        if stop - start >= 12, let before {
          let segment = URLText.decoded(bytes[start..<stop])
          let name = String(decoding: URLText.decoded(bytes[before]), as: UTF8.self)
          if let link = PathRules.link(segment, after: name), !Placeholders.isOne(segment) {
            found.append(
              Detection(range: start..<stop, rule: link.rule, name: link.name, confidence: link.confidence))
          }
        }
        before = start..<stop
        count += 1
      }
      start = stop + 1
    }
  }

  /// Links that hold their permission in the path.
  private mutating func readSegments(_ path: Range<Int>, host: String) {
    var names: [String] = []
    var start = path.lowerBound
    while start < path.upperBound, names.count < 32 {
      let stop = bytes[start..<path.upperBound].firstIndex(of: UInt8(ascii: "/")) ?? path.upperBound
      if stop > start, stop - start <= 512 {
        let segment = URLText.decoded(bytes[start..<stop])
        let context = ValueContext(role: .path, names: names, host: host)
        if let detection = PathRules.detections(in: segment, context)?.first {
          found.append(
            Detection(range: start..<stop, rule: detection.rule, name: detection.name, confidence: detection.confidence)
          )
        }
        names.append(String(decoding: segment, as: UTF8.self))
      }
      start = stop + 1
    }
  }
}

extension String.UTF8View {
  func contains(subsequence wanted: String) -> Bool {
    let text = Array(self), wanted = Array(wanted.utf8)
    guard text.count >= wanted.count else { return false }
    return (0...text.count - wanted.count).contains { text[$0..<$0 + wanted.count].elementsEqual(wanted) }
  }
}
