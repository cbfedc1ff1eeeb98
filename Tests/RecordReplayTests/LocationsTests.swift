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
}
