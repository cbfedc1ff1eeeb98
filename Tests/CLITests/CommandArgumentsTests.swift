import JSONModel
import Testing

@testable import CLI

/// A command behind `--`.
struct CommandArgumentsTests {
  private static func declaration(takesCommand: Bool) -> CommandDeclaration {
    CommandDeclaration(
      name: "play", summary: "play things", operands: "THING", operandCount: 1...1,
      options: [OptionDeclaration("wire", help: "over TCP")], details: "Plays.", example: "tapedeck play x",
      takesCommand: takesCommand)
  }

  private static func parse(_ words: String..., takesCommand: Bool = true) throws(UsageError) -> Arguments? {
    guard case .arguments(let arguments) = try declaration(takesCommand: takesCommand).parse(words) else { return nil }
    return arguments
  }

  @Test func `what follows two hyphens is the command's, whatever it looks like`() throws {
    let arguments = try #require(try Self.parse("x", "--", "curl", "--wire", "--", "--help", ""))
    #expect(arguments.operands == ["x"])
    #expect(arguments.command == ["curl", "--wire", "--", "--help", ""])
    #expect(!arguments.has("wire"))
    #expect(try Self.parse("x")?.command == nil)
  }

  @Test func `where no command may follow it is operands, as ever`() throws {
    let arguments = try #require(try Self.parse("--", "--x", takesCommand: false))
    #expect(arguments.operands == ["--x"] && arguments.command == nil)
  }

  @Test func `nothing behind two hyphens is a mistake, and so is a command without them`() {
    #expect(throws: UsageError.self) { try Self.parse("x", "--") }
    let error = #expect(throws: UsageError.self) { try Self.parse("x", "curl") }
    #expect(error?.report.message == "play: unexpected argument 'curl'; a command to run stands behind --")
  }

  @Test func `the help says where the command stands`() {
    #expect(
      Self.declaration(takesCommand: true).help.hasPrefix("usage: tapedeck play THING [options] [-- COMMAND...]\n"))
    #expect(Self.declaration(takesCommand: false).help.hasPrefix("usage: tapedeck play THING [options]\n"))
  }
}
