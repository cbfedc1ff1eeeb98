/// HAR files by chance, each made again from its seed: what tools write, in every combination, and what damage makes of
/// it.
struct HARGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// One in two is damaged, and one in eight of these is a damaged seed.
  mutating func next() -> [UInt8] {
    let isDamaged = below(2) == 0
    var bytes = isDamaged && below(8) == 0 ? one(of: HARSeeds.all) : Array(file().utf8)
    if isDamaged { for _ in 0...below(4) { damage(&bytes) } }
    return bytes
  }

  // MARK: Chance

  /// SplitMix64.
  private mutating func random() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  private mutating func below(_ bound: Int) -> Int { Int(random() % UInt64(bound)) }
  private mutating func one<Element>(of choices: [Element]) -> Element { choices[below(choices.count)] }

  /// Nothing, in most cases.
  private mutating func rarely(_ choices: [String], orElse usual: String = "") -> String {
    below(3) == 0 ? one(of: choices) : usual
  }

  // MARK: Files

  private mutating func file() -> String {
    let entries = (0...below(6)).map { _ in entry() }.joined(separator: ",")
    let tool = one(of: ["t", "Charles Proxy", "Polly.JS", "Playwright"])
    return
      "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"\(tool)\",\"version\":\"1\"},\"entries\":[\(entries)]}}"
  }

  private mutating func entry() -> String {
    let time = one(of: [
      #""2026-01-01T00:00:0\#(below(6)).000Z""#, #""2026-01-01T00:00:0\#(below(6)).5+0100""#, "null", #""soon""#, "7",
    ])
    let took = one(of: ["12.5", "-1", "null", "NaN", #""long""#, "1e400"])
    return "{\"startedDateTime\":\(time),\"time\":\(took),\"request\":{\(request())},\"response\":{\(response())}}"
  }

  private mutating func request() -> String {
    let method = one(of: ["GET", "GET", "GET", "POST", "POST", "PUT", "HEAD", "OPTIONS", "get"])
    let host = one(of: ["https://a.test", "https://a.test:8443", "http://me:pw@a.test", "https://b\u{fc}cher.test"])
    let url =
      below(10) == 0
      ? one(of: ["wss://a.test/ws", "data:text/plain,x", "about:blank", "", "https://a.test"]) : host + target()
    let body = rarely([
      #","postData":null"#, #","bodySize":9"#,
      #","postData":{"mimeType":"application/json","text":"{\"a\":\#(below(3)),\"a\":1,\"password\":\"hunter-22-\#(below(3))\"}"}"#,
      #","postData":{"mimeType":"text/plain","text":"/wA=","encoding":"base64"}"#,
      #","postData":{"mimeType":"application/x-www-form-urlencoded","params":[{"name":"a b","value":"\#(below(3))&"}]}"#,
      #","postData":{"mimeType":"application/x-www-form-urlencoded","text":"token=abcdefgh\#(below(3))&b=1"}"#,
      #","postData":{"mimeType":"multipart/form-data","params":[{"name":"p","value":"\#(below(3))"},{"name":"f","fileName":"a.bin","value":"/wA="}]}"#,
      #","postData":{"mimeType":"multipart/form-data; boundary=x","text":"--x\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nhunter-33-\#(below(3))\r\n--x--\r\n"}"#,
      #","postData":{"mimeType":"text/plain","_file":"no.txt"}"#,
    ])
    return "\"method\":\"\(method)\",\"url\":\"\(url)\",\"headers\":\(headers(requestFields))\(body)"
  }

  private mutating func target() -> String {
    one(of: ["/", "/x", "/x", "/a b", "/a%2Fb", "/a/b", "/\u{e9}", "/%C3%A9", "//", "/{token}"])
      + rarely(["?a=\(below(3))", "?token=abcdefgh\(below(3))", "?b=2&a=1", "?a=1&b=2", "?q=x y", "?#f"])
  }

  private static let requestFields = [
    #"{"name":"Accept","value":"a/b"}"#, #"{"name":"Accept","value":"*/*"}"#, #"{"name":"Range","value":"bytes=0-9"}"#,
    #"{"name":"If-None-Match","value":"\"1\""}"#, #"{"name":"Authorization","value":"Bearer secret-token-1"}"#,
    #"{"name":"Cookie","value":"sid=Kd83hQpLx71vTnB; mode=imported"}"#, #"{"name":":path","value":"/"}"#,
    #"{"name":"Content-Type","value":"application/json"}"#, #"{"name":"X","value":null}"#,
    #"{"name":"X","value":["a","b"]}"#,
    #"{"name":"Content-Type","value":"multipart/form-data; boundary=x"}"#, #"{"name":"Upgrade","value":"websocket"}"#,
    #"{"name":"Connection","value":"Upgrade"}"#, #"{"name":"Access-Control-Request-Method","value":"POST"}"#,
    #"{"name":"Origin","value":"https://b.test"}"#, #"{"name":"Content-Encoding","value":"gzip"}"#,
    #"{"name":"Content-Length","value":"4"}"#,
  ]
  private var requestFields: [String] { Self.requestFields }

  private static let responseFields = [
    #"{"name":"Content-Type","value":"application/json"}"#,
    #"{"name":"Content-Type","value":"text/plain; charset=ISO-8859-1"}"#,
    #"{"name":"Content-Type","value":"text/html; charset=Shift_JIS"}"#, #"{"name":"Content-Encoding","value":"gzip"}"#,
    #"{"name":"Content-Encoding","value":"br"}"#, #"{"name":"Set-Cookie","value":"sid=Kd83hQpLx71vTnB\nb=2; Path=/"}"#,
    #"{"name":"Link","value":"<a>\n<b>"}"#, #"{"name":"Content-Length","value":"7"}"#,
    #"{"name":"ETag","value":"\"1\""}"#,
    #"{"name":"Transfer-Encoding","value":"chunked"}"#, #"{"name":"Location","value":"/x?token=abcdefgh1"}"#,
    #"{"name":":status","value":"200"}"#, #"{"name":"Trailer","value":"A"}"#,
  ]

  private mutating func headers(_ all: [String]) -> String {
    if below(8) == 0 { return "null" }
    return "[" + (0..<below(5)).map { _ in one(of: all) }.joined(separator: ",") + "]"
  }

  private mutating func response() -> String {
    let status = one(of: [
      "200", "200", "200", "201", "204", "206", "304", "304", "404", "500", "999", "0", "-1", "-999", "101", "103",
      "42",
    ])
    let reason = one(of: [#""OK""#, #""""#, "null"])
    let content = one(of: [
      "", #","content":null"#, #","content":{"size":0}"#, #","content":{"size":-1}"#, #","content":{"size":5}"#,
      #","content":{"size":2,"text":"{}"}"#, #","content":{"size":9,"text":"short"}"#,
      #","content":{"text":"h\u00e9"}"#,
      #","content":{"text":"{\"token\":\"abcdefgh1\",\"n\":1.0,\"a\":1,\"a\":2}"}"#,
      #","content":{"text":"AP8B\r\n/w==","encoding":"base64"}"#, #","content":{"text":"%%","encoding":"base64"}"#,
      #","content":{"_isBinary":true,"text":"[\"1f8b0800000000000203\",\"ab56ca4c51b232d751ca4bcc4d55b252724c4954aa05004d93aeac15000000\"]"}"#,
      #","content":{"encoding":"base64","text":"[\"H4sIAAAAAAACAw==\",\"q1bKTFGyMtdRykvMTVWyUnJMSVSqBQBNk66sFQAAAA==\"]"}"#,
      #","content":{"text":"\u3042"}"#, #","content":{"_file":"../x"}"#, #","bodySize":7"#,
    ])
    return "\"status\":\(status),\"statusText\":\(reason),\"headers\":\(headers(Self.responseFields))\(content)"
  }

  // MARK: Damage

  private static let words = [
    "null", "[]", "{}", "-1", "1e400", "\"\"", "\\n", "\\u0000", "\\ud800", "{{a.b}}", "{{api-0.token}}", "%7B%7B",
    "\u{e9}",
    "NaN", "true", "\"a\":1,", "%2F", "#", " ", "\\\"", "secret-token-1",
  ]

  private mutating func damage(_ bytes: inout [UInt8]) {
    if bytes.isEmpty { return }
    let start = below(bytes.count), end = min(bytes.count, start + 1 + below(12))
    switch below(6) {
    case 0: bytes[start] ^= UInt8(1 << below(8))
    case 1: bytes.removeSubrange(start..<end)
    case 2: bytes.insert(contentsOf: bytes[start..<end], at: below(bytes.count))
    case 3: bytes.insert(contentsOf: Array(one(of: Self.words).utf8), at: start)
    // A value in the place of another.
    case 4:
      guard let colon = bytes[start...].firstIndex(of: 58),
        let stop = bytes[colon...].firstIndex(where: { ",}]".utf8.contains($0) })
      else { return }
      bytes.replaceSubrange((colon + 1)..<stop, with: Array(one(of: Self.words).utf8))
    default: bytes.replaceSubrange(start..<end, with: Array(one(of: Self.words).utf8))
    }
  }
}
