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
      words + (words[0] == "import" ? ["a.har", "--cassette", "c"] + (try Self.api(folder)) : []),
      in: folder.path, environment: ["XDG_STATE_HOME": folder.path + "/state"])
  }

  /// Introduces the API, unless there is a profile.
  private static func api(_ folder: TemporaryFolder) throws -> [String] {
    try folder.files().keys.contains("Schemas/demo/profile.json") ? [] : ["--api", "demo=https://api.test"]
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
    #expect(try run(folder, "import", "--personal", "email", "--again").status == 0)
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

  @Test func `what an import gives away is taken out of the interactions that were there`() throws {
    let folder = try place([("https://api.test/a", #"{"memo": "see \#(Self.token)"}"#), ("https://api.test/b", "{}")])
    #expect(try run(folder, "import").status == 0)
    #expect(try cassette(folder).contains(Self.token))
    let untouched = try folder.text("Cassettes/c/002-demo-GET-b.json")
    try folder.write(Self.har([("https://api.test/login", #"{"access_token": "\#(Self.token)"}"#)]), to: "a.har")
    let result = try run(folder, "import")
    #expect(result.status == 0)
    #expect(result.error.contains("001-demo-GET-a: was there already; 1 place redacted now\n"))
    #expect(!(try cassette(folder) + result.output + result.error).contains(Self.token))
    #expect(try folder.text("Cassettes/c/002-demo-GET-b.json") == untouched)
  }

  @Test func `an import leaves interactions alone in which nothing stands that it gave away`() throws {
    let place = try Workplace("purchase")
    let before = try place.folder.files().filter { $0.key.hasPrefix("Cassettes/purchase/0") }
    try place.folder.write(
      Self.har([("https://api.test/login", #"{"access_token": "\#(Self.token)"}"#)]), to: "a.har")
    let result = try place.run("import", "a.har", "--cassette", "purchase", "--api", "demo=https://api.test")
    #expect(result.status == 0 && !result.error.contains("was there already"), "\(result.error)")
    let after = try place.folder.files().filter { $0.key.hasPrefix("Cassettes/purchase/0") }
    #expect(after.count == before.count + 1)
    for (name, bytes) in before { #expect(after[name] == bytes, "\(name)") }
  }

  @Test func `what an import gives away and cannot take out of what was there is named, and ends with 1`() throws {
    let folder = try place([("https://api.test/a", #"{"\#(Self.token)": 1}"#)])
    #expect(try run(folder, "import").status == 0)
    try folder.write(Self.har([("https://api.test/login", #"{"access_token": "\#(Self.token)"}"#)]), to: "a.har")
    let result = try run(folder, "import")
    #expect(result.status == 1)
    #expect(
      result.error.contains(
        "001-demo-GET-a: was there already; a secret (name:access_token) also stands in /response/body, where it cannot be replaced\n"
      ), "\(result.error)")
    #expect(!(result.output + result.error).contains(Self.token))
  }

  @Test func `show lists every place that was redacted, with its rule`() throws {
    let folder = try place([("https://api.test/a?token=\(Self.token)", #"{"memo": "\#(Self.token)"}"#)])
    #expect(try run(folder, "import").status == 0)
    let shown = try run(folder, "show", "c", "--redactions")
    #expect(
      shown.output == """
        001-demo-GET-a
            /request/url/query/token  {{demo.token}}  demo.token  name:token
            /response/body/json/memo  r0EdA0cT0eDr0EdAc0  demo.token  repeated:name:token

        """, "\(shown.output)")
    #expect(shown.error == "2 places redacted in Cassettes/c (1 interaction)\n")
    #expect(try run(folder, "show", "c", "1", "--redactions").output == shown.output)
  }

  @Test func `what looked like a secret and stayed is listed with the line that would redact it`() throws {
    let folder = try place([("https://api.test/hooks/\(Self.token)\(Self.token)", #"{"key": "\#(Self.token)x9Qe4"}"#)])
    let result = try run(folder, "import")
    #expect(result.status == 0)
    let line = try #require(result.error.firstMatch(of: /profile.json and import again: ("secret":.*)\n/)?.1)
    #expect(line == #""secret":{"members":["key"],"paths":["/hooks/{secret}"]}"#)
    try folder.write(
      #"{"profile": 1, "hosts": ["https://api.test"], \#(line)}"#, to: "Schemas/demo/profile.json")
    let again = try Subprocess.run(
      Program.path, ["import", "a.har", "--cassette", "d"], in: folder.path,
      environment: ["XDG_STATE_HOME": folder.path + "/state"])
    #expect(again.status == 0)
    #expect(!again.error.contains("stayed"))
    let files = try folder.files().filter { $0.key.hasPrefix("Cassettes/d") }
    #expect(files.count == 2)
    for (_, bytes) in files { #expect(!String(decoding: bytes, as: UTF8.self).contains(Self.token)) }
  }

  @Test func `what a profile calls personal gets a pseudonym without being asked for, at its path alone`() throws {
    let profile = #"""
      {"profile": 1, "hosts": ["https://api.test"],
       "personal": {"members": ["email"], "byPath": {"/people/{id}": ["/name"]}}}
      """#
    let answer = #"{"name": "Ada Lovelace", "email": "ada@lovelace.test"}"#
    let folder = try place(
      [("https://api.test/people/7", answer), ("https://api.test/plans/7", answer)],
      [("Schemas/demo/profile.json", profile)])
    #expect(try run(folder, "import").status == 0)
    let person = try folder.text("Cassettes/c/001-demo-GET-people.json")
    let plan = try folder.text("Cassettes/c/002-demo-GET-plans.json")
    #expect(!person.contains("Ada Lovelace") && plan.contains("Ada Lovelace") == false)
    #expect(!(person + plan).contains("lovelace.test"))
    // The same original has one name, also in a later import.
    #expect(try run(folder, "import").status == 0)
    #expect(
      try Set(cassette(folder).matches(of: /"name": "(demo\.email[^"]*)"/).map { String($0.1) }) == ["demo.email"])
  }

  @Test func `what is documented was nobody's data, and is left alone unless a user says otherwise`() throws {
    let place = try Workplace("purchase")
    let file = "Cassettes/purchase/003-paddle-GET-customers.json"
    let before = try place.folder.text(file)
    let result = try place.run("redact", "purchase")
    #expect(result.status == 0, "\(result.error)")
    #expect(
      result.error.contains("note: of origin documented and left alone: 5; --personal and --secrets change them\n"))
    #expect(result.output.contains("002-keygen-POST-licenses: ") && !result.output.contains("003-paddle"))
    #expect(try place.folder.text(file) == before)
    let asked = try place.run("redact", "purchase", "--personal", "email")
    #expect(asked.output.contains("003-paddle-GET-customers: ") && !asked.error.contains("left alone"))
    #expect(try !place.folder.text(file).contains("ada@example.com"))
  }

  @Test func `init explains every rule in a profile that can be imported with`() throws {
    let folder = try place([("https://api.test/a?exampleSecret=\(Self.token)", "{}")])
    let made = try run(folder, "init", "demo=https://api.test")
    #expect(made.status == 0)
    #expect(made.output == "Cassettes/\nSchemas/demo/profile.json\n")
    let profile = try folder.text("Schemas/demo/profile.json")
    for rule in [
      "headers", "query", "members", "places", "byPath", "byEvent", "paths", "dataSchemes", "keep", "rules",
      "personal", "volatile",
    ] {
      #expect(profile.contains("\"\(rule)\":"), "\(rule)")
    }
    let again = try run(folder, "init", "demo=https://api.test")
    #expect(again.status == 2)
    #expect(again.error.contains("Schemas/demo/profile.json: is there already"))
    #expect(try folder.text("Schemas/demo/profile.json") == profile)
    #expect(try run(folder, "import").status == 0)
    #expect(try !cassette(folder).contains(Self.token))
    #expect(try run(folder, "init", "Demo").error.contains("next: tapedeck init --help"))
  }
}
