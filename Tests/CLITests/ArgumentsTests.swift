import JSONModel
import Testing

@testable import CLI

/// Reading arguments by a declaration.
struct ArgumentsTests {
  static let declaration = CommandDeclaration(
    name: "play", summary: "play things", operands: "THING", operandCount: 1...2,
    options: [
      OptionDeclaration("seed", short: "s", value: "N", help: "a number"),
      OptionDeclaration("api", value: "NAME=URL", repeats: true, help: "an API"),
      OptionDeclaration("format", value: "FORMAT", choices: ["text", "json"], help: "how it looks"),
      OptionDeclaration("wire", short: "w", help: "over TCP\nas servers do"),
    ],
    details: "Plays.", example: "tapedeck play x", later: ["live"])

  static func arguments(_ words: String...) throws -> Arguments {
    guard case .arguments(let arguments) = try declaration.parse(words) else { throw Asked() }
    return arguments
  }

  struct Asked: Error {}

  static func message(_ words: [String]) -> String? {
    do throws(UsageError) {
      _ = try declaration.parse(words)
      return nil
    } catch {
      #expect(error.report.next == "tapedeck play --help")
      return error.report.message
    }
  }

  @Test func `options stand anywhere, with their value behind them or behind an equals sign`() throws {
    let arguments = try Self.arguments("a", "--seed", "1", "--wire", "b", "--format=json")
    #expect(arguments.operands == ["a", "b"])
    #expect(arguments.value("seed") == "1")
    #expect(arguments.value("format") == "json")
    #expect(arguments.has("wire"))
    #expect(!arguments.has("api"))
    #expect(arguments.value("api") == nil)
    #expect(arguments.values("api") == [])
  }

  @Test(arguments: [
    (["a", "-s", "7"], "7"), (["a", "-s7"], "7"), (["-s", "-7", "a"], "-7"), (["a", "--seed="], ""),
    (["a", "--seed=a=b"], "a=b"), (["a", "--seed", "--wire"], "--wire"),
  ])
  func `a value is taken as it is`(words: [String], value: String) throws {
    guard case .arguments(let arguments) = try Self.declaration.parse(words) else { throw Asked() }
    #expect(arguments.value("seed") == value)
    #expect(arguments.operands == ["a"])
    #expect(!arguments.has("wire"))
  }

  @Test func `after two hyphens everything is an operand`() throws {
    let arguments = try Self.arguments("--wire", "--", "--seed", "-h")
    #expect(arguments.operands == ["--seed", "-h"])
    #expect(!arguments.has("seed"))
    #expect(try Self.arguments("-").operands == ["-"])
  }

  @Test func `an option that repeats has all its values, in order`() throws {
    let arguments = try Self.arguments("x", "--api", "a=1", "--api=b=2")
    #expect(arguments.values("api") == ["a=1", "b=2"])
    #expect(arguments.value("api") == "b=2")
  }

  @Test(arguments: [
    (["x", "--seed", "1", "--seed", "2"], "play: --seed is given more than once"),
    (["x", "--seed", "1", "-s1"], "play: --seed is given more than once"),
    (["x", "--seed"], "play: --seed needs a value: --seed N"), (["x", "-s"], "play: --seed needs a value: --seed N"),
    (["x", "--sed", "1"], "play: unknown option --sed; did you mean --seed?"),
    (["x", "--sed=1"], "play: unknown option --sed; did you mean --seed?"),
    (["x", "--hlep"], "play: unknown option --hlep; did you mean --help?"),
    (["x", "--nothing"], "play: unknown option --nothing"), (["x", "-z"], "play: unknown option -z"),
    (["x", "--=1"], "play: unknown option --"),
    (["x", "--wire=yes"], "play: --wire does not take a value, but got 'yes'"),
    (["x", "-wyes"], "play: --wire does not take a value, but got 'yes'"),
    (["x", "--format", "jsn"], "play: --format is one of text, json, not 'jsn'; did you mean json?"),
    (["x", "--format", "xml"], "play: --format is one of text, json, not 'xml'"),
    ([], "play: THING is missing"), (["a", "b", "c"], "play: unexpected argument 'c'"),
  ])
  func `a mistake is named`(words: [String], message: String) { #expect(Self.message(words) == message) }

  @Test func `an option of later says so`() {
    #expect(Self.message(["x", "--live"])?.contains("--live is not") == true)
    #expect(Self.message(["x", "--live"])?.contains("version \(Tapedeck.version)") == true)
  }

  @Test(arguments: [["--help"], ["-h"], ["a", "b", "c", "--help"], ["--wire", "-h", "--seed"]])
  func `asking for help is no mistake, whatever else is said`(words: [String]) throws {
    guard case .help = try Self.declaration.parse(words) else { return #expect(Bool(false), "\(words)") }
  }

  @Test func `the help is made from the declaration`() {
    #expect(
      Self.declaration.help == """
        usage: tapedeck play THING [options]

        Plays.

        options:
          -s, --seed N        a number
          --api NAME=URL      an API
          --format text|json  how it looks
          -w, --wire          over TCP
                              as servers do

        example:
          tapedeck play x
        """)
  }

  @Test func `each command's options have names of their own, and help that fits a screen`() {
    for command in Tapedeck.commands {
      let declaration = command.declaration
      #expect(Set(declaration.options.map(\.long)).count == declaration.options.count)
      let short = declaration.options.compactMap(\.short)
      #expect(Set(short).count == short.count)
      #expect(declaration.later.allSatisfy { declaration.option($0) == nil })
      #expect(declaration.help.split(separator: "\n").allSatisfy { $0.count <= 100 }, "\(declaration.name)")
    }
  }
}
