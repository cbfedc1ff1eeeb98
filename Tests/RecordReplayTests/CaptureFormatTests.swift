import RecordReplay
import Testing

@testable import RecordReplay

/// What a client may send where something was taken out.
struct CaptureFormatTests {
  @Test(arguments: [
    "any", "token", "digits", "digits:6", "digits:4-8", "digits:4-", "hex", "hex:32", "hex:1-2", "base64", "uuid",
    "email", "jwt",
  ])
  func `a format is written as it is read`(text: String) throws {
    #expect(try #require(CaptureFormat(text)).description == text)
  }

  @Test(arguments: [
    "", "Any", "any:1", "digits:", "digits:0", "digits:06", "digits:-4", "digits:8-4", "digits:1-2-3", "digits: 6",
    "digits:9999999999", "hex:x", "uuid:36", "number",
  ])
  func `what is no format is none`(text: String) { #expect(CaptureFormat(text) == nil) }

  static let uuid = "07fab0ef-505C-447d-ae6a-932b5339300d"

  @Test(arguments: [
    ("any", ["a", " ", "\n", "{{x}}"], [""]), ("token", ["a", "é", "{{x}}"], ["", "a b", "a\u{7f}", "\t"]),
    ("digits", ["1", "0000000000000000000000"], ["", "1a", "-1", "1.0", "١"]),
    ("digits:6", ["123456", "{{demo.pin}}", "{{KeygenSecret}}"], ["12345", "1234567", "12345a"]),
    ("digits:2-3", ["12", "123"], ["1", "1234"]), ("digits:2-", ["12", "12345678901"], ["1"]),
    ("hex:4", ["a0Ff"], ["a0F", "a0Ffe", "a0Fg"]),
    ("base64", ["YQ==", "YWI=", "YWJj", "a-_+/"], ["", "=", "YQ===", "Y=Q", "a b"]),
    (
      "uuid", [uuid],
      ["", uuid + "0", String(uuid.dropLast()), uuid.replacing("-", with: "_"), uuid.replacing("f", with: "g")]
    ),
    ("email", ["a@b", "ada+x@mail.example.com"], ["", "a", "@b", "a@", "a @b", "a@b "]),
    ("jwt", ["eyJ.e30.sig", "a.b."], ["", "a.b", "a..c", ".b.c", "a.b.c.d", "a.b.c=", "a b.c.d"]),
    ("digits:1", ["{{a}}"], ["{{}}", "{a}", "{{a}", "{{a}}}", "{{a}}b", "{{a{b}}", "{{a\n}}", "1{{a}}"]),
  ])
  func `a value fits its format, and a placeholder fits each`(format: String, fitting: [String], other: [String]) throws
  {
    let format = try #require(CaptureFormat(format))
    for text in fitting { #expect(format.fits(text.utf8), "\(text)") }
    for text in other { #expect(!format.fits(text.utf8), "\(text)") }
  }

  @Test func `an address of e-mail is no longer than 320 bytes`() {
    #expect(CaptureFormat.email.fits(("a@" + String(repeating: "b", count: 318)).utf8))
    #expect(!CaptureFormat.email.fits(("a@" + String(repeating: "b", count: 319)).utf8))
  }
}
