import TestSupport
import Testing

/// Playwright's zip file with the bodies attached, through the command line.
@Suite(.timeLimit(.minutes(10))) struct PlaywrightZipTests {
  private static func entry(_ method: String, _ path: String, sent: String? = nil, given: String, size: Int) -> String {
    let data = sent.map { #", "postData": {"mimeType": "text/plain", "params": [], "_file": "\#($0)"}"# } ?? ""
    return """
      {"startedDateTime": "2026-01-02T03:04:05.000Z", "time": 1, "cache": {}, "timings": {"send": 0, "wait": 1, "receive": 0},
       "request": {"method": "\(method)", "url": "https://api.example.com\(path)", "httpVersion": "HTTP/1.1", "cookies": [],
        "headers": [], "queryString": [], "headersSize": -1, "bodySize": -1\(data)},
       "response": {"status": 200, "statusText": "OK", "httpVersion": "HTTP/1.1", "cookies": [],
        "headers": [{"name": "Content-Type", "value": "image/png"}], "redirectURL": "", "headersSize": -1, "bodySize": -1,
        "content": {"size": \(size), "mimeType": "image/png", "_file": "\(given)"}}}
      """
  }

  /// Python's zipfile writes it as Playwright does: the log and a file for each body.
  private static func zip(_ entries: [String], in place: Workplace) throws {
    let har =
      #"{"log": {"version": "1.2", "creator": {"name": "Playwright", "version": "1.49.0"}, "pages": [], "entries": ["#
      + entries.joined(separator: ",\n") + "]}}"
    try place.folder.write(har, to: "har.har")
    let script = """
      import zipfile
      with zipfile.ZipFile("session.zip", "w", zipfile.ZIP_DEFLATED) as archive:
          archive.write("har.har")
          archive.writestr("5f1a.png", bytes(range(256)) * 4)
          archive.writestr("77aa.txt", "sent by the page")
      """
    let made = try Subprocess.run("python3", ["-c", script], in: place.folder.path)
    try #require(made.status == 0, "\(made.error)")
  }

  @Test func `bodies in the archive are recorded and answered, one that is not there is a miss`() throws {
    let place = try Workplace()
    try Self.zip(
      [
        Self.entry("GET", "/logo", given: "5f1a.png", size: -1),
        Self.entry("POST", "/upload", sent: "77aa.txt", given: "5f1a.png", size: 1024),
        Self.entry("GET", "/gone", given: "no.png", size: -1),
        Self.entry("GET", "/outside", given: "../har.har", size: -1),
      ], in: place)
    let imported = try place.run("import", "session.zip", "-c", "c", "--api", "api=https://api.example.com")
    #expect(imported.status == 0, "\(imported.error)")
    #expect(imported.error.contains("entry 3: its attached file no.png is not there; replay answers with a miss"))
    #expect(imported.error.contains("entry 4: its attached file ../har.har is not there; replay answers with a miss"))
    #expect(imported.error.contains("recorded by Playwright 1.49.0"))
    let bytes = Array(repeating: Array(UInt8.min...UInt8.max), count: 4).flatMap(\.self)
    let server = try ReplayTests.Server("c", in: place.folder.path)
    func curl(_ path: String, _ words: String...) throws -> Subprocess.Result {
      try Subprocess.run("curl", ["-s", "--noproxy", "*", "\(server.origin)/api\(path)"] + words)
    }
    #expect(try curl("/logo").outputBytes == bytes)
    let type = ["-H", "Content-Type: text/plain"]
    #expect(try curl("/upload", "--data-binary", "sent by the page", type[0], type[1]).outputBytes == bytes)
    for path in ["/gone", "/outside"] {
      #expect(try curl(path).output.contains(#""reason":"body-missing""#))
    }
    #expect(try curl("/upload", "--data-binary", "another", type[0], type[1]).output.contains("never-recorded"))
    #expect(server.end().status == 1)
    let shown = try place.run("show", "c")
    #expect(shown.output.split(separator: "a miss on replay: its attached file").count == 3, "\(shown.output)")
  }

  @Test func `an archive that is no HAR file's, damaged or too large is an error that names it`() throws {
    let place = try Workplace()
    let script = """
      import zipfile
      with zipfile.ZipFile("none.zip", "w") as archive: archive.writestr("a.txt", "x")
      with zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
          archive.writestr("har.har", "{}")
          with archive.open("big", "w", force_zip64=True) as file:
              for _ in range(300): file.write(bytes(1 << 20))
      with open("none.zip", "rb") as file, open("cut.zip", "wb") as cut: cut.write(file.read()[:-30])
      """
    let made = try Subprocess.run("python3", ["-c", script], in: place.folder.path)
    try #require(made.status == 0, "\(made.error)")
    for name in ["none.zip", "bomb.zip", "cut.zip"] {
      let result = try place.run("import", name, "-c", "c")
      #expect(result.status == 2 && result.error.hasPrefix("tapedeck: \(name): "), "\(result.error)")
      #expect(!SharedFiles.exists(place.folder.path + "/Cassettes"))
    }
  }
}
