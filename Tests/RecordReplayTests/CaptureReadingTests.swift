import HTTPModel
import JSONModel
import RecordReplay
import TestSupport
import Testing

/// Captures in an interaction's file.
struct CaptureReadingTests {
  static let all = CapturedInteraction(
    method: "POST", url: "https://api.test/v1/keys/{{a.key}}?token={{a.t}}&token={{a.u}}",
    headers: [
      "Authorization: Bearer {{a.token}}", "Cookie: a=1", "cookie: b={{a.c}}", "Content-Type: application/json",
    ],
    body: #"{ "json": {"a":{"b/c":["{{a.pin}} x",1]},"in":"{\"t\":\"{{a.in}}\"}"} }"#, reason: "Hello Ada",
    responseHeaders: ["Location: /keys/STAND-IN", "Set-Cookie: a=1", "Set-Cookie: b=CCC"],
    responseBody: #"{ "json": {"key":"STAND-IN","pin":123456} }"#, trailers: ["X-Key: STAND-IN"],
    request: [
      ("/url/path/2", "{{a.key}}", "any"), ("/url/query/token", "{{a.t}}", "token"),
      ("/url/query/token/1", "{{a.u}}", "digits"), ("/headers/authorization", "{{a.token}}", "jwt"),
      ("/headers/cookie/1", "{{a.c}}", "hex:8"), ("/body/json/a/b~1c/0", "{{a.pin}}", "digits:4-8"),
      ("/body/json/in", "{{a.in}}", "base64"),
    ],
    response: [
      ("/headers/location", "STAND-IN", "a.key"), ("/headers/set-cookie/1", "CCC", "a.c"), ("/reason", "Ada", "a.name"),
      ("/body/json/key", "STAND-IN", "a.key"), ("/body/json/pin", "123456", "a.pin"),
      ("/trailers/x-key", "STAND-IN", "a.key"),
    ])

  @Test func `captures are read and written the same, in their order`() throws {
    let text = try JSONValue(parsing: Self.all.text).text(.fitted(width: 100))
    let written = try WrittenCassette(["001-demo-POST-keys.json": text])
    let cassette = try written.load()
    let captures = try #require(try cassette.interactions.first?.captures)
    #expect(captures.request.map(\.place) == Self.all.request.map(\.0))
    #expect(captures.request.map { "\($0.format)" } == Self.all.request.map(\.2))
    #expect(captures.response.map(\.text) == Self.all.response.map(\.1))
    #expect(captures.response.map(\.name) == Self.all.response.map(\.2))
    let copy = try TemporaryFolder()
    var other = Cassette(newAt: copy.path, manifest: cassette.manifest)
    for interaction in try cassette.interactions { other.append(interaction, api: .demo) }
    try other.save()
    #expect(try copy.text("001-demo-POST-keys.json") == text)
  }

