import HTTPModel
import Testing

struct MissReportTests {
  static func miss(
    _ reason: Miss.Reason, url: String = "https://api.test/a", closest: Miss.Closest? = nil, apis: [Miss.KnownAPI] = []
  ) -> MissReport {
    MissReport(
      Miss(
        reason: reason, method: "GET", url: url, api: apis.isEmpty ? "demo" : nil, cassette: "Cassettes/c",
        closest: closest, apis: apis))
  }

  static let closest = Miss.Closest(
    interaction: "002-demo-GET-b",
    mismatches: [
      Mismatch(pointer: "/url", recorded: "/b", received: "/a"),
      Mismatch(pointer: "/headers/accept", recorded: nil, received: String(repeating: "x\n", count: 300)),
    ])
  static let apis = [
    Miss.KnownAPI(name: "x", url: "https://x.test"), Miss.KnownAPI(name: "long", url: "https://long.test"),
  ]

  @Test func `what was never recorded is told with the closest interaction and what differs`() {
    let report = Self.miss(.neverRecorded, closest: Self.closest)
    #expect(
      report.text == """
        GET https://api.test/a
          no interaction in Cassettes/c matches
          closest: 002-demo-GET-b; differences:
            /url
              recorded  /b
              received  /a
            /headers/accept
              recorded  (nothing)
              received  \(String(repeating: "x ", count: 99))x…
          to record it: tapedeck record --cassette c --mode new_episodes
          to import it: tapedeck import FILE.har --cassette c
          to change what was recorded: edit 002-demo-GET-b in Cassettes/c
        """)
    #expect(
      report.detail
        == "No interaction in Cassettes/c matches GET https://api.test/a; the closest interaction is 002-demo-GET-b.")
    #expect(report.cause == "Cassettes/c holds no interaction for GET https://api.test/a")
    #expect(
      Self.miss(.neverRecorded).detail == "No interaction in Cassettes/c matches GET https://api.test/a.")
  }

  @Test func `what is used up is told with the last one`() {
    let report = Self.miss(.usedUp, closest: Miss.Closest(interaction: "003-demo-GET-a", mismatches: []))
    #expect(
      report.text == """
        GET https://api.test/a
          every interaction of Cassettes/c that matches has already been used
          the last one: 003-demo-GET-a
          to record it: tapedeck record --cassette c --mode new_episodes
          to give the last one again: tapedeck replay c --after-last repeat-last, or "afterLast": "repeat-last" in Cassettes/c/cassette.json
        """)
    #expect(
      report.detail == "Every interaction in Cassettes/c that matches GET https://api.test/a has already been used.")
    #expect(report.cause == "Cassettes/c holds no further interaction for GET https://api.test/a")
  }

  @Test func `a body that is too long is told, and no recording would help`() {
    let report = Self.miss(.bodyTooLong)
    #expect(report.text == "GET https://api.test/a\n  its body exceeds the limit for matching, 8 MiB")
    #expect(
      report.detail == "The body of GET https://api.test/a exceeds the limit for matching, 8 MiB.")
    #expect(report.cause == "the body of GET https://api.test/a exceeds the limit for matching, 8 MiB")
    #expect(report.command == nil)
  }

  @Test func `an unknown host is told with those that are known`() {
    let report = Self.miss(.neverRecorded, apis: Self.apis)
    #expect(
      report.text == """
        GET https://api.test/a
          no API of Cassettes/c has this host; it has
            x     https://x.test
            long  https://long.test
          to record it: tapedeck record --cassette c --mode new_episodes --api NAME=https://api.test
        """)
    #expect(
      report.detail
        == "No API in Cassettes/c has the host of GET https://api.test/a. It has x (https://x.test), "
        + "long (https://long.test).")
  }

  @Test(arguments: [
    ("http://127.0.0.1:81/a", "http://127.0.0.1:81/x"), ("http://localhost/", "http://localhost/x"),
    ("https://api.test/a", nil),
  ])
  func `whoever asks this machine without an API is told the base URL`(url: String, base: String?) {
    let report = Self.miss(.neverRecorded, url: url, apis: Self.apis)
    #expect(report.baseURL == base)
    // Who takes this machine for an API would record the harness.
    #expect((report.command == nil) == (base != nil))
    #expect(report.text.contains("a base URL names the API: \(base ?? "-")") == (base != nil))
    #expect(report.detail.hasSuffix(" A base URL names the API: \(base ?? "-")") == (base != nil))
  }

  @Test func `nor is it recorded where the cassette has no API at all`() {
    let miss = Miss(
      reason: .neverRecorded, method: "GET", url: "http://127.0.0.1:81/x/a", api: nil, cassette: "c", closest: nil)
    #expect(MissReport(miss).command == "tapedeck record --cassette c --mode new_episodes --api NAME=URL")
  }

  @Test(arguments: [("a b", "'a b'"), ("it's", "'it'\\''s'"), ("$(x)", "'$(x)'"), ("a-b/c.d", "a-b/c.d")])
  func `a command can be copied into a shell`(cassette: String, word: String) {
    let miss = Miss(
      reason: .usedUp, method: "GET", url: "https://api.test/a", api: "demo", cassette: cassette, closest: nil)
    #expect(MissReport(miss).command == "tapedeck record --cassette \(word) --mode new_episodes")
  }
}
