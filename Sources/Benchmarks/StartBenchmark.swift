import Foundation

extension Benchmark {
  static let start = Benchmark("start", "whole-process time of `tapedeck run purchase`, beside true and Python's start")
  {
    rounds in
    let tapedeck = try BenchmarkFolder.tapedeck()
    let nothing = try Program("true", install: "apt-get install coreutils")
    // What is called python3 may be a script that looks for it.
    let found = try Program("python3", install: "apt-get install python3").output([
      "-c", "import sys; print(sys.executable)",
    ])
    let python = Program(at: found.trimmingCharacters(in: .whitespacesAndNewlines))
    let candidates: [(name: String, program: Program, arguments: [String])] = [
      ("tapedeck run purchase", tapedeck, ["run", "purchase"]),
      ("tapedeck --help", tapedeck, ["--help"]),
      ("true", nothing, []),
      ("python3 -S -c pass", python, ["-S", "-c", "pass"]),
    ]
    var times = candidates.map { _ in Series() }
    // The first time reads files from the disk.
    for candidate in candidates { _ = try milliseconds(candidate.program, candidate.arguments) }
    for _ in 0..<(rounds * 20) {
      for (index, candidate) in candidates.enumerated() {
        times[index].add(try milliseconds(candidate.program, candidate.arguments))
      }
    }
    var table = Table("\(rounds * 20) runs of each, in turn", "ms, median (range)", "more than true")
    for (candidate, series) in zip(candidates, times) {
      table.add(candidate.name, series.text(), (series.median - times[2].median).text(1))
    }
    table.print()
  }

  /// From before the process is made to after its end. Foundation's `Process` would add a millisecond of its own.
  private static func milliseconds(_ program: Program, _ arguments: [String]) throws -> Double {
    let words = ([program.path] + arguments).map { strdup($0) } + [nil]
    let environment = ProcessInfo.processInfo.environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for word in words + environment { free(word) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor: Int32 in [1, 2] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    }
    guard chdir(BenchmarkFolder.root) == 0 else { throw BenchmarkError("\(BenchmarkFolder.root) is not there") }
    let start = ContinuousClock.now
    var process: pid_t = 0
    guard posix_spawn(&process, program.path, &actions, nil, words, environment) == 0 else {
      throw BenchmarkError("\(program.path) cannot be started")
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    let taken = ContinuousClock.now - start
    guard status == 0 else { throw BenchmarkError("\(program.path) \(arguments.joined(separator: " ")) failed") }
    return Double(taken.components.seconds) * 1000 + Double(taken.components.attoseconds) / 1e15
  }
}
