import JSONModel
import Reporting
import TestSupport
import Testing

/// Read back by Python's e-mail package.
struct MailFileTests {
  private func read(_ parameters: JSONValue) throws -> [String] {
    let bytes = try #require(MailFile.bytes(parameters, date: "Mon, 23 Nov 2026 16:23:38 +0000"))
    #expect(String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").allSatisfy { $0.utf8.count <= 200 })
    let folder = try TemporaryFolder()
    try folder.write(bytes, to: "mail.eml")
    let script = """
      import email, email.policy, sys
      mail = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
      for name in ('From', 'To', 'Cc', 'Subject', 'X-Test', 'Date'):
          print(mail[name])
      for part in mail.walk():
          if part.get_filename():
              print(part.get_content_type(), part.get_content_disposition(), part.get_filename(), part.get_content())
          elif not part.is_multipart():
              print(part.get_content_type(), repr(part.get_content().strip()))
      print(len(mail.defects))
      """
    let result = try Subprocess.run("python3", ["-c", script, "\(folder.path)/mail.eml"])
    #expect(result.status == 0, "\(result.error)")
    return result.output.split(separator: "\n").map(String.init)
  }

  @Test func `a simple mail is what a mail program shows`() throws {
    let lines = try read(
      try JSONValue(
        parsing: #"""
          {"FromEmailAddress": "Jürgen <a@example.com>", "Destination": {"ToAddresses": ["b@example.com", "c@example.com"]},
           "Content": {"Simple": {"Subject": {"Data": "Ihr Schlüssel ist da, und dies ist ein langer Betreff mit ä, ö und ü und 🎉"},
             "Headers": [{"Name": "X-Test", "Value": "7"}, {"Name": "Bad:Name", "Value": "1"}],
             "Body": {"Text": {"Data": "Hallo Jürgen\nzwei"}, "Html": {"Data": "<p>Hallo</p>"}}}}}
          """#))
    #expect(
      lines == [
        "Jürgen <a@example.com>", "b@example.com, c@example.com", "None",
        "Ihr Schlüssel ist da, und dies ist ein langer Betreff mit ä, ö und ü und 🎉", "7",
        "Mon, 23 Nov 2026 16:23:38 +0000", #"text/plain 'Hallo Jürgen\nzwei'"#, "text/html '<p>Hallo</p>'", "0",
      ])
  }

  @Test func `attachments are files of the mail, whatever they are called`() throws {
    let lines = try read(
      try JSONValue(
        parsing: #"""
          {"FromEmailAddress": "a@example.com", "Content": {"Simple": {"Subject": {"Data": "x"},
            "Body": {"Text": {"Data": "Hi"}, "Html": {"Data": "<p>Hi</p>"}},
            "Attachments": [
              {"RawContent": "AAEC", "FileName": "Rechnung \"ü\".pdf", "ContentType": "application/pdf"},
              {"RawContent": "aGk=", "FileName": "a.txt", "ContentDisposition": "INLINE", "ContentId": "b\r\nX: y"}]}}}
          """#))
    #expect(
      lines.dropFirst(6) == [
        "text/plain 'Hi'", "text/html '<p>Hi</p>'",
        #"application/pdf attachment Rechnung "ü".pdf b'\x00\x01\x02'"#,
        "application/octet-stream inline a.txt b'hi'", "0",
      ])
  }

  @Test(arguments: ["=?UTF-8?B?YQ==?= b", "what =?UTF-8?B?YQ==?= means", "1 =? 2"])
  func `a text that looks like an encoded word stays what it is`(subject: String) throws {
    let lines = try read([
      "Content": ["Simple": ["Subject": ["Data": .string(subject)], "Body": ["Text": ["Data": ""]]]]
    ])
    #expect(lines[3] == subject)
  }

  @Test func `a field cannot begin another one`() throws {
    let lines = try read(
      ["Content": ["Simple": ["Subject": ["Data": "a\r\nBcc: x@example.com"], "Body": ["Text": ["Data": ""]]]]])
    #expect(!lines.contains { $0.hasPrefix("Bcc") })
  }

  @Test func `a raw mail is given as it is, and what is no mail is none`() {
    #expect(MailFile.bytes(["Content": ["Raw": ["Data": "RnJvbTogYQ=="]]], date: "") == Array("From: a".utf8))
    #expect(MailFile.bytes(["Content": ["Template": ["TemplateName": "t"]]], date: "") == nil)
    #expect(MailFile.bytes(["a": 1], date: "") == nil)
  }
}
