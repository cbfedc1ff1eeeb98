import HTTPModel
import JSONModel
import Testing
import WorkflowEngine

@testable import Reporting

/// What is printed cannot steer a terminal or the log of a CI run.
struct TerminalTextTests {
  @Test(arguments: [
    ("plain, ünïcode → fine", "plain, ünïcode → fine"), ("\u{1b}]52;c;x\u{7}", #"\u{1b}]52;c;x\u{7}"#),
    ("a\nb\r\nc", #"a\u{a}b\u{d}\u{a}c"#), ("a\tb", #"a\u{9}b"#), ("\u{9b}31m\u{7f}", #"\u{9b}31m\u{7f}"#),
    ("a\u{2028}b\u{2029}", #"a\u{2028}b\u{2029}"#), ("\u{202e}txt\u{2066}", #"\u{202e}txt\u{2066}"#),
    ("e\u{301}\u{1b}", "e\u{301}" + #"\u{1b}"#), ("\u{feff}\u{61c}\u{200e}", #"\u{feff}\u{61c}\u{200e}"#),
    ("x ##vso[task.x]y ##[command]", #"x #\u{23}vso[task.x]y #\u{23}[command]"#), ("# not ## a", "# not ## a"),
    ("##[\u{301}x", #"#\u{23}["# + "\u{301}x"),
  ])
  func `a value is one line that says what is in it`(text: String, shown: String) {
    #expect(TerminalText.safe(text) == shown)
    #expect(TerminalText.safe(shown) == shown)
  }

  @Test func `lines keep their ends and tabs, and nothing else`() {
    #expect(TerminalText.safeLines("a\n\tb\r\u{1b}") == "a\n\tb" + #"\u{d}\u{1b}"#)
  }

  @Test func `JSON stays the same JSON`() throws {
    let value = JSONValue.string("a\u{9b}b\u{202e}c\u{1b}\u{7f}")
    let text = TerminalText.safeJSON(value.text())
    #expect(text == #""a\u009bb\u202ec\u001b\u007f""#)
    #expect(try JSONValue(parsing: Array(text.utf8)) == value)
  }

  @Test func `a miss cannot begin a line`() {
    let evil = "\n::error ::x\u{1b}"
    let miss = Miss(
      reason: .neverRecorded, method: "GET", url: "https://a.test/\(evil)", api: "a\(evil)", cassette: "c\(evil)",
      closest: Miss.Closest(
        interaction: "001\(evil)", mismatches: [Mismatch(pointer: "/url\(evil)", recorded: evil, received: evil)]))
    let text = MissReport(miss).terminalText
    #expect(!text.contains("\u{1b}"))
    for line in text.split(separator: "\n") where line.contains("::error") {
      #expect(!line.drop { $0 == " " }.hasPrefix("::"), "\(line)")
    }
    #expect(text.contains(#"GET https://a.test/\u{a}::error ::x\u{1b}"#))
  }

  @Test func `an error cannot begin a line but with its own`() {
    let report = PlaceReport(
      "no file 'a\n::error'", at: SourcePlace(file: "f\u{1b}"), others: [PlaceReport("x\n::warning")], next: "ls 'a\nb'"
    )
    #expect(
      report.terminalText == #"f\u{1b}: no file 'a\u{a}::error'"# + "\n  " + #"x\u{a}::warning"# + "\n  next: "
        + #"ls 'a\u{a}b'"#)
  }

  @Test(arguments: [
    ("::error ::x", #"\u{3a}:error ::x"#), ("  ::error ::x", #"  \u{3a}:error ::x"#), ("\t::x", #"\u{9}::x"#),
    ("a ::error ::x", "a ::error ::x"), (":x", ":x"), ("::1", #"\u{3a}:1"#),
    ("\u{a0}\u{3000}::x", "\u{a0}\u{3000}" + #"\u{3a}:x"#), ("\u{200b}\u{ad}::x", "\u{200b}\u{ad}" + #"\u{3a}:x"#),
    ("::\u{301}x", #"\u{3a}:"# + "\u{301}x"),
  ])
  func `no line begins as a command of GitHub`(line: String, shown: String) {
    #expect(TerminalText.safeLine(line) == shown)
  }

  @Test func `no line of a text begins as a command of GitHub`() {
    #expect(TerminalText.safeLines("a\n::error ::x\n\t::y\n") == "a\n\\u{3a}:error ::x\n\t\\u{3a}:y\n")
  }

  @Test func `JSON holds no command of Azure Pipelines, and stays the same JSON`() throws {
    let value = JSONValue.string("##vso[task.x]y")
    let text = TerminalText.safeJSON(value.text())
    #expect(!text.contains("##"))
    #expect(try JSONValue(parsing: Array(text.utf8)) == value)
  }

  @Test func `a history is written event by event, as it is as a whole`() async throws {
    let execution = try await run(
      #"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"}}}"#,
      input: ["a": [1, [:], []], "b": "x\ny"])
    for reads in [nil, JSONValue.array([["state": "A"]])] {
      var pieces: [[UInt8]] = []
      HistoryText.write(execution, reads: reads) { pieces.append($0) }
      var whole = execution.historyJSON
      if let reads { whole["reads"] = reads }
      #expect(String(decoding: pieces.joined(), as: UTF8.self) == whole.text(.indented(2)) + "\n")
    }
  }

  @Test func `a long history comes in pieces`() async throws {
    let execution = try await run(
      #"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "C"}, "C": {"Type": "Choice", "Choices": ["#
        + #"{"Variable": "$.x", "IsPresent": true, "Next": "E"}], "Default": "A"}, "E": {"Type": "Succeed"}}}"#,
      input: ["v": .string(String(repeating: "v", count: 1000))])
    var longest = 0, count = 0
    HistoryText.write(execution, reads: nil) { piece in
      longest = max(longest, piece.count)
      count += piece.count
    }
    #expect(execution.history.count == 25_000 && count > 20 << 20)
    #expect(longest < 1 << 17)
  }
}
