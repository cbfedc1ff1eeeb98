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

  private static func har(_ path: String) -> String {
    """
    {"log": {"version": "1.2", "creator": {"name": "x", "version": "1"}, "entries": [
      {"startedDateTime": "2026-01-01T00:00:00Z", "time": 5, "timings": {"send": 1, "wait": 2, "receive": 2},
       "request": {"method": "GET", "url": "https://demo.example.com/\(path)", "httpVersion": "HTTP/1.1",
         "headers": [], "queryString": [], "cookies": [], "headersSize": -1, "bodySize": 0},
       "response": {"status": 200, "statusText": "OK", "httpVersion": "HTTP/1.1", "headers": [], "cookies": [],
         "content": {"size": 2, "mimeType": "text/plain", "text": "ok"}, "redirectURL": "", "headersSize": -1,
         "bodySize": 2}, "cache": {}}]}}
    """
  }

  @Test func `a cassette's own APIs are known to import, as a miss proposes it`() throws {
    try folder.write(Self.har("cart"), to: "1.har")
    try folder.write(Self.har("orders"), to: "FILE.har")
    let first = ["import", "1.har", "--cassette", "shop", "--api", "demo=https://demo.example.com"]
    #expect(try Subprocess.run(Program.path, first, in: folder.path, environment: Program.environment).status == 0)
    let get = "curl -s -o body -w '%{http_code}' $TAPEDECK_DEMO_URL/orders"
    let miss = try Program.run("replay", "shop", "--", "sh", "-c", get, in: folder.path)
    #expect(miss.output == "599")
    let command = try #require(miss.error.firstMatch(of: #/to import it: tapedeck (.+)/#), "\(miss.error)").1
    let second = try Subprocess.run(
      Program.path, command.split(separator: " ").map(String.init), in: folder.path, environment: Program.environment)
    #expect(second.status == 0, "\(second.error)")
    #expect(try Program.run("replay", "shop", "--", "sh", "-c", get, in: folder.path).output == "200")
  }

  @Test func `the example of a profile changes nothing until it is edited`() throws {
    try folder.write(Self.har("cart"), to: "1.har")
    let words = ["import", "1.har", "--cassette", "shop", "--api", "demo=https://demo.example.com"]
    #expect(try Subprocess.run(Program.path, words, in: folder.path, environment: Program.environment).status == 0)
    #expect(try Program.run("init", "demo=https://demo.example.com", in: folder.path).status == 0)
    let get = "curl -s -o body -w '%{http_code}' -H 'Authorization: Bearer x' $TAPEDECK_DEMO_URL/cart"
    #expect(try Program.run("replay", "shop", "--", "sh", "-c", get, in: folder.path).output == "200")
  }

  @Test func `the profile inside the program becomes one's own, once`() throws {
    let made = try Program.run("init", "keygen", in: folder.path)
    #expect(made.status == 0 && made.error.contains("takes the place of the profile inside the program"))
    let profile = try folder.text("Schemas/keygen/profile.json")
    #expect(try profile == String(decoding: SharedFiles.project("Schemas/keygen/profile.json"), as: UTF8.self))
    #expect(try Program.run("init", "keygen=https://api.keygen.sh", in: folder.path).status == 2)
    let known = try Program.run("init", "ses=https://email.us-east-1.amazonaws.com", in: folder.path)
    #expect(known.status == 0 && !known.error.contains("is not one of them"), "\(known.error)")
    let other = try Program.run("init", "paddle=https://paddle.example.test/v1", in: folder.path)
    let said = "; https://paddle.example.test/v1 is not one of them: add it there\n"
    #expect(other.error.contains(said), "\(other.error)")
    #expect(try Program.run("init", "nobody", in: folder.path).error.contains("'nobody' is not NAME=URL"))
  }
}
