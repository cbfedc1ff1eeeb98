import HTTPModel
import JSONModel
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

  @Test func `what came from a reference is masked though IsValueSecret does not say so`() throws {
    let arn = "arn:c", secrets = SecretStore(secrets: ["s": "S3cret/Val", "u": "ada-the-user"])
    let properties = """
      {"\(arn)": {"AuthorizationType": "BASIC", "AuthParameters": {
        "BasicAuthParameters": {"Username": "{{resolve:secretsmanager:u}}", "Password": "p"},
        "InvocationHttpParameters": {"QueryStringParameters": [
          {"Key": "a", "Value": "x-{{resolve:secretsmanager:s}}", "IsValueSecret": false},
          {"Key": "b", "Value": "env:HOME"}, {"Key": "c", "Value": "plain"}]}}}}
      """
    let table = ConnectionTable(properties: try JSONValue(parsing: properties), secrets: secrets)
    let mask = SecretMask(try #require(table[arn]))
    #expect(mask.masked("?a=x-S3cret%2FVal&b=env:HOME&c=plain") == "?a=x-(secret)&b=env:HOME&c=plain")
    #expect(mask.masked(#"{"a":"S3cret/Val","u":"ada-the-user"}"#) == #"{"a":"(secret)","u":"(secret)"}"#)
  }

  @Test func `what is left of a secret where a text was cut goes, too`() {
    #expect(masked("query item t=abcdefgh…", secrets: ["abcdefghijkl"]) == "query item t=(secret)…")
    #expect(masked("abcdefghijkl…", secrets: ["abcdefghijkl"]) == "(secret)…")
    #expect(masked("abc…", secrets: ["abcdefgh"]) == "abc…")
  }

  @Test func `a miss has the task's own URL and keeps what else it says`() {
    let connection = EventBridgeConnection(
      authorization: .apiKey(name: "X-Key", value: Secret("hidden-key")), headers: [], query: [], body: [])
    let miss = Miss(
      reason: .neverRecorded, method: "GET", url: "https://a.test/x?added=1", api: "a", cassette: "c",
      closest: Miss.Closest(
        interaction: "001-a", mismatches: [Mismatch(pointer: "/url", recorded: nil, received: "hidden-key")]),
      meant: "m", damage: "d")
    let masked = SecretMask(connection).masked(miss, url: "https://a.test/x")
    #expect(masked.url == "https://a.test/x" && masked.meant == "m" && masked.damage == "d")
    #expect(masked.closest?.mismatches.map(\.received) == ["(secret)"])
  }
}
