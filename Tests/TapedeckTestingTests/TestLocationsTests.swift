import RecordReplay
import TestSupport
import Testing

@testable import TapedeckTesting

/// Cassettes are found from the test's file upwards.
struct TestLocationsTests {
  @Test func `the nearest Cassettes above the file is the first`() throws {
    let folder = try TemporaryFolder()
    for file in ["Package.swift", "Cassettes/a/cassette.json", "Tests/Cassettes/b/cassette.json", "Tests/T/x.swift"] {
      try folder.write("", to: file)
    }
    let locations = Locations(above: "\(folder.path)/Tests/T/x.swift")
    #expect(locations.roots.prefix(2) == ["\(folder.path)/Tests", folder.path])
    #expect(try locations.cassette("a") == "\(folder.path)/Cassettes/a")
    #expect(try locations.cassette("b") == "\(folder.path)/Tests/Cassettes/b")
    #expect(
      Locations.newCassette("new", above: "\(folder.path)/Tests/T/x.swift") == "\(folder.path)/Tests/Cassettes/new")
  }

  @Test func `without one a new cassette is made beside Package.swift`() throws {
    let folder = try TemporaryFolder()
    for file in ["Package.swift", "Tests/T/x.swift"] { try folder.write("", to: file) }
    let file = "\(folder.path)/Tests/T/x.swift"
    #expect(Locations.newCassette("new", above: file) == "\(folder.path)/Cassettes/new")
    #expect(Locations.newCassette("some/new", above: file) == "some/new")
    #expect(!Locations(above: file).roots.contains(folder.path))
  }

  @Test(arguments: ["", "x.swift", "/", "/x.swift"])
  func `a file without a folder finds nothing, and does no harm`(file: String) {
    _ = Locations(above: file)
    #expect(Locations.newCassette("new", above: file).hasSuffix("Cassettes/new"))
  }
}
