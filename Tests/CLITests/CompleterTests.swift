import RecordReplay
import Testing

@testable import CLI

/// What is offered at the cursor.
struct CompleterTests {
  private static let completer = Completer(
    commands: Tapedeck.commands.map(\.declaration), locations: Locations(roots: ["builtin:"]))

  /// The words, joined by spaces; the last word is the one at the cursor.
  private static func words(_ line: String) -> [String] {
    completer.completion(of: line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)).words
      .map(\.text)
  }

  private static func rest(_ line: String) -> Completion.Rest {
    completer.completion(of: line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)).rest
  }

  @Test(arguments: [
    ("repl", ["replay"]), ("help repl", ["replay"]), ("--v", ["--version"]), ("replay purchase-2", ["purchase-2025"]),
    ("run purchase-r", ["purchase-robust"]), ("run --cassette purchase-2", ["purchase-2025"]),
    ("run -c purchase-2", ["purchase-2025"]), ("run --cassette=purchase-2", ["--cassette=purchase-2025"]),
    ("run -cpurchase-2", ["-cpurchase-2025"]), ("run --form", ["--format"]), ("run --format j", ["json"]),
    ("verify purchase --format=sa", ["--format=sarif"]), ("verify purchase purchase-2", ["purchase-2025"]),
    ("verify --report ju", ["junit="]), ("verify --report=ju", ["--report=junit="]), ("ca ex", ["export"]),
    ("show purchase 003", ["003-paddle-GET-customers"]), ("rules undocumented-f", ["undocumented-field"]),
    ("replay purchase --listen pa", ["paddle="]), ("coverage --api pad", ["paddle"]), ("completions z", ["zsh"]),
    ("run --wire=", []), ("run --nothing=x", []), ("nothing x", []), ("ca path exa", []), ("show purchase 003 x", []),
    ("show nothing 00", []), ("record --limit 1", []), ("help run r", []),
  ])
  func `what fits is offered`(line: String, words: [String]) { #expect(Self.words(line) == words) }

  @Test func `an option that was given is not offered again, unless it repeats`() {
    #expect(Self.words("run --seed 1 --se") == ["--secrets"])
    #expect(Self.words("run --se").count == 2)
    #expect(Self.words("run -c purchase --cas") == [])
    #expect(Self.words("record --api a=http://a.test --ap") == ["--api"])
  }

  @Test func `a value that looks like an option is a value`() {
    #expect(Self.words("run --name --cassette pur") == ["purchase", "purchase-robust"])
    #expect(Self.words("verify -- --str") == [])
  }

  @Test func `where nothing more can stand but options they are offered, and two hyphens before a command`() {
    #expect(Self.words("replay purchase ").contains("--port"))
    #expect(Self.words("replay purchase -").contains("--"))
    #expect(!Self.words("show purchase --").contains("--"))
    #expect(Self.words("record ").contains("--cassette"))
  }

  @Test(arguments: [
    ("import x", Completion.Rest.files(behind: "")), ("run --event=x", .files(behind: "--event=")),
    ("run --outbox ", .folders(behind: "")), ("verify --report json=x", .files(behind: "json=")),
    ("verify --report=json=x", .files(behind: "--report=json=")), ("show ./Cas", .folders(behind: "")),
    ("replay --cassette", .nothing), ("record -c ../x", .folders(behind: "")), ("show -- ./x", .folders(behind: "")),
    ("run --cassette=../x", .folders(behind: "--cassette=")),
    ("replay purchase -- cu", .command(at: 3)), ("replay purchase -p 0 -- sh -c --he", .command(at: 5)),
    ("replay -- cu", .command(at: 2)), ("run --event -- -- x", .nothing),
  ])
  func `files, folders and other commands are the shell's`(line: String, rest: Completion.Rest) {
    #expect(Self.rest(line) == rest)
  }

  @Test func `the shell reads a line that says what it adds, and a line for each word`() {
    let words = [Completion.Word(text: "--wire", help: "over TCP"), .init(text: "a\nb"), .init(text: "c")]
    #expect(Completion(words: words).text == "words\n--wire\tover TCP\nc")
    #expect(Completion(rest: .files(behind: "json=")).text == "files json=")
    #expect(Completion(rest: .folders(behind: "")).text == "folders ")
    #expect(Completion(rest: .command(at: 3)).text == "command 3")
  }

  /// Placeholders of which nothing can be offered.
  private static let open: Set<String> = [
    "ADDRESS", "DATE", "HOST", "HOST=ADDRESS", "LIST", "N", "NAME", "NAME=URL", "NAME=VALUE", "NAMES", "PATTERN",
    "PERCENT", "POINTER", "RULE", "SIZE", "TEXT", "URL",
  ]

  @Test func `each placeholder of a declaration is one that completion knows`() {
    for command in Tapedeck.commands.map(\.declaration) {
      for option in command.options where ValueKind(of: option) == nil {
        #expect(option.value.map(Self.open.contains) ?? true, "\(command.name) --\(option.long)")
      }
      for name in command.operandPlaceholders where ValueKind(operand: name) == nil {
        #expect(Self.open.contains(name), "\(command.name) \(name)")
      }
    }
  }
}
