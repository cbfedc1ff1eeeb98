import TestSupport
import Testing

/// The manual page, as those read it who show it.
struct ManualTests {
  @Test(.enabled(if: Client.isThere("sh", "-c", "command -v mandoc"), "mandoc is missing"))
  func `mandoc finds nothing wrong with the page`() throws {
    let place = try Self.page()
    let result = try Subprocess.run("mandoc", ["-T", "lint", "-W", "style", "\(place.path)/tapedeck.1"])
    #expect(result.output.isEmpty && result.status == 0, "\(result.output)")
  }

  // Small images have a script in its place that says so, whatever it is asked.
  @Test(.enabled(if: Client.isThere("sh", "-c", "man --version | grep -q '^man [0-9]'"), "man is missing"))
  func `man shows each command and each option, without warnings`() throws {
    let place = try Self.page()
    let result = try Subprocess.run(
      "man", ["--warnings", "-l", "\(place.path)/tapedeck.1"], environment: ["MANWIDTH": "200", "LC_ALL": "C.UTF-8"])
    #expect(result.error.isEmpty, "\(result.error)")
    let commands = try Program.run("--help").output.matches(of: #/(?m)^  (\w+)  /#).map { String($0.1) }
    #expect(commands.count > 10)
    for command in commands {
      #expect(result.output.contains("tapedeck \(command)"))
      let help = try Program.run(command, "--help").output
      let options = help.matches(of: #/(?m)^  (?:-\w, )?(--[a-z0-9-]+)/#).map { String($0.1) }
      for option in options { #expect(result.output.contains(option), "\(command) \(option)") }
    }
    #expect(result.output.contains("EXIT STATUS") && result.output.contains("NO_COLOR"))
  }

  private static func page() throws -> TemporaryFolder {
    let printed = try Program.run("man"), folder = try TemporaryFolder()
    #expect(printed.status == 0)
    try folder.write(printed.outputBytes, to: "tapedeck.1")
    return folder
  }
}
