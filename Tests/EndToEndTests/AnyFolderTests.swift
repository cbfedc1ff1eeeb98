import TestSupport
import Testing

/// The program alone, in folders that are not the project's.
struct AnyFolderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `the reference workflow runs from an empty folder`() throws {
    let result = try Program.run("run", "purchase", in: folder.path)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("SUCCEEDED"))
    #expect(try folder.files().isEmpty)
  }

  @Test func `a cassette that is inside the program can be shown and replayed`() throws {
    #expect(try Program.run("show", "purchase", in: folder.path).status == 0)
    let command = "curl -s -o body -w '%{http_code}' -H 'Authorization: Bearer x' https://api.paddle.com/customers/none"
    let result = try Program.run("replay", "purchase", "--", "sh", "-c", command, in: folder.path)
    #expect(result.output == "599")
    #expect(result.error.contains("tapedeck record --cassette purchase --mode new_episodes"), "\(result.error)")
  }

  @Test func `folders above the current one are found, the nearest first`() throws {
    try folder.write("x", to: "project/Cassettes/empty")
    try folder.write("x", to: "project/src/deep/file")
    let result = try Program.run("show", "purchas", in: "\(folder.path)/project/src/deep")
    #expect(result.status == 2)
    let made = try Program.run("init", "demo=https://demo.example.com", in: folder.path)
    #expect(made.status == 0, "\(made.error)")
    try folder.write("", to: "src/deep/file")
    let audit = try Program.run("show", "none", in: "\(folder.path)/src/deep")
    #expect(audit.error.contains("cassette not found"))
  }

  @Test func `recording into a cassette that is inside the program copies it first`() throws {
    let words = ["record", "--cassette", "purchase", "--mode", "new_episodes", "--", "true"]
    let result = try Subprocess.run(Program.path, words, in: folder.path, environment: Program.environment)
    #expect(result.status == 0, "\(result.error)")
    #expect(
      try folder.text("Cassettes/purchase/003-paddle-GET-customers.json")
        == String(
          decoding: SharedFiles.project("Cassettes/purchase/003-paddle-GET-customers.json"), as: UTF8.self))
  }
}
