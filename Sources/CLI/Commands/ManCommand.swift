import Clocks

/// `tapedeck man`: the manual page.
enum ManCommand {
  static let declaration = CommandDeclaration(
    name: "man", summary: "print the manual page", operands: "", operandCount: 0...0, options: [],
    details: """
      Prints the manual page tapedeck(1) as man reads it: every command with its
      options, made from what --help is made from. The Debian package has it in place.
      """,
    example: "tapedeck man | man -l -")

  @Sendable static func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
    let day = Build.commitDate ?? String("\(RealClock().now)".prefix(10))
    let page = ManualPage(
      version: Tapedeck.version, day: day, about: Tapedeck.about, commands: Tapedeck.commands.map(\.declaration))
    console.print(data: page.text)
    return .success
  }
}
