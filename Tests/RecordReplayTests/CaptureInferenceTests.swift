import Testing

@testable import RecordReplay

/// What a client may send where something was taken out of a recording.
struct CaptureInferenceTests {
  @Test(arguments: [
    ("/headers/authorization", "123456", false, "any"), ("/body/json/password", "hunter2", false, "any"),
    ("/url/path/1", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", false, "uuid"), ("/url/path/1", "4711", false, "digits"),
    ("/url/path/1", "00ff00ff", false, "hex:8"), ("/url/path/1", "a.b.c", false, "jwt"),
    ("/url/path/0", "T0K-en", false, "token"), ("/url/path/0", "two words", false, "any"),
    ("/body/json/email", "ada@lovelace.test", true, "email"), ("/url/query/name", "Ada Lovelace", true, "any"),
  ])
  func `a place has the format of its value where that tells requests apart`(
    place: String, value: String, isPersonal: Bool, format: String
  ) {
    let text = Array((isPersonal ? value : "{{a.b}}").utf8)
    #expect(CaptureFormat(of: Array(value.utf8), at: place, isPersonal: isPersonal, text).description == format)
  }

  @Test func `a format that the pseudonym does not have is not asked for`() {
    let value = Array("3f2504e0-4f89-41d3-9a0c-0305e82c3301".utf8)
    let pseudonym = Array("3f2504e0-4f89-41d3-9a0c-0305e82c330z".utf8)
    #expect(CaptureFormat(of: value, at: "/body/json/id", isPersonal: true, pseudonym) == .any)
  }
}
