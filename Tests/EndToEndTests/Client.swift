import TestSupport

/// A program that tests run as a client of Tapedeck.
enum Client {
  /// Whether it can be run, and gets so far with these arguments.
  static func isThere(_ program: String, _ arguments: String...) -> Bool {
    ((try? Subprocess.run(program, arguments))?.status ?? 1) == 0
  }

  /// What a client printed when it was recorded, and when it was replayed without the server.
  struct Runs {
    let live: Subprocess.Result, replayed: Subprocess.Result
    let folder: TemporaryFolder
  }

  /// Runs a client twice, as its user would but behind `tapedeck record --` and `tapedeck replay --`; `files` are those that
  /// it needs. Where it fails, what it said is in the error.
  static func record(
    _ words: [String], files: [String: String] = [:], environment: [String: String] = [:], upstream: Upstream? = nil
  ) throws -> Runs {
    let upstream = try upstream ?? Upstream(), folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(text, to: name) }
    // What this machine's users have set up would be in the way.
    let variables = ["XDG_STATE_HOME": "\(folder.path)/state", "no_proxy": "", "NO_PROXY": "", "HOME": folder.path]
      .merging(environment) { $1 }
    func run(_ own: [String]) throws -> Subprocess.Result {
      let result = try Subprocess.run(Program.path, own + ["--"] + words, in: folder.path, environment: variables)
      if result.status != 0 { throw Failed(own: own, result: result) }
      return result
    }
    let live: Subprocess.Result
    do {
      defer { upstream.end() }
      live = try run(["record", "--cassette", "c"] + upstream.options)
    }
    return Runs(live: live, replayed: try run(["replay", "c", "--unused", "fail"]), folder: folder)
  }

  struct Failed: Error, CustomStringConvertible {
    let own: [String], result: Subprocess.Result
    var description: String { "\(own) ended with \(result.status): \(result.output)\(result.error)" }
  }
}
