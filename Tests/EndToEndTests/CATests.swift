import TestSupport
import Testing

/// `tapedeck ca`, with a state folder of its own.
@Suite(.timeLimit(.minutes(5))) struct CATests {
  let state: TemporaryFolder

  init() throws { state = try TemporaryFolder() }

  var environment: [String: String] { ["XDG_STATE_HOME": state.path] }

  func run(_ arguments: String..., in folder: String? = nil) throws -> Subprocess.Result {
    try Subprocess.run(Program.path, ["ca"] + arguments, in: folder ?? SharedFiles.root, environment: environment)
  }

  @Test func `the authority is made once, for the hosts of all profiles, and again for a host more`() throws {
    let first = try run("path")
    #expect(first.output == "\(state.path)/tapedeck/ca/root.pem\n")
    #expect(first.error == "note: made a certificate authority for 20 hosts: \(first.output)")
    let second = try run("path", "api.keygen.sh")
    #expect(second.output == first.output)
    #expect(second.error == "")
    let root = try state.text("tapedeck/ca/root.pem")
    #expect(try run("export").output == root)
    let third = try run("path", "API.Example.com")
    #expect(third.error.contains("for 21 hosts"))
    #expect(third.error.contains("now with api.example.com; clients that trusted an earlier one must trust it again"))
    #expect(try state.text("tapedeck/ca/root.pem") != root)
    #expect(try run("path").error == "")
    #expect(try run("renew").error.contains("for 20 hosts"))
  }

  @Test func `an export goes to a file, with the system's roots or for Java`() throws {
    let bundle = try run("export", "--format", "bundle", "--output", "\(state.path)/bundle.pem")
    #expect(bundle.status == 0, "\(bundle.error)")
    #expect(bundle.output == "")
    #expect(try state.text("bundle.pem").hasSuffix("\n" + state.text("tapedeck/ca/root.pem")))
    #expect(try run("export", "--format", "jks", "-o", "\(state.path)/trust.jks").status == 0)
    #expect(try SharedFiles.contents("\(state.path)/trust.jks").starts(with: [0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2]))
  }

  @Test func `processes that start at the same time agree`() throws {
    let running = try (0..<6).map { _ in
      try Subprocess.start(Program.path, ["ca", "export"], in: SharedFiles.root, environment: environment)
    }
    let results = running.map { $0.finish() }
    #expect(results.allSatisfy { $0.status == 0 })
    #expect(Set(results.map(\.output)).count == 1)
    #expect(results.count { $0.error.contains("made a certificate authority") } == 1)
  }

  @Test func `what is wrong names the file and the next command`() throws {
    let unknown = try run("pth")
    #expect(unknown.status == 2)
    #expect(unknown.error.contains("'pth' is not one of path, export, renew; did you mean path?"))
    #expect(try run("path", "a,b").error.contains("'a,b' is not the name of a host"))
    #expect(try run("path", "--format", "jks").error.contains("--format is for export only"))
    // The APIs inside the program have hosts everywhere.
    #expect(try run("path", in: state.path).status == 0)
    _ = try run("path")
    let file = "\(state.path)/tapedeck/ca/authority.pem"
    _ = try Subprocess.run("chmod", ["644", file])
    let exposed = try run("path")
    #expect(exposed.status == 2)
    #expect(exposed.error.contains("\(file): the key of the certificate authority can be read by others (mode 644)"))
    #expect(exposed.error.contains("next: chmod 600 \(file)"))
    try state.write("nothing", to: "tapedeck/ca/authority.pem")
    _ = try Subprocess.run("chmod", ["600", file])
    #expect(try run("path").error.contains("next: tapedeck ca renew"))
    #expect(try run("renew").status == 0)
  }
}
