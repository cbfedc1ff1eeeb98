import Files
import ForeignFormats
import HTTPModel
import RecordReplay
import TestSupport
import Testing

/// A HAR file and its bodies in one zip file, or beside each other.
struct ArchivedHARTests {
  private static let har = HARReaderTests.file(
    request: #", "postData": {"mimeType": "text/plain", "_file": "sent.txt"}"#,
    response: #", "content": {"size": -1, "mimeType": "text/plain", "_file": "given.txt"}"#)

  /// Made by Python's zipfile, which is what tests have.
  private static func zip(_ files: [(name: String, text: String)]) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    for (index, file) in files.enumerated() { try folder.write(file.text, to: "\(index)") }
    let script =
      "import sys, zipfile\nz = zipfile.ZipFile('a.zip', 'w', zipfile.ZIP_DEFLATED)\n"
      + "for index, name in enumerate(sys.argv[1:]): z.write(str(index), name)\nz.close()"
    let result = try Subprocess.run("/usr/bin/env", ["python3", "-c", script] + files.map(\.name), in: folder.path)
    #expect(result.status == 0, "\(result.error)")
    return try SharedFiles.contents(folder.path + "/a.zip")
  }

  private static func bodies(_ recording: ForeignRecording) throws -> [String?] {
    let exchange = try #require(recording.entries.first).exchange
    guard case .response(let response) = exchange.outcome else { return [] }
    return [exchange.request.body, response.body].map { body in
      HARReaderTests.bytes(body).map { String(decoding: $0, as: UTF8.self) }
    }
  }

  @Test func `Playwright's zip file holds all bodies`() throws {
    let zip = try Self.zip([("har.har", Self.har), ("sent.txt", "sent"), ("given.txt", "given")])
    let recording = try RecordingReader.read(zip, file: "a.zip")
    #expect(try Self.bodies(recording) == ["sent", "given"])
    #expect(recording.entries[0].missing == Provenance.Missing())
  }

  @Test func `a body that is not in it is missing`() throws {
    let recording = try RecordingReader.read(try Self.zip([("har.har", Self.har), ("sent.txt", "sent")]), file: "a")
    #expect(recording.entries[0].missing == Provenance.Missing(response: "its attached file given.txt is not there"))
  }

  @Test func `what is no archive with one HAR file is an error`() throws {
    let none = try Self.zip([("a.txt", "x")]), two = try Self.zip([("a.har", Self.har), ("b.har", Self.har)])
    let whole = try Self.zip([("har.har", Self.har)])
    for (bytes, reason) in [
      (none, "there is no HAR file in the zip file"), (two, "there is more than one HAR file in the zip file"),
      (Array(whole.prefix(whole.count / 2)), "the zip file cannot be read: "),
    ] {
      let error = #expect(throws: RecordingError.self) { try RecordingReader.read(bytes, file: "a.zip") }
      #expect(error?.reason.hasPrefix(reason) ?? false, "\(String(describing: error))")
    }
  }

  @Test(arguments: ["../secret.txt", "/etc/hostname", "sub/../../secret.txt", "link"])
  func `an attached file leads nowhere but into the folder`(name: String) throws {
    let outer = try TemporaryFolder()
    try outer.write("secret", to: "secret.txt")
    try outer.write("in", to: "inner/in.txt")
    let link = try Subprocess.run("/usr/bin/env", ["ln", "-s", "../secret.txt", "inner/link"], in: outer.path)
    #expect(link.status == 0)
    let text = HARReaderTests.file(response: #", "content": {"size": -1, "_file": "\#(name)"}"#)
    let recording = try HARReader.read(
      Array(text.utf8), file: "a.har", attachments: .folder(Folder(outer.path + "/inner")))
    #expect(try Self.bodies(recording)[1] == "")
    #expect(recording.entries[0].missing.response != nil)
  }
}
