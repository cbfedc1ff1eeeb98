import JSONModel
import RecordReplay
import TestSupport
import Testing

/// `tapedeck infer`, on recordings of real servers.
@Suite(.timeLimit(.minutes(10))) struct InferTests {
  /// A place with the cassette `c`, made of the recordings under a folder of `../shared/recordings`.
  private func imported(_ folder: String, _ endings: [String]) throws -> Workplace {
    let place = try Workplace(), root = "\(SharedFiles.folder)/recordings/\(folder)"
    let files = try SharedFiles.files(under: root, endingIn: endings).map { "\(root)/\($0)" }
    let result = try Subprocess.run(
      Program.path, ["import", "--cassette", "c"] + files, in: place.folder.path,
      environment: ["XDG_STATE_HOME": place.folder.path + "/state"])
    try #require(result.status == 0, "\(result.error)")
    return place
  }

  /// How many bodies of the cassette were judged by the contract; all that is wrong with them.
  private func judge(_ place: Workplace, by contract: String) throws -> (judged: Int, findings: [String]) {
    var drafted = try DraftedContract(contract)
    var findings: [String] = []
    for interaction in try Cassette(loading: "\(place.folder.path)/Cassettes/c").interactions {
      findings += try drafted.findings(interaction).map { "\(interaction.name): \($0)" }
    }
    return (drafted.judged, findings)
  }

  @Test(
    .enabled(if: SharedFiles.available),
    arguments: [("paddle", [".yml", ".yaml"], 104), ("keygen", [".har"], 617)])
  func `every recorded payload holds to the contract that was drafted from all, strictly`(
    folder: String, endings: [String], bodies: Int
  ) throws {
    let place = try imported(folder, endings)
    let result = try place.run("infer", "c")
    #expect(result.status == 0 && result.error.isEmpty, "\(result.error)")
    let (judged, findings) = try judge(place, by: result.output)
    #expect(judged == bodies)
    #expect(findings == [])
  }

  @Test(.enabled(if: SharedFiles.available), arguments: [("paddle", [".yml", ".yaml"]), ("keygen", [".har"])])
  func `a contract that was drafted from a part takes in the rest, and hand edits stay byte for byte`(
    folder: String, endings: [String]
  ) throws {
    let place = try imported(folder, endings)
    let names = try SharedFiles.files(under: "\(place.folder.path)/Cassettes/c", endingIn: [".json"])
    for name in names where name == "cassette.json" || name.hasSuffix("s.json") {
      try place.folder.write(try place.folder.text("Cassettes/c/\(name)"), to: "Cassettes/part/\(name)")
    }
    #expect(try place.run("infer", "part", "--into", "a.yaml").status == 0)
    // By hand: comments, descriptions, an order of one's own, a stricter limit.
    let drafted = try place.folder.text("a.yaml")
    var edited =
      "# By hand.\n" + drafted.replacing("description: OK\n", with: "description: 'By hand: fine'   # really\n")
    edited = edited.replacing("type: boolean\n", with: "type: boolean\n\n")
    try place.folder.write(edited, to: "a.yaml")
    let first = try place.run("infer", "c", "--into", "a.yaml")
    #expect(first.status == 0, "\(first.error)")
    let merged = try place.folder.text("a.yaml")
    #expect(Self.lost(edited, merged) == [])
    let second = try place.run("infer", "c", "--into", "a.yaml")
    #expect(second.status == 0 && second.error.hasSuffix("a.yaml: nothing to change\n"), "\(second.error)")
    #expect(try place.folder.text("a.yaml") == merged)
    #expect(try judge(place, by: merged).findings == [])
  }

  /// Lines of the one text that are not in the other, in order, but those that changes may touch: types, enums, and
  /// names that are required.
  private static func lost(_ old: String, _ new: String) -> [Substring] {
    let new = new.split(separator: "\n", omittingEmptySubsequences: false)
    var place = 0
    return old.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      if let found = new[place...].firstIndex(of: line) {
        place = found + 1
        return false
      }
      let text = line.drop { $0 == " " }
      return !["type: ", "enum: ", "required: ", "required:", "- "].contains { text.hasPrefix($0) }
    }
  }

  // MARK: The command

  @Test func `without --into the draft is printed, and --api chooses where there are several`() throws {
    let several = try Program.run("infer", "purchase")
    #expect(several.status == 2 && several.output.isEmpty)
    #expect(several.error.contains("choose one API by --api: the cassettes hold keygen, paddle, ses"))
    let folder = try TemporaryFolder()
    try folder.write(#"{"tapedeck": 1, "complete": true, "apis": {}}"#, to: "Cassettes/empty/cassette.json")
    let nothing = try Program.run("infer", "empty", in: folder.path)
    #expect(nothing.status == 2 && nothing.error.hasPrefix("tapedeck: infer: nothing is recorded there\n"))
    let one = try Program.run("infer", "purchase", "--api", "paddle")
    #expect(one.status == 0 && one.error.isEmpty)
    #expect(one.output.contains("\nwebhooks:\n  transaction.completed:\n    post: # 2 interactions\n"))
    #expect(one.output.contains("operationId: get-customer\n"))
    #expect(one.output.hasPrefix("# Drafted from 3 interactions, 3 of which were not recorded.\n"))
    for personal in ["ada@", "Ada", "Lindqvist"] { #expect(!one.output.contains(personal)) }
    let unknown = try Program.run("infer", "purchase", "--api", "padle")
    #expect(unknown.status == 2 && unknown.error.contains("did you mean paddle?"))
  }

  @Test func `README shows what is printed`() throws {
    let examples = try ReadmeTests.blocks().flatMap(\.examples).filter { $0.command.hasPrefix("tapedeck infer ") }
    #expect(examples.count == 1)
    for example in examples {
      let words = example.command.split(separator: " ").map(String.init)
      let pipe = try #require(words.firstIndex(of: "|"))
      let range = words[words.count - 1].split { !$0.isNumber }.compactMap { Int($0) }
      try #require(range.count == 2)
      let result = try Subprocess.run(Program.path, Array(words[1..<pipe]), in: SharedFiles.root)
      let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
      try #require(lines.count > range[1])
      #expect(lines[(range[0] - 1)..<range[1]].map { $0 + "\n" }.joined() == example.output)
    }
  }

  @Test func `--check changes nothing and ends with 1 where something would be changed`() throws {
    let place = try Workplace("purchase")
    let new = try place.run("infer", "purchase", "--api", "ses", "--into", "a.yaml", "--check")
    #expect(new.status == 1 && new.error == "a.yaml: would be created\n")
    #expect(!SharedFiles.exists(place.folder.path + "/a.yaml"))
    #expect(try place.run("infer", "purchase", "--api", "ses", "--into", "a.yaml").error == "a.yaml: created\n")
    #expect(try place.run("infer", "purchase", "--api", "ses", "--into", "a.yaml", "--check").status == 0)
    try place.change("a.yaml", "        \"200\": # 2 interactions\n", "        \"201\": # by hand\n")
    let text = try place.folder.text("a.yaml")
    let changed = try place.run("infer", "purchase", "--api", "ses", "--into", "a.yaml", "--check")
    #expect(changed.status == 1 && changed.error.hasSuffix(": added response 200\n"), "\(changed.error)")
    #expect(try place.folder.text("a.yaml") == text)
    #expect(try place.run("infer", "purchase", "--check").status == 2)
  }

  @Test(arguments: [
    (#"{"openapi": "#, 2, "a.yaml:1:13: --into: not JSON"),
    ("openapi: [", 2, "a.yaml:1:"), ("swagger: '2.0'", 1, "a.yaml:1:1: not an OpenAPI 3 document"),
    (
      "openapi: 3.1.0\npaths: {/v2/email/outbound-emails: {post: {}}}\n", 1,
      "cannot edit: added requestBody: it is written in braces"
    ),
  ])
  func `a document that cannot be extended stays as it is`(text: String, status: Int32, error: String) throws {
    let place = try Workplace("purchase")
    try place.folder.write(text, to: "a.yaml")
    let result = try place.run("infer", "purchase", "--api", "ses", "--into", "a.yaml")
    #expect(result.status == status && result.error.contains(error), "\(result.error)")
    #expect(try place.folder.text("a.yaml") == text)
  }
}
