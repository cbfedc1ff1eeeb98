import SecretDetection
import Testing

/// Short values and values in braces, of which the way they are written says whether they were drawn.
struct DrawnValuesTests {
  private func names(_ value: String, _ role: ValueRole, _ name: String) -> [String] {
    SecretDetector().detections(in: Array(value.utf8), ValueContext(role: role, names: [name])).map(\.rule)
  }

  @Test(arguments: ["abc123", "9fk2zq", "A1B2C3", "abc123def"])
  func `a short session cookie is one`(value: String) {
    #expect(names(value, .cookie, "sid") == ["place:cookie"])
    #expect(names(value, .cookie, "theme").isEmpty)
    #expect(names("sid=\(value); Path=/", .header, "Set-Cookie") == ["place:cookie"])
  }

  @Test(arguments: ["old", "guest", "123456", "ab12", "", "deleted"])
  func `a word or a number is no session`(value: String) {
    #expect(names(value, .cookie, "sid").isEmpty)
  }

  @Test func `a short value of another cookie is none`() { #expect(names("abc123", .cookie, "hop").isEmpty) }

  @Test(arguments: ["{{MySecretPw99}}", "{Xk7mQ2p}"])
  func `a password in braces is one where it looks drawn`(value: String) {
    #expect(names(value, .member, "password") == ["name:password"])
  }

  @Test(arguments: ["{{accessToken}}", "{{user_token_22}}", "{{TOKEN2}}", "{token_id}", "{{demo.key-12}}", "{{item1}}"])
  func `the name of a value in braces is no password`(value: String) {
    #expect(names(value, .member, "password").isEmpty)
  }
}
