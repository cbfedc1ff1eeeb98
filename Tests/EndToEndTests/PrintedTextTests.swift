import TestSupport
import Testing

/// What others say is printed so that it steers neither a terminal nor the log of a CI run.
@Suite(.timeLimit(.minutes(5))) struct PrintedTextTests {
  @Test func `what a web page asks for is shown, not obeyed`() throws {
    let server = try ReplayTests.Server("purchase")
    _ = try ReplayTests.curl(
      "-o", "/dev/null", "-H", "Content-Type: text/plain", "-d", "\u{1b}]52;c;x\u{7}\u{9b}2J",
      "\(server.origin)/paddle/%1b%5d52;c;%07%0a::error%20x")
    let end = server.end()
    #expect(end.status == 1)
    #expect(!end.output.contains("\u{1b}") && !end.output.contains("\u{7}") && !end.output.contains("\u{9b}"))
    #expect(!end.output.split(separator: "\n").contains { $0.drop { $0 == " " }.hasPrefix("::") }, "\(end.output)")
    #expect(end.output.contains("52;c;"))
  }

  @Test func `a body is printed as it is to a file, and shown at a terminal`() throws {
    let place = try Workplace("purchase")
    try place.change(
      "Cassettes/purchase/003-paddle-GET-customers.json", "Ada Lindqvist", "Ada\u{202e}")
    let piped = try place.run("show", "purchase", "003")
    #expect(piped.status == 0, "\(piped.error)")
    #expect(piped.output.contains("\u{202e}"))
    let script = """
      import os, pty, sys
      child, terminal = pty.fork()
      if child == 0: os.execv(sys.argv[1], sys.argv[1:])
      seen = b""
      while True:
          try: more = os.read(terminal, 1000)
          except OSError: break
          if not more: break
          seen += more
      sys.stdout.buffer.write(seen)
      """
    let shown = try Subprocess.run(
      "python3", ["-c", script, Program.path, "show", "purchase", "003"], in: place.folder.path)
    #expect(shown.output.contains(#"\u{202e}"#) && !shown.output.contains("\u{202e}"), "\(shown.output)")
  }

  @Test func `a name in an error begins no line`() throws {
    let result = try Program.run("show", "x\n::error ::y\u{1b}")
    #expect(result.status == 2)
    #expect(result.error.contains(#"x\u{a}::error ::y\u{1b}"#), "\(result.error)")
    #expect(!result.error.contains("\n::") && !result.error.contains("\u{1b}"))
  }

  @Test func `a recording goes on where nobody reads what it prints`() throws {
    let upstream = try Upstream(), folder = try TemporaryFolder()
    defer { upstream.end() }
    let recorder = try Recorder(upstream, in: folder)
    // A pipe holds 64 KiB.
    let asked = try recorder.curl("/\(String(repeating: "x", count: 500))/[1-200]", "-o", "/dev/null")
    #expect(asked.status == 0, "\(asked.error)")
    let end = recorder.end()
    #expect(end.error.contains("200 recorded, 0 not"), "\(end.error.suffix(300))")
  }
}
