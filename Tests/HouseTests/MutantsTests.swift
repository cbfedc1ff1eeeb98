import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The list of faults that `.ci/mutants` puts into the sources.
struct MutantsTests {
  struct Fault {
    let name: String, path: String
    var snippet = ""

    var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
  }

  static func faults() throws -> [Fault] {
    let list = String(decoding: try SharedFiles.project(".ci/mutants.txt"), as: UTF8.self)
    var faults: [Fault] = []
    for line in list.split(separator: "\n") {
      if line.hasPrefix("@ "), let colon = line.firstIndex(of: ":") {
        let path = line[colon...].dropFirst(2)
        faults.append(Fault(name: String(line[..<colon].dropFirst(2)), path: String(path)))
      } else if line.hasPrefix("- "), !faults.isEmpty {
        faults[faults.count - 1].snippet = String(line.dropFirst(2).filter { $0 != "«" && $0 != "»" })
      }
    }
    return faults
  }

  @Test func `there are 150 faults and more, and some in each target that tests can reach`() throws {
    let faults = try Self.faults()
    #expect(faults.count >= 150)
    #expect(Set(faults.map(\.name)).count == faults.count)
    let row = HouseTests.row.filter { $0.key != "TestSupport" && !HouseTests.systemLibraries.contains($0.key) }
    let targets = row.filter { $0.value < 5 }.map(\.key) + ["CLI"]
    #expect(targets.count > 15)
    #expect(targets.filter { target in !faults.contains { $0.target == target } } == [])
  }

  @Test func `what a fault replaces is in its file exactly once`() throws {
    for (path, faults) in Dictionary(grouping: try Self.faults(), by: \.path) {
      let text = try SharedFiles.project(path).map { CChar(bitPattern: $0) } + [0]
      for fault in faults { #expect(count(fault.snippet, in: text) == 1, "\(fault.name) in \(path)") }
    }
  }

  private func count(_ snippet: String, in text: [CChar]) -> Int {
    text.withUnsafeBufferPointer { text in
      var count = 0
      var place = text.baseAddress
      while let start = place, let found = strstr(start, snippet), !snippet.isEmpty {
        count += 1
        place = UnsafePointer(found) + 1
      }
      return count
    }
  }
}
