import TestSupport
import Testing

/// The Tab key, in shells as they are.
@Suite(.timeLimit(.minutes(10))) struct CompletionTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let typed: String, ran: String
    var testDescription: String { typed }
  }

  /// `⇥` is the Tab key.
  static let rows = [
    Row(typed: "repla⇥", ran: "<replay>"),
    Row(typed: "run --cass⇥purchase-2⇥", ran: "<run><--cassette><purchase-2025>"),
    Row(typed: "run --cassette=purchase-2⇥", ran: "<run><--cassette=purchase-2025>"),
    Row(typed: "run -c purchase-2⇥--wi⇥", ran: "<run><-c><purchase-2025><--wire>"),
    Row(typed: "verify --format git⇥", ran: "<verify><--format><github>"),
    Row(typed: "show mi⇥", ran: "<show><mine>"),
    Row(typed: "show purchase 003⇥", ran: "<show><purchase><003-paddle-GET-customers>"),
    Row(typed: "import my⇥", ran: "<import><my file.har>"),
    Row(typed: "run --event=ou⇥", ran: "<run><--event=out.json>"),
    Row(typed: "verify --report jso⇥ou⇥", ran: "<verify><--report><json=out.json>"),
    Row(typed: "verify --report=json=ou⇥", ran: "<verify><--report=json=out.json>"),
    Row(typed: "run --outbox ma⇥", ran: "<run><--outbox><mails/>"),
    Row(typed: "replay purchase --listen padd⇥8081", ran: "<replay><purchase><--listen><paddle=8081>"),
    Row(typed: "replay purchase -- base6⇥", ran: "<replay><purchase><--><base64>"),
    Row(typed: "replay purchase -- cat ou⇥", ran: "<replay><purchase><--><cat><out.json>"),
  ]

  private static let hasPython = Client.isThere("python3", "-c", "import pty")

  private static func check(_ shell: TypedLine) throws {
    for row in rows {
      let ran = try shell.run("tapedeck " + row.typed.replacing("⇥", with: "\t"))
      // zsh leaves the slash off the folder that the line ends with.
      #expect(ran == row.ran || ran == row.ran.replacing("/>", with: ">"), "\(row.typed)")
    }
  }

  @Test(.enabled(if: hasPython && Client.isThere("bash", "--version"), "bash or python3 is missing"))
  func `bash completes commands, options, values, cassettes and files`() throws {
    try Self.check(TypedLine("bash", ["--norc", "--noprofile", "-i"], setUp: ""))
  }

  @Test(
    .enabled(
      if: hasPython && Client.isThere("test", "-r", "/usr/share/bash-completion/bash_completion"),
      "bash-completion is missing"))
  func `so it does beside bash-completion`() throws {
    try Self.check(
      TypedLine("bash", ["--norc", "--noprofile", "-i"], setUp: ". /usr/share/bash-completion/bash_completion"))
  }

  @Test(.enabled(if: hasPython && Client.isThere("zsh", "--version"), "zsh is missing"))
  func `zsh completes the same`() throws {
    try Self.check(TypedLine("zsh", ["-f", "-i"], setUp: "autoload -Uz compinit; compinit -u -D; unsetopt prompt_cr"))
  }

  @Test(.enabled(if: Client.isThere("fish", "--version"), "fish is missing"))
  func `fish completes the same, and says what things are`() throws {
    let place = try TypedLine("fish", [], setUp: "")
    func offered(_ line: String) throws -> [String] {
      let result = try Subprocess.run(
        "fish", ["-c", #"tapedeck completions fish | source; complete -C "$LINE""#],
        in: "\(place.folder.path)/here/deep",
        environment: [
          "HOME": place.folder.path, "LINE": "tapedeck " + line, "PATH": place.searchPath,
        ])
      #expect(result.status == 0, "\(result.error)")
      return result.output.split(separator: "\n").map(String.init)
    }
    #expect(try offered("repla") == ["replay\tserve a cassette to any HTTP client"])
    for (line, word) in [
      ("run --cassette purchase-2", "purchase-2025"), ("run --cassette=purchase-2", "--cassette=purchase-2025"),
      ("run -c purchase-2", "purchase-2025"), ("verify --format git", "github"), ("show mi", "mine"),
      ("show purchase 003", "003-paddle-GET-customers"), ("import my", "my file.har"),
      ("run --event=ou", "--event=out.json"), ("verify --report json=ou", "json=out.json"),
      ("run --outbox ma", "mails/"), ("replay purchase --listen padd", "paddle="),
      ("replay purchase -- cat ou", "out.json"),
    ] {
      #expect(try offered(line).map { $0.prefix { $0 != "\t" } } == [word[...]], "\(line)")
    }
    #expect(try offered("replay purchase -- base6").contains { $0.hasPrefix("base64") })
  }

  @Test func `another shell is an error that names those that are known`() throws {
    let result = try Program.run("completions", "tcsh")
    #expect(result.status == 2)
    #expect(result.error.contains("'tcsh' is not one of bash, zsh, fish"))
  }
}
