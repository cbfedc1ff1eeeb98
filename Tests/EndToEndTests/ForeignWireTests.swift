import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Difficult HTTP, as real servers once answered it to nineteen tools, through the recorder and the replayer.
@Suite(.enabled(if: SharedFiles.available), .timeLimit(.minutes(15))) struct ForeignWireTests {
  /// What is taken out of a recording is another thing on replay: licence keys, session cookies.
  private static let redacted: Set = ["create", "read", "list", "list-brackets", "cookies", "-"]

  @Test func `each answer reaches the client as it was, and is replayed but for what is redacted`() throws {
    let folder = try TemporaryFolder()
    for (name, program) in [
      ("gather.py", ForeignWire.gathering), ("wire.py", ForeignWire.bytes), ("server.py", ForeignWire.server),
      ("client.py", ForeignWire.client),
    ] { try folder.write(program, to: name) }
    let gathered = try Subprocess.run(
      "python3", ["gather.py", "\(SharedFiles.folder)/recordings/foreign"], in: folder.path)
    try #require(gathered.output == "1382\n", "\(gathered.error)")
    let server = try Subprocess.start("python3", ["server.py"], in: folder.path)
    defer {
      server.signal(SIGKILL)
      _ = server.finish()
    }
    let port = try #require(server.readOutput(until: "port ").firstMatch(of: /port (\d+)/)?.1)

    let live = try ask(
      ["record", "--api", "truth=http://api.truth.test", "--connect-to", "api.truth.test:80=127.0.0.1:\(port)"],
      "live", in: folder)
    #expect(live == "1382 of 1382\n")
    let lines = try ask(["replay"], "replay", in: folder).split(separator: "\n")
    #expect(lines.last == "1267 of 1382")
    let others = lines.dropLast().filter { !Self.redacted.contains(String($0.prefix { $0 != " " })) }
    #expect(others.isEmpty)
  }

  /// What the client printed.
  private func ask(_ command: [String], _ mode: String, in folder: TemporaryFolder) throws -> String {
    let operands = command == ["replay"] ? ["c"] : ["--cassette", "c"]
    let program = try Subprocess.start(
      Program.path, command + operands + ["--port", "0"], in: folder.path,
      environment: ["XDG_STATE_HOME": folder.path + "/state"])
    let start = program.readOutput(until: "Ctrl-C")
    let origin = try #require(start.firstMatch(of: #/http://(\S+)/truth/#), "\(start)").1
    let asking = try Subprocess.start("python3", ["client.py", String(origin), mode], in: folder.path)
    // A recorder prints more than a pipe holds.
    if mode == "live" { _ = program.readOutput(until: "1382-truth-") }
    let client = asking.finish()
    program.signal(SIGINT)
    let end = program.finish()
    #expect(end.status == 0, "\(end.error.suffix(2000))\(end.output.suffix(2000))")
    #expect(client.error.suffix(500) == "")
    return client.output
  }
}
