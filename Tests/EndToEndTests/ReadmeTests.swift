import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What README shows is what the program prints.
@Suite(.timeLimit(.minutes(10))) struct ReadmeTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let command: String, output: String
    var testDescription: String { command }
  }

  /// README's fenced blocks, in order.
  struct Block: Sendable {
    let language: String
    var lines: [Substring] = []

    var text: String { lines.map { $0 + "\n" }.joined() }

    /// The commands of a `console` block, each with the lines below it; no other block has any.
    var examples: [Example] {
      guard language == "console" else { return [] }
      let commands = lines.indices.filter { lines[$0].hasPrefix("$ ") }
      return zip(commands, commands.dropFirst() + [lines.endIndex]).map { start, end in
        Example(
          command: String(lines[start].dropFirst(2)), output: lines[(start + 1)..<end].map { $0 + "\n" }.joined())
      }
    }
  }

  static func blocks() throws -> [Block] {
    let text = String(decoding: try SharedFiles.project("README.md"), as: UTF8.self)
    var found: [Block] = []
    var open: Block?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if let block = open { found.append(block) }
        open = open == nil ? Block(language: String(line.dropFirst(3))) : nil
      } else {
        open?.lines.append(line)
      }
    }
    return found
  }

  @Test func `every run, listing, audit, verification and coverage shown prints what is shown`() throws {
    let examples = try Self.blocks().flatMap(\.examples).filter {
      $0.command.hasPrefix("tapedeck run ") || $0.command.hasPrefix("tapedeck show ")
        || $0.command.hasPrefix("tapedeck audit ") || $0.command.hasPrefix("tapedeck verify ")
        || $0.command.hasPrefix("tapedeck coverage ")
    }
    #expect(examples.count >= 3)
    for example in examples {
      let words = example.command.split(separator: " ").dropFirst().map(String.init)
      let result = try Subprocess.run(Program.path, words, in: SharedFiles.root)
      #expect(result.output == example.output, "\(example.command)")
    }
  }

  /// A replay server as README starts it, but on a free port.
  struct Server {
    let process: RunningProcess
    let start: String
    let address: String

    /// Where README's server listens.
    static let shown = "127.0.0.1:8080"
    /// Where README's user keeps what is theirs.
    static let shownState = "/home/ada/.local/state"

    init(_ command: String) throws {
      let words = command.split(separator: " ").dropFirst().map(String.init)
      process = try Subprocess.start(
        Program.path, words + ["--port", "0"], in: SharedFiles.root, environment: Program.environment)
      start = process.readOutput(until: "Ctrl-C ends it.")
      address = String(try #require(start.firstMatch(of: #/127\.0\.0\.1:\d+/#)).0)
    }

    /// What README shows, as it is with this server.
    func here(_ text: String) -> String {
      text.replacing(Server.shown, with: address).replacing(Server.shownState, with: Program.stateFolder)
    }

    func end() -> Subprocess.Result {
      process.signal(SIGINT)
      return process.finish()
    }
  }

  /// The blocks are one session at a terminal: a server is asked, then ended, which prints the block of plain text; what
  /// is asked after that is asked of a new one.
  @Test(.timeLimit(.minutes(5))) func `the replay and every request shown print what is shown`() throws {
    var command = "", seen: [String] = []
    var server: Server?
    defer { _ = server?.end() }
    for block in try Self.blocks() {
      for example in block.examples where example.command.hasPrefix("tapedeck replay ") {
        command = example.command
        let started = try Server(command)
        #expect(started.start == started.here(example.output))
        server = started
        seen.append("replay")
      }
      for example in block.examples where example.command.hasPrefix("curl ") {
        let asked = try server ?? Server(command)
        server = asked
        let result = try Subprocess.run(
          "/bin/sh", ["-c", asked.here(example.command)], in: SharedFiles.root,
          environment: ["no_proxy": "127.0.0.1"].merging(Program.environment) { $1 })
        let output = result.output.replacing("\r\n", with: "\n")
        #expect((output.hasSuffix("\n") ? output : output + "\n") == asked.here(example.output), "\(example.command)")
        seen.append("curl")
      }
      if block.language == "text", let ended = server?.end() {
        #expect(ended.output == block.text)
        #expect(ended.status == 1)
        server = nil
        seen.append("end")
      }
    }
    #expect(seen == ["replay", "curl", "curl", "curl", "end", "curl"])
  }
}
