import HTTPModel
import Hashing
import RecordReplay
import TestSupport
import Testing

/// Bodies whose media type does not say what they are, and places that few clients use.
struct MislabelledBodiesTests {
  private static let secret = "Qr7tWm2xKd9pZs4hLv8cNb3f"
  private static let traces = SecretTraces(of: [secret])

  /// What a cassette with the exchange has on disk, for a body in the request and in the answer.
  private func written(_ type: String?, _ body: [UInt8]) throws -> [UInt8] {
    let fields = type.map { HeaderFields([HeaderField("Content-Type", $0)]) } ?? []
    let text = String(decoding: body, as: UTF8.self)
    return try written(.sample(.post, "https://api.test/x", fields, body: text), .sample(text, fields))
  }

  private func written(_ request: Request, _ response: Response = .sample()) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    var cassette = Cassette(newAt: folder.path)
    cassette.append(try .sample(request, response, api: .demo), api: .demo)
    try cassette.save()
    return try folder.files().flatMap { Array($0.key.utf8) + $0.value }
  }

  private static let types: [String?] = [
    nil, "text/plain", "text/html", "application/octet-stream", "application/json", "application/xml",
    "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=other", "image/png",
    "application/grpc-web-text", "*/*",
  ]

  @Test(arguments: types) func `JSON is looked through whatever its type says`(type: String?) throws {
    for body in [
      #"{"user":"ada","password":"SECRET"}"#, "\n [{\"password\":\"SECRET\"}]",
      "{\"level\":1}\n{\"password\":\"SECRET\"}\n",
      #"{"level":1,"password":"SECRET"#, "%7B%22password%22%3A%22SECRET%22%7D",
    ] {
      // Of an image only what is JSON as a whole is read.
      if type == "image/png", !body.hasSuffix("}"), !body.hasSuffix("]") { continue }
      if type == "image/png", body.hasPrefix("%") { continue }
      let found = Self.traces.found(in: try written(type, Array(body.replacing("SECRET", with: Self.secret).utf8)))
      #expect(found.isEmpty, "\(body)")
    }
  }

  @Test(arguments: types.filter { $0 != "image/png" })
  func `so are forms, XML, parts, events, scripts and tables`(type: String?) throws {
    for body in [
      "user=ada&password=SECRET&x=1", "<r><password>SECRET</password></r>",
      "<r><![CDATA[x]]><a password='SECRET'/></r>",
      "<dict><key>password</key><string>SECRET</string></dict>",
      "<resources><string name='api_secret'>SECRET</string></resources>",
      "<c><add key='ApiKey' value='SECRET'/></c>", "<!-- api_key: SECRET --><r/>",
      "--XbX\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nSECRET\r\n--XbX--\r\n",
      "--XbX\r\nContent-Type: application/json\r\n\r\n{\"password\":\"SECRET\"}\r\n--XbX--\r\n",
      "event: a\ndata: {\"password\":\"SECRET\"}\n\n", "/**/cb({\"password\":\"SECRET\"});",
      "var c = {apiKey: \"SECRET\", x: 1};", "<input type='hidden' name='access_token' value='SECRET'>",
      "user,password\nada,SECRET\n", "\"id\"\t\"api_key\"\n1\t\"SECRET\"\n",
    ] {
      let found = Self.traces.found(in: try written(type, Array(body.replacing("SECRET", with: Self.secret).utf8)))
      #expect(found.isEmpty, "\(body)")
    }
  }

  @Test(arguments: [true, false]) func `an answer in UTF-16 stays in it, without its secret`(isBigEndian: Bool) throws {
    func coded(_ text: String) -> [UInt8] {
      text.utf16.flatMap { isBigEndian ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)] }
    }
    for mark in ["", "\u{FEFF}"] {
      let body = coded("\(mark){\"é\":1,\"password\":\"\(Self.secret)\"}")
      let interaction = try Interaction.sample(
        .sample(.get, "https://api.test/x"), Response(status: 200, headers: [], body: .bytes(body)), api: .demo)
      guard case .response(let stored) = interaction.outcome else { return }
      let bytes = try #require(try stored.body?.bytes)
      #expect(bytes.count == body.count)
      #expect(bytes.starts(with: coded("\(mark){\"é\":1,\"password\":\"")))
      #expect(!bytes.contains(coded(Self.secret)))
    }
  }

  @Test(arguments: [
    "Cookie2: sid=SECRET", "Sec-WebSocket-Protocol: chat, bearer, SECRET", "X-Acme: /cb;jsessionid=SECRET?a=1",
    "Fastly-Key: SECRET", "X-Original-URL: /cb?access_token=SECRET&a=b",
  ])
  func `a credential in such a field is not stored`(line: String) throws {
    let parts = line.split(separator: ": ").map { String($0).replacing("SECRET", with: Self.secret) }
    let bytes = try written(.sample(.get, "https://api.test/x", [HeaderField(parts[0], parts[1])]))
    #expect(Self.traces.found(in: bytes).isEmpty)
  }

  @Test(arguments: [
    "/x?next=https%253A//y.test/%253Ftoken%253DSECRET", "/proxy/https://ada:SECRET@y.test/z", "/x;token=SECRET/y",
    "/x?q=%257B%2522password%2522%253A%2522SECRET%2522%257D",
  ])
  func `a credential in such a target is not stored`(target: String) throws {
    let bytes = try written(
      .sample(.get, "https://api.test" + target.replacing("SECRET", with: Self.secret)))
    #expect(Self.traces.found(in: bytes).isEmpty)
  }

  @Test func `fields of an answer are read for cookies and links`() throws {
    for line in ["Set-Cookie2: sid=\"SECRET\"; Version=\"1\"", "Location: /x;jsessionid=SECRET?a=1"] {
      let parts = line.replacing("SECRET", with: Self.secret).split(separator: ": ").map(String.init)
      let bytes = try written(
        .sample(.get, "https://api.test/x"), .sample("{}", [HeaderField(parts[0], parts[1])]))
      #expect(Self.traces.found(in: bytes).isEmpty, "\(line)")
    }
  }

  @Test func `credentials that are parameters are redacted once`() throws {
    let line = "Digest username=\"u\", nonce=\"n\", response=\"\(Self.secret)\", cnonce=\"x1y2z3q4\""
    let interaction = try Interaction.sample(
      .sample(.get, "https://api.test/x", [HeaderField("Authorization", line)]), .sample(), api: .demo)
    var session = RedactionSession()
    #expect(try session.redactAgain(interaction, api: .demo) == nil)
  }

  @Test func `a webhook's segments are replaced one by one, and its own request matches`() async throws {
    let api = API(name: "slack", hosts: [BaseURL("https://hooks.slack.com")].compactMap(\.self))
    let request = Request.sample(.post, "https://hooks.slack.com/services/T7K4M2P9Q/B3N8V6C1X/\(Self.secret)")
    let interaction = try Interaction.sample(request, .sample("ok"), api: api)
    #expect(Self.traces.found(in: Array("\(interaction.request.url)".utf8)).isEmpty)
    var cassette = Cassette(newAt: "c")
    cassette.append(interaction, api: api)
    #expect(await Replayer(cassette: cassette, apis: [api]).respond(to: request).outcome.miss == nil)
  }
}
