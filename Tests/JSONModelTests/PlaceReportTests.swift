import JSONModel
import Testing

struct PlaceReportTests {
  static func report(_ text: String, at offset: Int, next: String? = nil) -> String {
    let bytes = Array(text.utf8)
    let place = SourcePlace(SourceText("a.json", quoting: bytes), TextPosition(of: offset, in: bytes))
    return PlaceReport("wrong", at: place, next: next).text
  }

  @Test func `a place is printed with its line, a caret below its column and the next command`() {
    #expect(
      Self.report("{\n  \"a\" 1\n}", at: 8, next: "git diff a.json") == """
        a.json:2:7: wrong
          2 |   "a" 1
            |       ^
          next: git diff a.json
        """)
  }

  @Test(arguments: [
    ("aé\tb", 4, "a.json:1:5: wrong\n  1 | aé b\n    |    ^"), ("x\r\ny", 3, "a.json:2:1: wrong\n  2 | y\n    | ^"),
    ("x\ny", 1, "a.json:1:2: wrong\n  1 | x\n    |  ^"), ("", 0, "a.json:1:1: wrong\n  1 | \n    | ^"),
    ("\u{1B}[31m\u{202E}x\u{7F}", 8, "a.json:1:9: wrong\n  1 | ?[31m?x?\n    |       ^"),
  ])
  func `columns are counted as they are seen, and a terminal takes no command from a line`(
    text: String, offset: Int, report: String
  ) { #expect(Self.report(text, at: offset) == report) }

  @Test func `of a very long line the neighbourhood is shown`() {
    let lines = Self.report(
      String(repeating: "é", count: 5_000) + "X" + String(repeating: "y", count: 5_000), at: 10_000
    )
    .split(separator: "\n")
    #expect(lines[0] == "a.json:1:10001: wrong")
    #expect(
      lines[1] == "  1 | …" + String(repeating: "é", count: 60) + "X" + String(repeating: "y", count: 39) + "…")
    #expect(lines[2] == "    | " + String(repeating: " ", count: 61) + "^")
  }

  @Test func `a file that may not be quoted is only named`() throws {
    let text = "{\"token\": \"s3cret\" \"b\"}"
    let error = #expect(throws: JSONSyntaxError.self) {
      try JSONDocument(parsing: Array(text.utf8), from: SourceText("secrets.json"))
    }
    let place = try #require(error?.place)
    #expect(PlaceReport("wrong", at: place).text == "secrets.json:1:20: wrong")
    let value = try JSONDocument(parsing: Array("[\"s3cret\"]".utf8), from: SourceText("secrets.json")).root
    #expect(PlaceReport("wrong", at: try #require(value[0]).place).text == "secrets.json:1:2: wrong")
  }

  @Test func `what else was found follows, a line each`() {
    let others = [PlaceReport("worse", at: SourcePlace(file: "b.json")), PlaceReport("worst")]
    #expect(
      PlaceReport("wrong", others: others, next: "go on").text == "wrong\n  b.json: worse\n  worst\n  next: go on")
  }

  @Test func `a place is printed by what is known of it`() {
    let position = TextPosition(line: 3, column: 4, offset: 9)
    let pointer = JSONPointer(tokens: ["a", "0"])
    #expect(SourcePlace(file: "Cassettes/x").description == "Cassettes/x")
    #expect(SourcePlace(SourceText("a"), position, pointer: pointer).description == "a:3:4")
    #expect(SourcePlace(nil, position).description == "3:4")
    #expect(SourcePlace(SourceText("a"), pointer: pointer).description == "a:/a/0")
    #expect(SourcePlace(SourceText("a"), pointer: JSONPointer()).description == "a")
  }

  @Test func `a pointer that leads nowhere is at the innermost value on its way`() throws {
    let root = try JSONDocument(parsing: #"{"a": [{"b": 1}]}"#).root
    #expect(root.nearest(to: JSONPointer(tokens: ["a", "0", "b"])).position.column == 14)
    #expect(root.nearest(to: JSONPointer(tokens: ["a", "0", "c", "d"])).position.column == 8)
    #expect(root.nearest(to: JSONPointer(tokens: ["x"])).position.column == 1)
  }

  @Test func `a file that is read in another encoding is shown in that, or still not shown`() {
    let position = TextPosition(line: 1, column: 2, offset: 1)
    let shown = SourceText("a", quoting: [0xFF]).reading(Array("xy".utf8))
    #expect(PlaceReport("here", at: SourcePlace(shown, position)).text == "a:1:2: here\n  1 | xy\n    |  ^")
    let named = SourceText("a").reading(Array("xy".utf8))
    #expect(PlaceReport("here", at: SourcePlace(named, position)).text == "a:1:2: here")
  }
}
