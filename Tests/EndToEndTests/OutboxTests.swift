import TestSupport
import Testing

struct OutboxTests {
  @Test func `each mail of a run becomes a file that mail programs open`() throws {
    let folder = try TemporaryFolder()
    let result = try Program.run("run", "purchase", "--outbox", "\(folder.path)/out")
    #expect(result.status == 0 && result.error.contains("1 mail in \(folder.path)/out"), "\(result.error)")
    let mail = try folder.text("out/001.eml")
    #expect(mail.hasPrefix("Date: ") && mail.contains("\r\nTo: ada@example.com\r\nSubject: Your license key\r\n"))
    #expect(try folder.files().count == 1)
    #expect(!result.error.contains("of an earlier run"))
    for name in ["002.eml", "010.eml", "x.eml", "3.txt"] { try folder.write("x", to: "out/\(name)") }
    let again = try Program.run("run", "purchase", "--outbox", "\(folder.path)/out")
    #expect(again.error.contains("note: of an earlier run there is still 002.eml, 010.eml\n"), "\(again.error)")
  }
}
