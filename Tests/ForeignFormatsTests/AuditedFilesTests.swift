import ForeignFormats
import HTTPModel
import Hashing
import JSONModel
import RecordReplay
import TestSupport
import Testing

/// The small HAR files of a security audit: each holds a secret that an earlier version left somewhere.
@Suite(.enabled(if: SharedFiles.available)) struct AuditedFilesTests {
  private static let folder: TemporaryFolder? = {
    guard let folder = try? TemporaryFolder(),
      let result = try? Subprocess.run(
        "python3", ["\(SharedFiles.folder)/cases/security/small_hars.py", "\(folder.path)/files"]),
      result.status == 0
    else { return nil }
    return folder
  }()

  private static let demo = ImportedFile.api("demo", "https://api.demo.test")

  private func imported(_ name: String, _ session: RedactionSession = RedactionSession()) throws -> ImportedFile {
    let folder = try #require(Self.folder, "the files cannot be made: python3 is needed")
    return try ImportedFile(
      SharedFiles.contents("\(folder.path)/files/\(name).har"), apis: [Self.demo], session: session)
  }

  /// Of each: the secret in it, and what the cassette must hold in its place.
  static let repeated: [(file: String, secret: String, stored: String)] = [
    ("cross-later", "XentrySecret0123456789abc", #""url": "https://api.demo.test/things/{{demo.token}}""#),
    ("cross-earlier", "XentrySecret0123456789abc", #""url": "https://api.demo.test/things/{{demo.token}}""#),
    ("pct-lower", "aB3+xYz/9Qk=LmTtWw", "/cb?state={{demo."), ("pct-upper", "aB3+xYz/9Qk=LmTtWw", "/cb?state={{demo."),
    ("pct-part", "aB3+xYz/9Qk=LmTtWw", "/cb?state={{demo."),
    ("json-u002b", "aB3+xYz/9Q&kLm<7>Tt==", #""X-Api-Key: {{demo."#),
    ("json-u00e9", "aB3xYz9QkLm7TtéÜ9", #""password": "{{demo.password}}""#),
    ("form-plus", "correct horse battery", #""password": "{{demo.password}}""#),
    ("cookie-decoded", "s:Sess10nValue99.sigsig", #""Cookie: sid={{demo.cookie"#),
    ("token-wrapped", "TokTokTok12346", #"Token token=\"{{demo.token}}\", email=\"a\""#),
    ("basic-user-key", "FreshKey123456789", "Authorization: Basic {{demo.credentials}}"),
    ("string-deep", "DeepInString0001", "{{demo.password}}"), ("string-ndjson", "NdInString0001", "{{demo.password}}"),
    ("string-form", "FormInString01", "token={{demo.token}}&a=1"),
    ("secret-object", "ObjInSecret00001", #""secret": { "value": "{{demo."#),
    ("multipart-lf", "LfMultipart00001", "{{demo.password}}"),
    ("sts-xml", "PlantedPlantedPlantedPlantedPlantedSecre", "<SecretAccessKey>"),
    ("sts-xml", "PlantedSessionToken", "<SessionToken>"), ("sts-xml", "ASIAEXAMPLEEXAMPLE00", "<AccessKeyId>"),
    ("braces", "{{MySecretPw99}}", #""password": "{{demo.password}}""#),
  ]

  @Test(arguments: repeated)
  func `a secret is taken out wherever and however it is repeated`(file: String, secret: String, stored: String)
    async throws
  {
    let imported = try imported(file)
    #expect(imported.outcome.refused.isEmpty)
    let written = try imported.written
    #expect(SecretTraces(of: [secret]).found(in: written).isEmpty)
    #expect(written.contains(stored), "\(written)")
    for entry in imported.har.entries { #expect(await imported.miss(entry.exchange.request) == nil) }
  }

  @Test(arguments: ["gzip-kept", "deflate-kept"])
  func `a body that the file keeps coded is looked into, and a client gets it decoded`(name: String) async throws {
    let imported = try imported(name)
    #expect(imported.outcome.refused.isEmpty)
    #expect(!(try imported.body(1).contains("PlantedSecretValue")))
    let body = try JSONValue(parsing: imported.body(1))
    #expect(body["data"]?.array?.count == 60)
    #expect(body["data"]?[59]?["id"]?.int == 59)
    #expect(imported.outcome.reports[0].report.replacements.count == 60)
  }

  @Test func `a value of a cassette that only looks like a placeholder matches itself alone`() async throws {
    let text = #"{"template":"Hi {{subject}}","password":"{{MySecretPw99}}"}"#
    let har = HARText.file([HARText.entry("https://api.demo.test/mails", json: text)])
    let imported = try ImportedFile(har, apis: [Self.demo])
    let recorded = imported.har.entries[0].exchange.request
    func miss(_ old: String, _ new: String) async -> Miss? {
      var request = recorded
      request.body = .bytes(Array(text.replacing(old, with: new).utf8))
      return await imported.miss(request)
    }
    #expect(await miss("", "") == nil)
    #expect(await miss("{{MySecretPw99}}", "another one") == nil)
    #expect(await miss("{{subject}}", "Ada") != nil)
  }

  @Test func `a user can name path segments, elements and attributes, and values for everywhere`() throws {
    let profile = #"""
      {"profile": 1, "hosts": ["https://api.demo.test"],
       "secret": {"paths": ["/hooks/{id}/{secret}", "/bot{secret}/send"], "members": ["Pass", "door"]}}
      """#
    let api = API(name: "demo", profile: try Profile(parsing: Array(profile.utf8), file: "profile.json"))
    let markup = #"<r><Pass>open one</Pass><a door="open two" b="kept"/><c>sesame now</c></r>"#
    let har = HARText.file([
      HARText.entry("https://api.demo.test/hooks/7/quiet-place", answer: markup, type: "text/xml"),
      HARText.entry("https://api.demo.test/bot1234/send?q=sesame+now", answer: "{}"),
    ])
    var session = RedactionSession()
    session.learn([(name: "word", value: "sesame now")], api: "demo")
    let imported = try ImportedFile(har, apis: [api], session: session)
    #expect(try imported.request(1).url.description == "https://api.demo.test/hooks/7/{{demo.token}}")
    #expect(try imported.request(2).url.description == "https://api.demo.test/bot{{demo.token-2}}/send?q={{demo.word}}")
    let written = try imported.written
    for secret in ["quiet-place", "1234", "open one", "open two", "sesame"] { #expect(!written.contains(secret)) }
    #expect(try imported.body(1).contains(#" b="kept"/>"#))
  }

  @Test func `an entry that cannot be cleaned is named by place and rule, and the others are taken`() throws {
    let har = HARText.file([
      HARText.entry("https://api.demo.test/a", answer: #"{"token":"q7WzT3mK9xVb2LrYc8Pd"}"#),
      HARText.entry("https://api.demo.test/b", answer: #"{"q7WzT3mK9xVb2LrYc8Pd":1}"#),
      HARText.entry("https://api.demo.test/c", answer: #"{"n":1}"#),
    ])
    let imported = try ImportedFile(har, apis: [Self.demo])
    #expect(imported.outcome.names.count == 2)
    let refused = try #require(imported.outcome.refused.first)
    #expect(
      refused.reason
        == "entry 2: a secret (name:token) also stands in /response/body, where it cannot be replaced")
    #expect(SecretTraces(of: ["q7WzT3mK9xVb2LrYc8Pd"]).found(in: try imported.written + "\(refused)").isEmpty)
  }
}
