import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A line that is typed at the prompt of an interactive shell, on a terminal of its own. The command it names is a stand-in
/// that prints its words; completion is the program's own.
struct TypedLine {
  private let shell: [String]
  let folder: TemporaryFolder

  /// The shell has read the program's script. `setUp` comes before that.
  init(_ name: String, _ words: [String], setUp: String) throws {
    folder = try TemporaryFolder()
    shell = [name] + words
    try folder.write(Self.driver, to: "type.py")
    try folder.write(
      """
      #!/bin/sh
      case $1 in __complete|completions) exec "\(Program.path)" "$@";; esac
      printf 'RAN'; printf '<%s>' "$@"; printf '.\\n'
      """, to: "bin/tapedeck")
    _ = try Subprocess.run("chmod", ["+x", "\(folder.path)/bin/tapedeck"])
    for (file, text) in [
      ("here/deep/my file.har", "x"), ("here/deep/out.json", "x"), ("here/deep/mails/x", "x"),
      ("here/deep/mails.txt", "x"), ("here/Cassettes/mine/cassette.json", #"{"tapedeck": 1, "apis": {}}"#),
    ] {
      try folder.write(text, to: file)
    }
    try folder.write("\(setUp)\nsource <(tapedeck completions \(name))\n", to: "rc")
  }

  /// Where shells and Python are on this machine, behind the stand-in.
  var searchPath: String { "\(folder.path)/bin:" + (getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin") }

  /// What the shell ran after the line was typed and entered: `<run><--wire>`. Nil where it ran nothing.
  func run(_ line: String) throws -> String? {
    let result = try Subprocess.run(
      "python3", ["\(folder.path)/type.py", line] + shell, in: "\(folder.path)/here/deep",
      environment: [
        "HOME": folder.path, "ZDOTDIR": folder.path, "TERM": "dumb", "RC": "\(folder.path)/rc",
        "PATH": searchPath, "XDG_STATE_HOME": "\(folder.path)/state",
      ])
    #expect(result.status == 0, "\(result.output)\(result.error)")
    return result.output.firstMatch(of: #/RAN(<.*>)\./#).map { String($0.1) }
  }

  /// Types when the prompt is there, and reads until the stand-in has run.
  private static let driver = #"""
    import os, pty, select, sys, time
    line, words = sys.argv[1], sys.argv[2:]
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvp(words[0], words)
    end, seen = time.monotonic() + 120, b""
    def until(mark):
        global seen
        while mark not in seen and time.monotonic() < end:
            if not select.select([terminal], [], [], 1)[0]:
                continue
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                return False
        return mark in seen
    os.write(terminal, b". \"$RC\"; PS1=REA''DY; PROMPT=REA''DY\n")
    found = until(b"READY")
    seen = b""
    os.write(terminal, line.encode() + b"\n")
    found = found and until(b">.")
    os.write(terminal, b"\x15exit\n")
    sys.stdout.write(seen.decode(errors="replace").replace("\r", ""))
    os.close(terminal)
    os.waitpid(pid, 0)
    sys.exit(0 if found else 1)
    """#
}
