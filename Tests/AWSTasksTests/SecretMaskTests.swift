import Testing

@testable import AWSTasks

struct SecretMaskTests {
  private func masked(_ text: String, secrets: [String]) -> String {
    let parameters = secrets.enumerated().map { index, secret in
      EventBridgeConnection.Parameter(key: "k\(index)", value: Secret(secret), isSecret: true)
    }
    let connection = EventBridgeConnection(
      authorization: .apiKey(name: "X-Key", value: Secret("unused-key")), headers: parameters, query: [], body: [])
    return SecretMask(connection).masked(text)
  }

  @Test(arguments: [["abcd", "abcdef"], ["abcdef", "abcd"]])
  func `of two secrets of which one holds the other the longer goes first`(secrets: [String]) {
    #expect(masked("x abcdef y abcd", secrets: secrets) == "x (secret) y (secret)")
  }

  @Test func `a short secret is taken for one only as a whole text`() {
    #expect(masked("abc", secrets: ["abc"]) == "(secret)")
    #expect(masked("abcd", secrets: ["abc"]) == "abcd")
  }
}
