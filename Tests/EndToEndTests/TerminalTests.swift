import TestSupport
import Testing

/// The built program on a terminal: Python makes one, of so many columns.
@Suite(
  .timeLimit(.minutes(5)), .enabled(if: Client.isThere("python3", "-c", "import pty, fcntl"), "Python is not installed")
)
struct TerminalTests {
  /// Runs a command on a terminal, and gives what it prints there. Where `patience` is not nil, it is interrupted when it
  /// has printed that.
  private static let terminal = """
    import fcntl, os, pty, select, signal, struct, subprocess, sys, termios, urllib.request
    columns, until, words = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    child = subprocess.Popen(words, stdin=slave, stdout=slave, stderr=subprocess.PIPE, start_new_session=True)
    os.close(slave)
    text, asked = b"", False
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part: break
        text += part
        if until and not asked and until.encode() in text:
            asked = True
            base = text.split(b"absolute URLs: ")[1].split()[0].decode()
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            for name, size in [("ctm_01hv6y1jedq4p1n0yqn5ba3ky4", None), ("ctm_other", 40)]:
                if size: fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, size, 0, 0))
                request = urllib.request.Request(base + "/paddle/customers/" + name, headers={"Authorization": "Bearer x"})
                try:
                    opener.open(request).read()
                except urllib.error.HTTPError:
                    pass
            child.send_signal(signal.SIGINT)
    sys.stdout.buffer.write(text.replace(b"\\r\\n", b"\\n"))
    child.wait()
    """

  private func run(
    _ columns: Int, until: String = "", _ arguments: String..., environment: [String: String] = [:]
  ) throws -> String {
    let own = ["TERM": "xterm", "NO_COLOR": "", "COLUMNS": ""].merging(Program.environment) { $1 }
    let result = try Subprocess.run(
      "python3", ["-c", Self.terminal, "\(columns)", until, Program.path] + arguments, in: SharedFiles.root,
      environment: own.merging(environment) { $1 })
    #expect(result.status == 0, "\(result.error)")
    return result.output
  }

  private func plain(_ text: String) -> [String] {
    text.replacing(#/\u{1b}\[[0-9;]*m/#, with: "").split(separator: "\n").map(String.init)
  }

  @Test func `a run fits 80 columns, and its states are coloured`() throws {
    let text = try run(80, "run", "purchase")
    let lines = plain(text)
    #expect(
      lines.prefix(8) == [
        "purchase: purchase.asl.json against Cassettes/purchase (9 interactions)",
        "  ok      CreateLicense    86 ms  POST https://api.keygen.sh/…b5339300d/licenses",
        "                                  -> 201 [002-keygen-POST-licenses]",
        "  ok      GetCustomer     112 ms  GET https://sandbox-api.paddle.com/…yqn5ba3ky4",
        "                                  -> 200 [003-paddle-GET-customers]",
        "  ok      Parallel        112 ms  Parallel",
        "  ok      SendEmail       168 ms  POST https://email.us-eas…mail/outbound-emails",
        "                                  -> 200 [004-ses-POST-outbound-emails]",
      ], "\(text)")
    #expect(text.contains("\u{1b}[32mok\u{1b}[0m") && text.contains("\u{1b}[32mSUCCEEDED\u{1b}[0m after 280 ms"))
  }

  @Test(arguments: [("NO_COLOR", "1"), ("TERM", "dumb")])
  func `who wants no colours gets none, and lines that fit`(name: String, value: String) throws {
    let text = try run(40, "run", "-c", "purchase-2025", environment: [name: value])
    #expect(!text.contains("\u{1b}") && text.contains("\nFAILED after 164 ms: States.Runtime\n"), "\(text)")
    for line in text.split(separator: "\n") where line.contains("https://") { #expect(line.count <= 40, "\(line)") }
  }

  @Test func `COLUMNS goes before what the terminal says`() throws {
    let text = try run(40, "run", "purchase", environment: ["COLUMNS": "200"])
    #expect(
      plain(text).contains { $0.contains("07fab0ef-505c-447d-ae6a-932b5339300d/licenses -> 201 [002") }, "\(text)")
  }

  @Test func `a server's lines fit the terminal, also when somebody makes it narrower`() throws {
    let text = try run(80, until: "Ctrl-C", "replay", "purchase", "--port", "0")
    let lines = plain(text)
    #expect(lines.contains { $0.hasPrefix("  ses     http://127.0.0.1:") && $0.count <= 80 }, "\(text)")
    #expect(
      lines.contains("GET https://sandbox-api.paddle.com/…yqn5ba3ky4 -> 200 [003-paddle-GET-customers]"), "\(text)")
    #expect(text.contains("\u{1b}[32m[003-paddle-GET-customers]\u{1b}[0m"))
    #expect(lines.contains { $0.hasPrefix("miss: GET https://api") && $0.contains("…") && $0.count <= 40 }, "\(text)")
    // A command is copied: it stays whole.
    #expect(lines.contains("  to record it: tapedeck record --cassette purchase --mode new_episodes"))
  }
}
