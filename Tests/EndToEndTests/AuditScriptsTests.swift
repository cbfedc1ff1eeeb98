import TestSupport
import Testing

/// The scripts of a security audit, with what each must give: files of a hostile pull request, machines that never end or
/// grow, a page in a browser. `.ci/security` runs those that take longer.
@Suite(.enabled(if: SharedFiles.available), .timeLimit(.minutes(10))) struct AuditScriptsTests {
  private static let scripts = "\(SharedFiles.folder)/cases/security"

  /// What steers a terminal, and what begins a line as a command of a CI.
  private static func isSafe(_ text: String) -> Bool {
    let steering: Set<Unicode.Scalar> = ["\u{1b}", "\u{7}", "\u{9b}", "\u{202e}", "\u{2028}", "\r", "\u{7f}"]
    return !text.unicodeScalars.contains(where: steering.contains) && !text.contains("##vso[")
      && !text.split(separator: "\n").contains { $0.drop { $0 == " " || $0 == "\t" }.hasPrefix("::") }
  }

  private static func python(_ script: String, _ folder: TemporaryFolder, _ arguments: String...) throws {
    let made = try Subprocess.run("python3", ["\(scripts)/\(script)"] + arguments, in: folder.path)
    try #require(made.status == 0, "\(made.error)")
  }

  /// Of hostile cassettes those that load; all others are an error with its place.
  private static let loading: Set<String> = [
    "after-bytes", "at", "deep-500", "esc-base64", "esc-body", "esc-file-body", "esc-json-path",
    "esc-reason-c1", "esc-url-c1", "hdr-interim-many", "hdr-status-100", "hdr-status-101", "hdr-te", "hdr-te-spell",
    "hdr-trailer-cl", "hdr-two-lengths", "numbers", "timeout",
  ]

  @Test func `cassettes of a hostile pull request load or say where they are wrong, and steer nothing`() throws {
    let folder = try TemporaryFolder()
    try Self.python("hostile_cassettes.py", folder, folder.path)
    // A pipe among the files is never read.
    let names = try Subprocess.run("ls", [folder.path]).output.split(separator: "\n").map(String.init)
    #expect(names.count == 64)
    for name in names {
      let shown = try Program.run("show", "\(folder.path)/\(name)")
      #expect(shown.status == (Self.loading.contains(name) ? 0 : 2), "\(name): \(shown.error)")
      #expect(Self.isSafe(shown.output) && Self.isSafe(shown.error), "\(name)")
      if shown.status == 2 { #expect(shown.error.contains("\(folder.path)/\(name)/"), "\(name): \(shown.error)") }
      #expect(!(shown.output + shown.error).contains("root:x:"), "\(name)")
    }
  }

  @Test func `machines that grow, loop and print end, and steer nothing`() throws {
    let folder = try TemporaryFolder()
    try Self.python("machines.py", folder, folder.path)
    // Those that AWS would not take: more than 1 MiB, or a definition that is wrong.
    let refused: Set = ["many-fields", "parallel-wide", "many-format", "loop-choice", "path-union", "path-slices"]
    for file in try folder.files().keys.sorted() where file.hasSuffix(".asl.json") {
      let name = String(file.dropLast(9))
      let result = try Program.run(
        "run", "--state-machine", "\(folder.path)/\(file)", "--event", "\(folder.path)/event-esc.json",
        "--connections", "\(folder.path)/conn.json", "--cassette", "\(folder.path)/cas")
      #expect([0, 1, 2].contains(result.status), "\(name): \(result.status)")
      #expect(result.status != 2 || refused.contains(name) || result.error.contains(file), "\(name): \(result.error)")
      #expect(Self.isSafe(result.output) && Self.isSafe(result.error), "\(name): \(result.output.suffix(500))")
    }
  }

  @Test(arguments: ["conn-env", "conn-env-secret", "conn-env-body", "conn-file", "conn-dev", "conn-fifo"])
  func `a connection reads neither the environment nor files`(connections: String) throws {
    let folder = try TemporaryFolder()
    try Self.python("machines.py", folder, folder.path)
    _ = try Subprocess.run("mkfifo", ["\(folder.path)/fifo"])
    for machine in ["get", "post"] {
      let result = try Program.run(
        "run", "--state-machine", "\(folder.path)/\(machine).asl.json", "--event", "\(folder.path)/event-small.json",
        "--connections", "\(folder.path)/\(connections).json", "--cassette", "\(folder.path)/cas",
        environment: Program.environment.merging(["PLANTED_CI_TOKEN": "ghs_Planted"]) { $1 })
      #expect(result.status == 1)
      #expect(!(result.output + result.error).contains("ghs_Planted"))
      #expect(
        result.output.contains("missed") && result.output.contains("https://api.demo.test/x\n"), "\(result.output)")
    }
  }

  @Test func `a template reads neither the environment nor files, and a miss prints the task's own URL`() throws {
    let folder = try TemporaryFolder()
    try Self.python("machines.py", folder, folder.path)
    let result = try Program.run(
      "run", "--state-machine", "\(Self.scripts)/leak.template.json", "--event", "\(folder.path)/event-small.json",
      "--cassette", "\(folder.path)/cas",
      environment: Program.environment.merging(["PLANTED_CI_TOKEN": "ghs_Planted"]) { $1 })
    #expect(result.status == 1)
    #expect(!result.output.contains("ghs_Planted"))
    #expect(result.output.contains("\n  GET https://api.demo.test/x\n"), "\(result.output)")
    #expect(result.output.contains("query item leak=env:PLANTED_CI_TOKEN"), "\(result.output)")
  }

  @Test func `every malformed request has one reading`() throws {
    let lines = try Self.server("framing", host: "127.0.0.1")
    #expect(lines.count == 16)
    for line in lines {
      let expected = line.hasPrefix("TE ,chunked") ? ["[b'599', b'200']"] : ["[b'400']", "[b'501']"]
      #expect(expected.contains { line.hasSuffix($0) }, "\(line)")
    }
  }

  @Test func `a body is never taken for a request`() throws {
    let lines = try Self.server("late", host: "127.0.0.1")
    #expect(
      lines.map { $0.split(separator: "[").last.map(String.init) } == [
        "b'200', b'200']", "b'200', b'200']", "b'200']",
      ], "\(lines)")
  }

  @Test func `a page in a browser cannot use the server`() throws {
    let lines = try Self.server("browser")
    for line in lines where line.hasPrefix("--") {
      #expect(line.contains("HTTP/1.1 403 Forbidden"), "\(line)")
    }
    #expect(lines.count { $0.hasPrefix("--") } == 6)
  }

  /// What the script prints. It asks for a host of the name `a`, unless it is to ask for another.
  private static func server(_ what: String, host: String = "a") throws -> [String] {
    let folder = try TemporaryFolder()
    let script = String(decoding: try SharedFiles.bytes("cases/security/server.py"), as: UTF8.self)
    try folder.write(script.replacing("Host: a\\r", with: "Host: \(host)\\r"), to: "server.py")
    let result = try Subprocess.run(
      "python3", ["\(folder.path)/server.py", what], in: SharedFiles.root,
      environment: Program.environment.merging(["TAPEDECK": Program.path]) { $1 })
    try #require(result.status == 0, "\(result.error)")
    return result.output.split(separator: "\n").map(String.init)
  }
}
