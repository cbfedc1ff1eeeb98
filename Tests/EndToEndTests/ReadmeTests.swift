import TestSupport
import Testing

/// What README shows is what the program prints.
struct ReadmeTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let command: String, output: String
    var testDescription: String { command }
  }

  /// The commands of the `console` blocks, each with the lines below it.
  static func examples() throws -> [Example] {
    let text = String(decoding: try SharedFiles.project("README.md"), as: UTF8.self)
    var found: [Example] = []
    var command: String?, output: [Substring] = []
    var isInside = false
    func finish() {
      if let command { found.append(Example(command: command, output: output.map { $0 + "\n" }.joined())) }
      (command, output) = (nil, [])
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        finish()
        isInside = line == "```console"
      } else if isInside, line.hasPrefix("$ ") {
        finish()
        command = String(line.dropFirst(2))
      } else if isInside {
        output.append(line)
      }
    }
    return found
  }

  @Test func `every run and every listing shown prints what is shown`() throws {
    let examples = try Self.examples().filter {
      $0.command.hasPrefix("tapedeck run ") || $0.command.hasPrefix("tapedeck show ")
    }
    #expect(examples.count >= 3)
    for example in examples {
      let words = example.command.split(separator: " ").dropFirst().map(String.init)
      let result = try Subprocess.run(Program.path, words, in: SharedFiles.root)
      #expect(result.output == example.output, "\(example.command)")
    }
  }
}
