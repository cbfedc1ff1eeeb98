import HTTPModel
import Testing

/// What a miss says can be done.
struct MissWaysTests {
  private static func ways(_ mismatches: [Mismatch], cassette: String = "Cassettes/c") -> [String] {
    MissReport(
      Miss(
        reason: .neverRecorded, method: "GET", url: "https://api.test/a", api: "demo", cassette: cassette,
        closest: Miss.Closest(interaction: "002-demo-GET-b", mismatches: mismatches))
    ).ways
  }

  private static func ignoring(_ mismatches: [Mismatch]) -> String? {
    ways(mismatches).first { $0.hasPrefix("to ignore what differs: ") }
  }

  @Test(arguments: [
    ("/url", "query item nonce=1", #""volatile": { "query": ["nonce"] }"#),
    ("/body/json/data/id", "1", #""volatile": { "places": ["/data/id"] }"#),
    ("/body/json/items/12/id", "1", #""volatile": { "places": ["/items/*/id"] }"#),
    ("/body/json/items/12/3", "1", #""volatile": { "places": ["/items"] }"#),
    ("/body/json/a\"b", "1", #""volatile": { "places": ["/a\"b"] }"#.replacing("a\"b", with: "a\\\"b")),
    ("/headers/x-tenant", "a", #"no "x-tenant" in "match""#),
  ])
  func `a place that differs can be left out of the comparison`(pointer: String, value: String, line: String) {
    for mismatch in [
      Mismatch(pointer: pointer, recorded: value, received: nil),
      Mismatch(pointer: pointer, recorded: nil, received: value),
    ] {
      #expect(
        Self.ignoring([mismatch])
          == "to ignore what differs: \(line) in Schemas/demo/profile.json "
          + "(tapedeck init demo=https://api.test makes one)")
    }
  }

  @Test func `several places are in one line, each once`() {
    let line = Self.ignoring([
      Mismatch(pointer: "/url", recorded: "query item a=1", received: "query item a=2"),
      Mismatch(pointer: "/url", recorded: "query item a=3", received: nil),
      Mismatch(pointer: "/headers/accept", recorded: nil, received: "*/*"),
    ])
    #expect(
      line?.contains(#": "volatile": { "query": ["a"] }, and no "accept" in "match" in "#) == true, "\(line ?? "")")
  }

  @Test(arguments: ["/method", "/url", "/body", "/body/json", "/body/json/0"])
  func `what makes it another request is not to be ignored`(pointer: String) {
    let mismatches = [
      Mismatch(pointer: "/headers/accept", recorded: nil, received: "*/*"),
      Mismatch(pointer: pointer, recorded: "/b", received: "/a"),
    ]
    #expect(Self.ignoring(mismatches) == nil)
    #expect(Self.ways(mismatches).last == "to change what was recorded: edit 002-demo-GET-b in Cassettes/c")
  }

  @Test func `of many differences neither is said, nor of a cassette inside the program that it can be edited`() {
    let one = Mismatch(pointer: "/headers/a", recorded: nil, received: "1")
    #expect(Self.ways([one, one, one, one]).count == 2)
    #expect(Self.ways([one], cassette: "builtin:/Cassettes/c").count == 3)
    #expect(Self.ways([one]).count == 4)
  }

  @Test func `where a base URL's path was lost, recording would not help`() {
    let miss = Miss(
      reason: .neverRecorded, method: "GET", url: "http://127.0.0.1:81/a", api: nil, cassette: "Cassettes/c",
      closest: nil, apis: [.init(name: "x", url: "https://x.test")], meant: "x")
    #expect(MissReport(miss).ways.isEmpty && MissReport(miss).command == nil)
    #expect(MissReport(miss).phrase == "Path lost /x: GET /a")
    #expect(MissReport(miss).message.contains("its base URL is http://127.0.0.1:81/x"))
  }
}
