import HTTPModel

/// An answer of one thing again and again.
struct HostileExchange: Sendable {
  let name: String
  /// How many times.
  let count: Int
  let response: @Sendable (Int) -> Response

  func exchange(_ count: Int) -> Exchange {
    let request = Request(.get, Origin(scheme: "https", host: "api.keygen.sh"), Target("/v1/x"))
    return Exchange(request: request, outcome: .response(response(count)))
  }

  static let all =
    ["?", "\"", "{", "a", "{\"a\":1}", "https://", "password=", "%41", "<", "key: "].map { text in
      let count = (8 << 20) / text.utf8.count
      return HostileExchange(name: "8 MiB of \(text)", count: count) { count in
        Response(
          status: 200, reason: "OK", headers: [HeaderField("Content-Type", "text/plain")],
          body: .bytes(Array(String(repeating: text, count: count).utf8)))
      }
    } + [
      HostileExchange(name: "100,000 cookies, a field each", count: 100_000) { count in
        var headers = HeaderFields()
        for number in 0..<count { headers.append("Set-Cookie", "session\(number)=\(value(number)); Path=/") }
        return Response(status: 200, reason: "OK", headers: headers, body: .empty)
      },
      HostileExchange(name: "100,000 tokens in JSON", count: 100_000) { count in
        let members = (0..<count).map { "{\"token\":\"\(value($0))\"}" }.joined(separator: ",")
        return Response(
          status: 200, reason: "OK", headers: [HeaderField("Content-Type", "application/json")],
          body: .bytes(Array("[\(members)]".utf8)))
      },
    ]

  /// Looks drawn.
  private static func value(_ number: Int) -> String {
    var state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1
    var text = ""
    for _ in 0..<2 {
      state ^= state >> 29
      state = state &* 0xBF58_476D_1CE4_E5B9
      text += String(state, radix: 36)
    }
    return text
  }
}
