import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `tapedeck record … -- COMMAND` and `tapedeck replay … -- COMMAND`.
@Suite(.timeLimit(.minutes(10))) struct CommandRunTests {
  private static let customer = HTTPSProxyTests.customer

  private func replay(_ words: String..., options: [String] = []) throws -> Subprocess.Result {
    try Subprocess.run(
      Program.path, ["replay", "purchase"] + options + ["--"] + words, in: SharedFiles.root,
      environment: Program.environment)
  }

  @Test func `standard output is the command's, and what we say goes to standard error`() throws {
    let result = try replay("curl", "-sS", "-H", "Authorization: Bearer x", Self.customer)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.hasPrefix(#"{"data":{"id":"ctm_01hv6y1jedq4p1n0yqn5ba3ky4""#))
    #expect(result.error.contains("Cassettes/purchase (9 interactions) is served to curl at http://127.0.0.1:"))
    #expect(result.error.hasSuffix("\n0 misses, 6 of 9 interactions unused\n"), "\(result.error)")
  }

  @Test func `standard input is the command's`() throws {
    let result = try Subprocess.run(
      "sh", ["-c", #"echo hello | "$0" replay purchase -- tr a-z A-Z"#, Program.path], in: SharedFiles.root,
      environment: Program.environment)
    #expect(result.output == "HELLO\n")
  }

  @Test func `it ends with the command's exit code, and 128 and the signal that ended it`() throws {
    #expect(try replay("sh", "-c", "exit 7").status == 7)
    #expect(try replay("sh", "-c", "kill -KILL $$").status == 137)
    #expect(try replay("true").status == 0)
  }

  @Test func `misses make it 1 where the command is content, and the command's code goes before`() throws {
    let script = "curl -s -o /dev/null $TAPEDECK_PADDLE_URL/customers/ctm_unknown; exit $0"
    let content = try replay("sh", "-c", script, "0")
    #expect(content.status == 1)
    #expect(content.error.contains("miss: GET https://api.paddle.com/customers/ctm_unknown\n"))
    #expect(content.output.isEmpty)
    #expect(try replay("sh", "-c", script, "5").status == 5)
  }

  @Test func `unused interactions make it 1 where that is asked for`() throws {
    #expect(try replay("true", options: ["--unused", "fail"]).status == 1)
  }

  @Test func `behind a command nothing is given twice, unless it is asked for`() throws {
    let script = "for n in 1 2; do curl -s -o /dev/null -w '%{http_code} ' -H 'Authorization: Bearer x' $0; done"
    #expect(try replay("sh", "-c", script, Self.customer).output == "200 599 ")
    let looping = try replay("sh", "-c", script, Self.customer, options: ["--after-last", "repeat-last"])
    #expect(looping.output == "200 200 ")
  }

  @Test func `a session of its own is named to the proxy and in base URLs`() throws {
    let script = """
      curl -s -o /dev/null -H 'Authorization: Bearer x' $0
      curl -s -o /dev/null $TAPEDECK_PADDLE_URL/customers/none
      """
    let result = try replay("sh", "-c", script, Self.customer, options: ["--session", "one"])
    #expect(result.status == 1)
    #expect(result.error.contains("\nmiss in session one: GET https://api.paddle.com/customers/none\n"))
    #expect(result.error.contains("1 miss, 6 of 9 interactions unused"), "\(result.error)")
  }

  @Test(arguments: [
    ("tapedeck-no-such-command", Int32(127), "no such command"), ("./no/such/command", 127, "no such command"),
    ("./Package.swift", 126, "cannot be run as a command"), ("./Sources", 126, "cannot be run as a command"),
  ])
  func `a command that cannot be run is an error, as of env, and nothing is written`(
    command: String, status: Int32, reason: String
  ) throws {
    let place = try Workplace("purchase")
    try place.folder.write("", to: "Package.swift")
    try place.folder.write("", to: "Sources/none")
    let before = try place.folder.files()
    for words in [["record", "--cassette", "c", "--api", "demo=https://api.demo.test"], ["replay", "purchase"]] {
      let result = try Subprocess.run(Program.path, words + ["--", command, "--flag"], in: place.folder.path)
      #expect(result.status == status)
      #expect(result.error.hasPrefix("tapedeck: \(command): \(reason)\n  next: "), "\(result.error)")
    }
    #expect(try place.folder.files() == before)
  }

  @Test func `a file that is no program is an error, too`() throws {
    let folder = try TemporaryFolder()
    try folder.write("#!/no/such/interpreter\n", to: "script")
    chmod("\(folder.path)/script", 0o755)
    let result = try replay("\(folder.path)/script")
    #expect(result.status == 127, "\(result.error)")
    #expect(result.error.contains("\(folder.path)/script: cannot be run: no such file or directory\n  next: "))
    let recorded = try Subprocess.run(
      Program.path, ["record", "-c", "c", "--api", "demo=https://api.demo.test", "--", "./script"], in: folder.path,
      environment: ["XDG_STATE_HOME": "\(folder.path)/state"])
    #expect(recorded.status == 127)
    #expect(try folder.text("Cassettes/c/cassette.json").contains(#""complete": true"#))
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func `signals reach the command, which may end in its own way`(signal: Int32) throws {
    let script = #"trap 'echo cleaned up; exit 9' TERM HUP; echo ready; while :; do sleep 0.01; done"#
    let process = try Subprocess.start(
      Program.path, ["replay", "purchase", "--", "sh", "-c", script], in: SharedFiles.root,
      environment: Program.environment)
    #expect(process.readOutput(until: "ready") == "ready\n")
    process.signal(signal)
    let end = process.finish()
    #expect(end.status == 9)
    #expect(end.output == "cleaned up\n")
    #expect(end.error.contains("0 misses"))
  }

  /// In a session of its own no terminal sends it as well.
  @Test func `an interrupt reaches the command once, and what it did until then is recorded`() throws {
    let upstream = try Upstream(), folder = try TemporaryFolder()
    defer { upstream.end() }
    let script = """
      import os, signal, subprocess, sys
      count = [0]
      def interrupted(*_): count[0] += 1
      signal.signal(signal.SIGINT, interrupted)
      program = subprocess.Popen(sys.argv[1:], start_new_session=True, stdout=subprocess.PIPE)
      print(program.stdout.readline().decode(), end="")
      program.send_signal(signal.SIGINT)
      print(program.communicate()[0].decode(), program.returncode)
      """
    let command =
      "trap 'echo interrupted; exit 4' INT; curl -s $TAPEDECK_DEMO_URL/bytes/0; echo ready; "
      + "while :; do sleep 0.01; done"
    let result = try Subprocess.run(
      "python3",
      ["-c", script, Program.path, "record", "-c", "c"] + upstream.options + ["--", "sh", "-c", command],
      in: folder.path, environment: ["XDG_STATE_HOME": "\(folder.path)/state"])
    #expect(result.output == "ready\ninterrupted\n 4\n", "\(result.error)")
    #expect(result.error.hasSuffix("1 recorded, 0 not; see them: tapedeck show c\n"), "\(result.error)")
    #expect(try folder.text("Cassettes/c/cassette.json").contains(#""complete": true"#))
  }

  @Test func `at a terminal the command gets Ctrl-C once, from the terminal`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      import os, pty, sys
      child, terminal = pty.fork()
      if child == 0: os.execv(sys.argv[1], sys.argv[1:])
      seen = b""
      def until(text):
          global seen
          while text not in seen: seen += os.read(terminal, 1000)
      until(b"ready")
      os.write(terminal, b"\\x03")
      until(b"interrupted")
      os.write(terminal, b"\\n")
      until(b"times")
      print(seen.decode())
      """, to: "terminal.py")
    try folder.write(
      """
      import signal, sys
      count = 0
      def interrupted(*_):
          global count
          count += 1
          print("interrupted", flush=True)
      signal.signal(signal.SIGINT, interrupted)
      print("ready", flush=True)
      sys.stdin.readline()
      print(count, "times", flush=True)
      """, to: "command.py")
    let result = try Subprocess.run(
      "python3",
      [
        "\(folder.path)/terminal.py", Program.path, "replay", "purchase", "--", "python3", "\(folder.path)/command.py",
      ], in: SharedFiles.root, environment: Program.environment)
    #expect(result.output.contains("1 times"), "\(result.output)\(result.error)")
  }

  @Test func `what was not recorded makes it 1`() throws {
    let upstream = try Upstream(), folder = try TemporaryFolder()
    defer { upstream.end() }
    let script = "curl -s --max-time 1 -o /dev/null $TAPEDECK_DEMO_URL/events; exit 0"
    let result = try Subprocess.run(
      Program.path, ["record", "-c", "c"] + upstream.options + ["--", "sh", "-c", script], in: folder.path,
      environment: ["XDG_STATE_HOME": "\(folder.path)/state"])
    #expect(result.status == 1)
    #expect(result.error.contains("not recorded: GET demo -> 200: the client went away\n"), "\(result.error)")
    #expect(result.output.isEmpty)
  }
}
