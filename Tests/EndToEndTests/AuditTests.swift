import JSONModel
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `tapedeck audit` on folders made for it. The credentials are put together here.
@Suite(.timeLimit(.minutes(5))) struct AuditTests {
  private static let key = "sk_" + "live_" + String(repeating: "Ab1", count: 8)
  private static let password = "Pebble" + "-41"

  private func folder(_ files: [(String, String)]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(Array(text.utf8), to: name) }
    return folder
  }

  private func audit(_ folder: TemporaryFolder, _ words: String...) throws -> Subprocess.Result {
    try Subprocess.run(Program.path, ["audit"] + words, in: folder.path)
  }

  @Test func `findings are named by file, line and column, in the order of the files, and never shown`() throws {
    let folder = try folder([
      ("b/.env", "A=1\nDB_PASSWORD=\(Self.password)\n"), ("a.json", "{\n  \"note\": \"it is \(Self.key)\"\n}\n"),
      ("c.txt", "nothing\n"),
    ])
    let result = try audit(folder)
    #expect(
      result.output == """
        a.json:2:18: high  shape:stripe-secret-key  sk_live_… (32 bytes)
        b/.env:2:13: medium  name:password  … (9 bytes)
        2 credentials in 3 files

        """)
    #expect(result.status == 1)
    #expect(!result.output.contains(Self.password))
  }

  @Test func `members of a HAR and of JSON inside its strings are judged by their names`() throws {
    let har = #"""
      {"log": {"entries": [{"request": {"headers": [{"name": "X-Api-Key", "value": "V"}],
        "cookies": [{"name": "theme", "value": "V"}]},
        "response": {"content": {"text": "{\"id\":\"V\",\"password\":\"V\"}"}}}]}}
      """#
    let folder = try folder([("s.har", har.replacing("V", with: "Ab12Cd34Ef56Gh78"))])
    let lines = try audit(folder).output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix("s.har:1:79: high  name:api_key"))
    #expect(lines[1].hasPrefix("s.har:3:36: high  name:password"))
  }

  @Test func `texts inside a secret object are secret, unless it is a resource`() throws {
    let folder = try folder([
      ("a.json", #"{"client_secret": {"current": "Ab12Cd34Ef56", "previous": "Gh78Ij90Kl12"}}"#),
      ("b.json", #"{"secret": {"id": "1", "type": "secrets", "label": "Ab12Cd34Ef56Gh78"}}"#),
    ])
    #expect(
      try audit(folder).output.split(separator: "\n").map { $0.prefix(11) } == [
        "a.json:1:32", "a.json:1:60", "2 credentia",
      ])
  }

  @Test func `placeholders, stand-ins, binary files and what tools keep are nothing`() throws {
    let folder = try folder([
      ("a.json", #"{"headers": ["Authorization: Bearer {{api.token}}"], "token": "tokenREDACTEDtoken"}"#),
      ("b.json", #"{"secret_id": "00000000-0000-4000-8000-000000000007", "password": "{{api.password}}"}"#),
      ("c.bin", "\u{0}password=\(Self.password)\n"), (".git/config", "password=\(Self.password)\n"),
      ("node_modules/x/.env", "password=\(Self.password)\n"),
    ])
    let result = try audit(folder)
    #expect(result.output == "no credentials in 2 files\n")
    #expect(result.status == 0)
  }

  @Test func `links below the folder are not followed`() throws {
    let folder = try folder([("a/x.txt", "nothing\n")])
    let outside = try self.folder([(".env", "PASSWORD=\(Self.password)\n")])
    #expect(symlink(outside.path, folder.path + "/a/folder") == 0)
    #expect(symlink(outside.path + "/.env", folder.path + "/a/file") == 0)
    #expect(try audit(folder, "a").output == "no credentials in 1 file\n")
  }

  @Test func `what the baseline holds is not reported, and another value in its place is`() throws {
    let folder = try folder([("a.env", "PASSWORD=\(Self.password)\n")])
    #expect(try audit(folder, "--baseline", "known.json", "--update-baseline").status == 0)
    let baseline = try folder.text("known.json")
    #expect(baseline.contains("name:password") && !baseline.contains(Self.password))
    #expect(try audit(folder, "--baseline", "known.json").status == 0)
    try folder.write(Array("# moved\nPASSWORD=\(Self.password)\n".utf8), to: "a.env")
    #expect(try audit(folder, "--baseline", "known.json").output == "no credentials in 2 files; 1 in the baseline\n")
    try folder.write(Array("PASSWORD=\(Self.password)2\n".utf8), to: "a.env")
    #expect(try audit(folder, "--baseline", "known.json").status == 1)
  }

  @Test func `JSON and SARIF hold every finding and no value`() throws {
    let folder = try folder([("a b.env", "PASSWORD=\(Self.password)\nKEY=\(Self.key)\n")])
    let json = try audit(folder, "--format", "json").output, sarif = try audit(folder, "--format", "sarif").output
    let findings = try #require(try JSONValue(parsing: json)["findings"]?.array)
    #expect(findings.compactMap { $0["line"]?.int } == [1, 2])
    let run = try #require(try JSONValue(parsing: sarif)["runs"]?[0])
    #expect(run["results"]?.array?.compactMap { $0["level"]?.text } == ["warning", "error"])
    #expect(run["results"]?[0]?["locations"]?[0]?["physicalLocation"]?["artifactLocation"]?["uri"] == "a%20b.env")
    for text in [json, sarif] { #expect(!text.contains(Self.password) && !text.contains(Self.key)) }
  }

  @Test func `columns count bytes, and in SARIF UTF-16 code units`() throws {
    let folder = try folder([
      ("a.json", #"{"é😀": "x", "password": "\#(Self.password)", "secret": "\#(Self.password)"}"#)
    ])
    #expect(
      try audit(folder).output.split(separator: "\n").map { $0.prefix(11) } == [
        "a.json:1:30", "a.json:1:53", "2 credentia",
      ])
    let results = try JSONValue(parsing: try audit(folder, "--format", "sarif").output)["runs"]?[0]?["results"]?.array
    let regions = results?.compactMap { $0["locations"]?[0]?["physicalLocation"]?["region"]?["startColumn"]?.int }
    #expect(regions == [27, 50])
  }

  @Test func `how sure a finding must be is said by an option`() throws {
    let folder = try folder([("a.env", "PASSWORD=\(Self.password)\n")])
    #expect(try audit(folder, "--min-confidence", "high").status == 0)
    #expect(try audit(folder, "--min-confidence", "sure").status == 2)
  }

  @Test func `wrong use ends with 2`() throws {
    let folder = try folder([("a.env", "A=1\n")])
    #expect(try audit(folder, "missing").status == 2)
    #expect(try audit(folder, "--update-baseline").status == 2)
    #expect(try audit(folder, "--baseline", "a.env").status == 2)
  }

  @Test func `a file's name is printed safely`() throws {
    let folder = try folder([("a\u{1b}[2J.env", "PASSWORD=\(Self.password)\n")])
    #expect(try audit(folder).output.hasPrefix("a\\u{1b}[2J.env:1:10: "))
  }
}
