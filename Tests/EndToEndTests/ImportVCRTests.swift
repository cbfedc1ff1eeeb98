import TestSupport
import Testing

/// `tapedeck import` with cassettes of VCR's form.
@Suite(.timeLimit(.minutes(10))) struct ImportVCRTests {
  static let cassette = """
    ---
    http_interactions:
    - request:
        method: get
        uri: https://api.demo.test/things
        body: {encoding: US-ASCII, string: ''}
        headers: {Authorization: [Bearer Secret0123456789abcd]}
      response:
        status: {code: 200, message: OK}
        headers: {Content-Type: [application/json], Content-Length: ['99']}
        body: {encoding: UTF-8, string: '{"a": "<%= b %>"}'}
      recorded_at: Mon, 23 Nov 2026 17:46:04 GMT
    """

  private func run(_ text: String) throws -> (result: Subprocess.Result, place: Workplace) {
    let place = try Workplace()
    // It is no HAR file, whatever its name says.
    try place.folder.write(text, to: "c.har")
    return (try place.run("import", "c.har", "--cassette", "c", "--api", "demo=https://api.demo.test"), place)
  }

  @Test func `a cassette of VCR's is recognised by its content, redacted, and what its format loses is said`() throws {
    let (result, place) = try run(Self.cassette)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output == "Cassettes/c/001-demo-GET-things.json\n")
    #expect(result.error.contains("c.har: recorded by VCR; its format does not keep how bodies were framed, trailers,"))
    #expect(result.error.contains("c.har: \"recorded_with\" is missing, which VCR writes last"))
    #expect(
      result.error.contains(
        "entry 1: the file does not hold some of the response's body: 99 were announced, and the file holds 17; what ERB "
          + "(<% … %>) would have made of the text: it was not run, and stays as it is (001-demo-GET-things)\n"),
      "\(result.error)")
    let written = try place.folder.text("Cassettes/c/001-demo-GET-things.json")
    #expect(written.contains("Authorization: Bearer {{demo.token}}"))
    #expect(written.contains(#""tool": "VCR""#))
    #expect(!written.contains("Secret0123456789abcd"))
  }

  @Test(arguments: [
    ("code: 200", "code: OK", 1, "c.har:9:20: entry 1: \"code\" is a string, it must be a number"),
    ("string: ''}", "string: !ruby/object:A {}}", 2, "c.har:6:40: the tag !ruby/object:A has no meaning"),
    ("method: get", "method: [get]", 1, "c.har:4:13: entry 1: \"method\" is an array, it must be a string"),
  ])
  func `what is wrong with one is an error with its place, and nothing is written`(
    old: String, new: String, status: Int32, error: String
  ) throws {
    let (result, place) = try run(Self.cassette.replacing(old, with: new))
    #expect(result.status == status)
    #expect(result.error.contains(error), "\(result.error)")
    #expect(!SharedFiles.exists(place.folder.path + "/Cassettes/c"))
  }

  @Test func `what a format does not keep is said once for all files of a tool`() throws {
    let place = try Workplace()
    for name in ["a", "b", "c"] { try place.folder.write(Self.cassette + "\nrecorded_with: VCR 6.4.1\n", to: name) }
    let result = try place.run("import", "a", "b", "c", "--cassette", "c", "--api", "demo=https://api.demo.test")
    #expect(result.status == 0, "\(result.error)")
    #expect(result.error.hasPrefix("a and 2 more: recorded by VCR 6.4.1; its format does not keep"), "\(result.error)")
    #expect(result.error.contains("3 interactions added"))
  }
}
