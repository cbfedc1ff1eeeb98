import JSONModel
import TestSupport
import Testing

/// What users can say of redaction, by `import` and `redact`.
@Suite(.timeLimit(.minutes(5))) struct RedactionTests {
  private static let token = "q7Wz" + "T3mK9xVb2LrYc8"

  private static func har(_ entries: [(url: String, answer: String)]) -> String {
    let list = entries.map { url, answer in
      #"""
      {"startedDateTime": "2026-11-28T10:00:00.000Z", "time": 5,
       "request": {"method": "GET", "url": "\#(url)", "httpVersion": "HTTP/1.1", "headers": []},
       "response": {"status": 200, "statusText": "OK", "httpVersion": "HTTP/1.1",
         "headers": [{"name": "Content-Type", "value": "application/json"}],
         "content": {"size": 1, "mimeType": "application/json", "text": \#(JSONValue.string(answer).text())}}}
      """#
    }
    return #"{"log": {"version": "1.2", "creator": {"name": "t", "version": "1"}, "entries": ["#
      + list.joined(separator: ",") + "]}}"
  }

  private func place(_ entries: [(url: String, answer: String)], _ files: [(String, String)] = []) throws
    -> TemporaryFolder
  {
    let folder = try TemporaryFolder()
    try folder.write(Self.har(entries), to: "a.har")
    for (name, text) in files { try folder.write(text, to: name) }
    return folder
  }

  private func run(_ folder: TemporaryFolder, _ words: String...) throws -> Subprocess.Result {
    try Subprocess.run(
      Program.path,
      words + (words[0] == "import" ? ["a.har", "--cassette", "c", "--api", "demo=https://api.test"] : []),
      in: folder.path, environment: ["XDG_STATE_HOME": folder.path + "/state"])
  }

  private func cassette(_ folder: TemporaryFolder) throws -> String {
    try folder.files().filter { $0.key.hasPrefix("Cassettes/") }.sorted { $0.key < $1.key }
      .map { $0.key + String(decoding: $0.value, as: UTF8.self) }.joined()
  }

  @Test func `what a later entry gives away is taken out of an earlier one, and import says so`() throws {
    let folder = try place([
      ("https://api.test/a?ref=\(Self.token)", "{}"),
      ("https://api.test/login", #"{"access_token": "\#(Self.token)"}"#),
    ])
    let result = try run(folder, "import")
    #expect(result.status == 0)
    #expect(result.error.contains("2 places redacted, 1 secret\n"))
    #expect(result.error.contains("001-demo-GET-a: /request/url/query/ref repeats {{demo.token}}"))
    let written = try cassette(folder)
    #expect(!(written + result.output + result.error).contains(Self.token))
    #expect(written.contains("https://api.test/a?ref={{demo.token}}"))
  }

  @Test func `values of a file of secrets are taken out wherever they stand`() throws {
    let folder = try place(
      [("https://api.test/a?q=open+sesame", #"{"say": "open sesame!"}"#)],
      [("secrets.json", #"{"door": {"phrase": "open sesame"}}"#)])
    #expect(try run(folder, "import", "--secrets", "secrets.json").status == 0)
    let written = try cassette(folder)
    #expect(!written.contains("sesame"))
    #expect(written.contains("?q={{demo.phrase}}"))
  }

  @Test func `personal data gets pseudonyms whose key stays with the user`() throws {
    let folder = try place([("https://api.test/a?email=ada%40lovelace.test", #"{"email": "ada@lovelace.test"}"#)])
    #expect(try run(folder, "import", "--personal", "email").status == 0)
    let written = try cassette(folder)
    #expect(!written.contains("lovelace"))
    let key = try #require(written.firstMatch(of: /"pseudonymKey": "([0-9a-f]{12})"/)?.1)
    let stored = try folder.text("state/tapedeck/keys/\(key)")
    #expect(stored.utf8.count == 65)
    #expect(!written.contains(stored.prefix(64)))
    // With the same key the same original has the same pseudonym; without it nothing is added.
    #expect(try run(folder, "import", "--personal", "email").status == 0)
    let mails = try cassette(folder).matches(of: /"email": "([a-z]+@example.com)"/).map(\.1)
    #expect(mails.count == 2 && mails[0] == mails[1])
    try folder.write("", to: "state/tapedeck/keys/\(key)")
    let refused = try run(folder, "import", "--personal", "email")
    #expect(refused.status == 2)
    #expect(refused.error.contains("its pseudonyms were made with the key \(key)"))
  }

  @Test func `new rules are applied to what is recorded, once`() throws {
    let folder = try place([("https://api.test/a", #"{"memo": "green-7-apples", "n": 1}"#)])
    #expect(try run(folder, "import").status == 0)
    let before = try cassette(folder)
    #expect(before.contains("green-7-apples"))
    try folder.write(#"{"word": "green-7-apples"}"#, to: "secrets.json")
    let check = try run(folder, "redact", "c", "--secrets", "secrets.json", "--check")
    #expect(check.status == 1)
    #expect(try cassette(folder) == before)
    let result = try run(folder, "redact", "c", "--secrets", "secrets.json")
    #expect(result.status == 0)
    #expect(
      result.output == "001-demo-GET-a: /response/body/json/memo  {{demo.word}}  repeated:given:word\n")
    let after = try cassette(folder)
    #expect(!after.contains("green-7-apples"))
    #expect(after.contains(#""n": 1"#))
    #expect(try run(folder, "redact", "c", "--secrets", "secrets.json").output.isEmpty)
    #expect(try cassette(folder) == after)
    #expect(try Subprocess.run(Program.path, ["show", "c"], in: folder.path).status == 0)
  }
}
