/// What is secret of the value of `Authorization` and `Proxy-Authorization`: all but the scheme and, where the
/// credentials are parameters, all but those that prove something.
enum AuthorizationRules {
  static func detections(in value: [UInt8]) -> [Detection] {
    guard let start = value.firstIndex(where: { !ByteSet.blank.contains($0) }),
      let lastByte = value.lastIndex(where: { !ByteSet.blank.contains($0) })
    else { return [] }
    let end = lastByte + 1
    guard let blank = value[start..<end].firstIndex(where: ByteSet.blank.contains),
      let credentials = value[blank..<end].firstIndex(where: { !ByteSet.blank.contains($0) }),
      value[start..<blank].isAll(schemeLetters)
    else {
      if value[start..<end].isAll(.letters), isScheme(value[start..<end]) { return [] }
      return whole(start..<end, of: value, scheme: "")
    }
    let scheme = String(decoding: value[start..<blank], as: UTF8.self).lowercased()
    let parameters = AuthorizationRules.parameters(in: value, from: credentials, to: end)
    if scheme.utf8.starts(with: "aws4-".utf8) { return signature4(value, parameters) }
    let proofs = parameters.filter { proving.contains($0.name) }
    if !proofs.isEmpty {
      return proofs.compactMap { parameter in
        guard !Placeholders.isOne(value[parameter.range]) else { return nil }
        return Detection(
          range: parameter.range, rule: "place:authorization",
          name: parameter.name == "token" ? "token" : "credentials",
          confidence: .high)
      }
    }
    return whole(credentials..<end, of: value, scheme: scheme)
  }

  private static let schemeLetters = ByteSet("A-Za-z0-9!#$%&'*+.^_`|~-")
  private static let proving: Set<String> = [
    "response", "cnonce", "signature", "token", "oauth_token", "oauth_signature", "access_token", "mac", "sig",
    "api_key", "apikey", "key", "secret", "password", "credential",
  ]

  static func isScheme(_ word: some RandomAccessCollection<UInt8>) -> Bool {
    schemes.contains(String(decoding: word, as: UTF8.self).lowercased())
  }

  static let schemes: Set<String> = [
    "basic", "bearer", "digest", "token", "apikey", "api-key", "key", "ssws", "bot", "license", "geniekey", "aws",
    "sharedkey", "sharedkeylite", "signature", "dpop", "negotiate", "ntlm", "hmac", "oauth", "jwt", "hawk", "mac",
    "sharedaccesssignature", "zoho-oauthtoken", "client-id", "secret", "discogs", "private-token", "github",
  ]

  private static func whole(_ range: Range<Int>, of value: [UInt8], scheme: String) -> [Detection] {
    guard !range.isEmpty, !Placeholders.isOne(value[range]) else { return [] }
    let name =
      scheme == "bearer" || scheme == "token" || scheme == "bot" ? "token" : scheme == "license" ? "key" : "credentials"
    return [Detection(range: range, rule: "place:authorization", name: name, confidence: .high)]
  }

  private static func signature4(
    _ value: [UInt8], _ parameters: [(name: String, range: Range<Int>)]
  ) -> [Detection] {
    parameters.compactMap { parameter in
      switch parameter.name {
      case "credential":
        let end = value[parameter.range].firstIndex(of: UInt8(ascii: "/")) ?? parameter.range.upperBound
        let range = parameter.range.lowerBound..<end
        guard !range.isEmpty, !Placeholders.isOne(value[range]) else { return nil }
        return Detection(range: range, rule: "place:authorization", name: "key", confidence: .high)
      case "signature" where !Placeholders.isOne(value[parameter.range]):
        return Detection(
          range: parameter.range, rule: "place:authorization", name: "signature", confidence: .low)
      default: return nil
      }
    }
  }

  /// `name=value` and `name="value"`, separated by commas; names in lower case.
  private static func parameters(
    in value: [UInt8], from start: Int, to end: Int
  ) -> [(name: String, range: Range<Int>)] {
    var found: [(name: String, range: Range<Int>)] = []
    var index = start
    while index < end {
      while index < end, value[index] == UInt8(ascii: ",") || ByteSet.blank.contains(value[index]) { index += 1 }
      let nameStart = index
      while index < end, ByteSet.word.contains(value[index]) || value[index] == UInt8(ascii: "-") { index += 1 }
      guard index < end, index > nameStart, value[index] == UInt8(ascii: "="), index + 1 < end else { return found }
      let name = String(decoding: value[nameStart..<index].prefix(64), as: UTF8.self).lowercased()
      index += 1
      if value[index] == UInt8(ascii: "\"") {
        let close = value[(index + 1)..<end].firstIndex(of: UInt8(ascii: "\"")) ?? end
        found.append((name, index + 1..<close))
        index = min(close + 1, end)
      } else {
        let close =
          value[index..<end].firstIndex { $0 == UInt8(ascii: ",") || ByteSet.blank.contains($0) } ?? end
        // The padding of one base64 text is no parameter.
        guard close > index, value[index] != UInt8(ascii: "=") else { return found }
        found.append((name, index..<close))
        index = close
      }
    }
    return found
  }
}