  @Test func `captures of nothing are kept apart from none`() throws {
    for (member, captures) in [(#", "captures": {}"#, Captures()), ("", nil)] {
      let interaction = try CassetteFormatTests.unchanged(
        #"\#(CassetteFormatTests.request), \#(CassetteFormatTests.response), \#(CassetteFormatTests.recorded)\#(member)"#
      )
      #expect(interaction.captures == captures)
    }
  }

  @Test func `a form and another body have places as well`() throws {
    let form = CapturedInteraction(
      headers: ["Content-Type: application/x-www-form-urlencoded"],
      body: #"{ "text": "a=1&p=x+%7B%7Bd%7D%7D&p={{e}}" }"#,
      responseBody: #"{ "base64": "aGVsbG8=" }"#,
      request: [("/body/form/p", "{{d}}", "any"), ("/body/form/p/1", "{{e}}", "any")],
      response: [("/body", "ell", "e")])
    #expect(try form.error == nil)
  }

  static let errors: [(old: String, new: String, reason: String)] = [
    (
      #""captures": { "request": ["#, #""captures": [], "x": { "request": ["#,
      "4:51: /captures is an array, it must be an object"
    ),
    (#""response": [] }"#, #""respons": [] }"#, #"/captures has no member "respons""#),
    (
      #""request": [{ "place""#, #""request": {}, "request2": [{ "place""#, #"4:68: /captures has no member "request2""#
    ),
    (
      #""place": "/headers/authorization""#, #""place": "headers/authorization""#,
      "4:76: /captures/request/0/place is not a place such as /headers/authorization"
    ),
    (
      #""place": "/headers/authorization""#, #""place": "/headers/Authorization""#,
      "4:76: /captures/request/0/place is not a place"
    ),
    (
      #""place": "/headers/authorization""#, #""place": "/headers/authorization/1""#,
      "4:76: /captures/request/0/place is not in the message"
    ),
    (
      #""place": "/headers/authorization""#, #""place": "/headers/cookie""#,
      "4:76: /captures/request/0/place is not in the message"
    ),
    (
      #""place": "/headers/authorization""#, #""place": "/url/path/2""#,
      "4:76: /captures/request/0/place is not in the message"
    ),
    (
      #""place": "/headers/authorization""#, #""place": "/url/path/0""#,
      "4:99: /captures/request/0/text does not stand at its place"
    ),
    (
      #""place": "/headers/authorization""#, #""place": "/url/path/01""#,
      "4:76: /captures/request/0/place is not a place"
    ),
    (
      #""place": "/headers/authorization""#, #""place": "/url/query/a""#,
      "4:76: /captures/request/0/place is not in the message"
    ),
    (
      #""place": "/headers/authorization""#, #""place": "/body""#,
      "4:76: /captures/request/0/place is not in the message"
    ),
    (
      #""place": "/headers/authorization""#, #""place": "/body/json/a""#,
      "4:76: /captures/request/0/place is not in the message"
    ),
    (
      #""place": "/headers/authorization""#, #""place": "/body/form/a""#,
      "4:76: /captures/request/0/place is not in the message"
    ),
    (
      #""place": "/headers/authorization""#, #""place": "/reason""#,
      "4:76: /captures/request/0/place is not in the message"
    ),
    (
      #""place": "/headers/authorization""#, #""place": "/trailers/x""#,
      "4:76: /captures/request/0/place is not in the message"
    ),
    (
      #""place": "/headers/authorization""#, #""place": "/body/json/~2""#,
      "4:76: /captures/request/0/place is not a place"
    ),
    (#""text": "{{a.t}}""#, #""text": """#, "4:110: /captures/request/0/text is empty"),
    (#""text": "{{a.t}}""#, #""text": "{{a.u}}""#, "4:110: /captures/request/0/text does not stand at its place"),
    (
      #""name": "a.t""#, #""name": "a t""#,
      #"4:129: /captures/request/0/name is not a name of letters, digits, ".", "_" and "-""#
    ),
    (#""name": "a.t""#, #""name": """#, "4:129: /captures/request/0/name is not a name"),
    (
      #""format": "any""#, #""format": "words""#,
      "4:146: /captures/request/0/format is not a format such as any, token, digits:6"
    ),
    (#", "format": "any""#, "", #"4:65: /captures/request/0 is missing the member "format""#),
    (#""format": "any""#, #""format": "any", "x": 1"#, #"4:153: /captures/request/0 has no member "x""#),
  ]

  @Test(arguments: errors)
  func `captures that are none are an error with its place`(old: String, new: String, reason: String) throws {
    let text = CapturedInteraction(
      headers: ["Authorization: Bearer {{a.t}}"], request: [("/headers/authorization", "{{a.t}}", "any")]
    ).text
    #expect(text.contains(old))
    let error = try #require(try WrittenCassette(["001-demo-GET-x.json": text.replacing(old, with: new)]).error())
    #expect(error.hasPrefix("001-demo-GET-x.json:"))
    #expect(error.contains(reason), "\(error)")
  }

  @Test func `a packed interaction says the line`() throws {
    var interaction = CapturedInteraction(
      headers: ["Authorization: Bearer {{a.t}}"], request: [("/headers/authorization", "{{a.t}}", "any")])
    let good = try StoreForm.line("001-demo-GET-x", interaction.text)
    interaction.request[0].1 = "{{a.u}}"
    let bad = try StoreForm.line("002-demo-GET-x", interaction.text)
    let error = try #require(try WrittenCassette(["interactions.jsonl": "\(good)\n\(bad)\n"]).error())
    #expect(error.hasPrefix("interactions.jsonl:2:"))
    #expect(error.hasSuffix("/captures/request/0/text does not stand at its place"))
  }

  @Test func `a number is meant as a whole`() throws {
    var interaction = CapturedInteraction(
      responseBody: #"{ "json": {"pin":123456} }"#, response: [("/body/json/pin", "123456", "a")])
    #expect(try interaction.error == nil)
    interaction.response[0].1 = "12345"
    #expect(try interaction.error?.hasSuffix("/captures/response/0/text does not stand at its place") ?? false)
  }

  @Test func `a text that is listed more often than it stands there is an error`() throws {
    var interaction = CapturedInteraction(
      responseBody: #"{ "text": "KEY and KEY" }"#, response: [("/body", "KEY", "a"), ("/body", "KEY", "b")])
    #expect(try interaction.error == nil)
    interaction.response.append(("/body", "KEY", "c"))
    #expect(try interaction.error?.hasSuffix("/captures/response/2/text does not stand at its place") ?? false)
  }

  @Test func `a short side file is looked into, a long one is not read for it`() throws {
    let interaction = CapturedInteraction(
      responseBody: #"{ "file": "bodies/f" }"#, response: [("/body", "KEY", "a")])
    for (content, isFine) in [("x KEY", true), ("x", false), (String(repeating: "x", count: 2 << 20), true)] {
      let written = try WrittenCassette(["001-demo-GET-x.json": interaction.text, "bodies/f": content])
      #expect((written.error() == nil) == isFine)
    }
  }

  @Test func `so many captures and so long texts are not read`() throws {
    var interaction = CapturedInteraction(responseBody: #"{ "text": "KEY" }"#)
    interaction.response = Array(repeating: ("/body", "KEY", "a"), count: 10_001)
    #expect(try interaction.error?.hasSuffix("/captures/response holds more than 10000 captures") ?? false)
    interaction.response = [("/body", String(repeating: "x", count: (1 << 20) + 1), "a")]
    #expect(try interaction.error?.hasSuffix("/captures/response holds texts of more than 1 MiB together") ?? false)
  }

  @Test func `a text that stands everywhere is an error`() throws {
    let interaction = CapturedInteraction(
      responseBody: #"{ "text": "\#(String(repeating: "K", count: 200_001))" }"#, response: [("/body", "K", "a")])
    #expect(
      try interaction.error?.hasSuffix("/captures/response holds texts that stand at more than 200000 places") ?? false)
  }

  @Test func `a pointer of very many steps is no place`() throws {
    let interaction = CapturedInteraction(
      responseBody: #"{ "json": {} }"#,
      response: [("/body/json" + String(repeating: "/a", count: 100_000), "KEY", "a")])
    #expect(try interaction.error?.contains("/captures/response/0/place is not a place") ?? false)
  }
}
