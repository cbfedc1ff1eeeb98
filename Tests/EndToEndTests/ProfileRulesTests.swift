import JSONModel
import TestSupport
import Testing

/// A profile's rules hold wherever its API is, and nothing that a cassette says turns them off.
@Suite(.timeLimit(.minutes(5))) struct ProfileRulesTests {
  private static let otp = "OtpOtpOtp" + "0001"

  private func place() throws -> Workplace {
    let place = try Workplace("purchase")
    let har: JSONValue = [
      "log": [
        "version": "1.2", "creator": ["name": "t", "version": "1"],
        "entries": .array(["api.keygen.sh", "keygen.test"].map { Self.entry($0) }),
      ]
    ]
    try place.folder.write(har.bytes(), to: "a.har")
    return place
  }

  private static func entry(_ host: String) -> JSONValue {
    [
      "startedDateTime": "2026-11-28T10:00:00.000Z", "time": 5,
      "request": [
        "method": "POST", "url": .string("https://\(host)/v1/x"), "httpVersion": "HTTP/1.1", "headers": [],
        "postData": ["mimeType": "application/json", "text": .string("{\"newPassword\":1,\"fullName\":\"Ada B\"}")],
      ],
      "response": [
        "status": 204, "statusText": "No Content", "httpVersion": "HTTP/1.1", "headers": [], "content": ["size": 0],
      ],
    ]
  }

  @Test func `a further place of an API with a profile has its rules`() throws {
    let place = try place()
    let result = try place.run("import", "a.har", "--cassette", "c", "--api", "keygen=https://keygen.test")
    #expect(result.status == 0, "\(result.error)")
    for file in ["001-keygen-POST-x", "002-keygen-POST-x"] {
      #expect(try !place.folder.text("Cassettes/c/\(file).json").contains("Ada B"))
    }
    #expect(try place.folder.text("Cassettes/c/cassette.json").contains(#""keygen": {"#))
    #expect(try place.folder.text("Cassettes/c/cassette.json").contains("https://keygen.test"))
    #expect(try place.run("show", "c").status == 0)
  }

  @Test func `another API at the URL of one with a profile is an error, given by option, profile or cassette`() throws {
    let place = try place()
    let given = try place.run("import", "a.har", "--only", "1", "--cassette", "c", "--api", "bbb=https://api.keygen.sh")
    #expect(given.status == 2)
    #expect(given.error.contains("https://api.keygen.sh is the base URL of both bbb and keygen (which has a profile)"))
    try place.folder.write(#"{"profile": 1, "hosts": ["https://api.keygen.sh"]}"#, to: "Schemas/aaa/profile.json")
    let profile = try place.run("import", "a.har", "--only", "1", "--cassette", "c")
    #expect(profile.status == 2 && profile.error.contains("both aaa and keygen"), "\(profile.error)")
    try place.change(
      "Cassettes/purchase/cassette.json", #""keygen": {}"#,
      #""ccc": {"hosts": ["https://api.keygen.sh"]}, "keygen": {}"#)
    let cassette = try place.run("show", "purchase")
    #expect(cassette.status == 2)
    #expect(cassette.error.contains("purchase/cassette.json: https://api.keygen.sh is the base URL of both ccc"))
  }

  @Test func `hosts in a cassette do not turn a profile's rules off`() throws {
    let place = try place()
    try place.change(
      "Cassettes/purchase/cassette.json", #""keygen": {}"#, #""keygen": {"hosts": ["https://api.keygen.sh"]}"#)
    let server = try ReplayTests.Server("purchase", in: place.folder.path)
    let answer = try Subprocess.run(
      "curl",
      [
        "-s", "--noproxy", "*", "-H", "Content-Type: application/json", "-d", "{\"otp\":\"\(Self.otp)\"}",
        "\(server.origin)/keygen/v1/x",
      ])
    #expect(answer.output.contains("urn:tapedeck:miss"))
    let end = server.end()
    #expect(end.output.contains("1 miss"))
    #expect(!(answer.output + end.output + end.error).contains(Self.otp))
  }
}
