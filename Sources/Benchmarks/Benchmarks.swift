import Foundation

/// `swift run -c release Benchmarks NAME [ROUNDS]`: our speed beside a peer's, measured in turn in the same run.
@main struct Benchmarks {
  static func main() async {
    let arguments = CommandLine.arguments.dropFirst()
    guard let name = arguments.first, let benchmark = Benchmark.all.first(where: { $0.name == name }) else {
      print(usage(unknown: arguments.first))
      exit(2)
    }
    let rounds = arguments.dropFirst().first.map { Int($0) ?? 0 } ?? 5
    guard (1...1000).contains(rounds) else {
      print("Benchmarks \(name): ROUNDS is a number from 1 to 1000")
      exit(2)
    }
    #if DEBUG
      print("This is a debug build, which is ten times slower: swift run -c release Benchmarks \(name)\n")
    #endif
    do {
      try await benchmark.run(rounds)
    } catch {
      print("Benchmarks \(name): \(error)")
      exit(1)
    }
  }

  private static func usage(unknown: String?) -> String {
    let width = Benchmark.all.map(\.name.count).max() ?? 0
    let rows = Benchmark.all.map { benchmark in
      "  " + benchmark.name.padding(toLength: width + 2, withPad: " ", startingAt: 0) + benchmark.summary
    }
    let lines = unknown.map { ["There is no benchmark \($0)."] } ?? []
    return (lines + ["swift run -c release Benchmarks NAME [ROUNDS]", ""] + rows + ["", "ROUNDS is 5 by default."])
      .joined(separator: "\n")
  }
}
