import RecordReplay
import TestSupport
import Testing

struct LocationsTests {
  @Test(arguments: [
    ("dmeo", ["demo"]), ("dem", ["demo"]), ("Cassettes/dmeo", ["demo"]), ("purchas-2025", ["purchase-2025"]),
    ("x", []), ("quite-another", []), ("abcd", []),
  ])
  func `a name that is nearly one is told the one that was meant`(name: String, near: [String]) throws {
    let folder = try TemporaryFolder()
    for cassette in ["demo", "purchase-2025"] { try folder.write("", to: "Cassettes/\(cassette)/cassette.json") }
    try folder.write("", to: "Cassettes/abce")
    let error = #expect(throws: CassetteError.self) { try Locations(roots: [folder.path]).cassette(name) }
    #expect(error?.kind == .notFound(near: near))
  }

  @Test func `folders under Cassettes are cassettes, files and hidden ones are not`() throws {
    let folder = try TemporaryFolder()
    for name in ["b", "a", ".hidden"] { try folder.write("", to: "Cassettes/\(name)/cassette.json") }
    try folder.write("", to: "Cassettes/notes.txt")
    #expect(Locations(roots: [folder.path, "\(folder.path)/none"]).cassettes == ["a", "b"])
  }

  @Test(arguments: [
    (#"{"demo": {"hosts": ["https://api.test"]}, "paddle": {}}"#, "https://api.test is the base URL of both"),
    (#"{"demo": {"hosts": ["https://paddle.test"]}}"#, "https://paddle.test is the base URL of both"),
    (
      #"{"demo": {"hosts": ["https://paddle.test/v1"]}}"#,
      "https://paddle.test/v1 of demo is below a base URL of paddle"
    ),
    (#"{"demo": {"hosts": ["https://PADDLE.test:443/"]}}"#, "https://paddle.test is the base URL of both"),
  ])
  func `a cassette takes no host from under a profile's rules`(apis: String, reason: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      #"{"profile": 1, "hosts": ["https://paddle.test", "https://api.test"]}"#, to: "Schemas/paddle/profile.json")
    try folder.write(#"{"tapedeck": 1, "complete": true, "apis": \#(apis)}"#, to: "Cassettes/c/cassette.json")
    let locations = Locations(roots: [folder.path])
    let path = "\(folder.path)/Cassettes/c"
    let error = #expect(throws: ProfileError.self) { try locations.apis(of: try Manifest(loading: path), in: path) }
    #expect(error?.reason.hasPrefix(reason) == true, "\(error?.reason ?? "")")
  }

  @Test func `hosts in a manifest add to a profile, whose rules hold there, too`() throws {
    let folder = try TemporaryFolder()
    try folder.write(#"{"profile": 1, "hosts": ["https://paddle.test"]}"#, to: "Schemas/paddle/profile.json")
    try folder.write("{", to: "Schemas/broken/profile.json")
    try folder.write(
      #"{"tapedeck": 1, "complete": true, "apis": {"paddle": {"hosts": ["https://other.test"]}}}"#,
      to: "Cassettes/c/cassette.json")
    let path = "\(folder.path)/Cassettes/c"
    let apis = try Locations(roots: [folder.path]).apis(of: try Manifest(loading: path), in: path)
    #expect(apis.map { $0.hosts.map(\.description) } == [["https://paddle.test", "https://other.test"]])
    #expect(apis.first?.profile != nil)
  }
}
