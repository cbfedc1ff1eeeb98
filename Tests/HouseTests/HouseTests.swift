import TestSupport
import Testing

struct HouseTests {
  /// The rows of the house, by target: README's table of targets. `TestSupport` is what row 5 may share with the tests.
  static let row: [String: Int] = {
    var row = ["TestSupport": 4]
    for (number, names) in tableRows { for name in names { row[name] = number } }
    return row
  }()

  /// README's table of targets, a row each.
  static let tableRows: [(number: Int, names: [String])] = {
    let readme = String(decoding: (try? SharedFiles.project("README.md")) ?? [], as: UTF8.self)
    return readme.split(separator: "\n").drop(while: { $0 != "| row | target | one sentence |" }).dropFirst(2)
      .prefix { $0.hasPrefix("|") }
      .map { line in
        let cells = line.split(separator: "|").map { $0.filter { $0 != " " } }
        return (Int(cells[0]) ?? -1, cells[1].split(separator: ",").map { $0.filter { $0 != "`" } })
      }
  }()

  /// From the toolchain and the system.
  static let outside = ["FoundationEssentials", "Glibc", "Darwin", "SwiftOverlayShims", "Synchronization"]
  static let systemLibraries = tableRows.flatMap(\.names).filter { row[$0] == 0 && $0 != "Locking" }

  struct Import {
    let file: String, line: Int
    let target: String, module: String
    let isPublic: Bool
  }

  static func sources() throws -> [(file: String, target: String, lines: [Substring])] {
    try SharedFiles.projectPaths("Sources", endingIn: [".swift"]).map { path in
      let text = String(decoding: try SharedFiles.project("Sources/" + path), as: UTF8.self)
      return (path, String(path.prefix { $0 != "/" }), text.split(separator: "\n", omittingEmptySubsequences: false))
    }
  }

  static func imports() throws -> [Import] {
    try sources().flatMap { file, target, lines in
      lines.enumerated().compactMap { index, line in
        let words = line.split(separator: " ")
        // A script inside a text may import as well; its list has commas.
        guard let word = words.firstIndex(of: "import"), word + 1 < words.count, !line.contains("//"),
          !words[word + 1].contains(","),
          words[..<word].allSatisfy({
            ["public", "package", "internal", "private", "fileprivate"].contains($0) || $0.hasPrefix("@")
          })
        else { return nil }
        return Import(
          file: file, line: index + 1, target: target, module: String(words[word + 1]),
          isPublic: words.contains("public"))
      }
    }
  }

  @Test func `README's table of targets lists the folders of Sources, each once`() throws {
    let listed = Self.tableRows.flatMap(\.names)
    let folders = try SharedFiles.projectNames("Sources").filter { !$0.hasSuffix(".docc") }
    #expect(listed.sorted() == folders.sorted())
    #expect(Self.tableRows.allSatisfy { (0...5).contains($0.number) })
  }

  @Test func `every import goes to a lower row`() throws {
    let imports = try Self.imports()
    #expect(!imports.isEmpty)
    for found in imports where !Self.outside.contains(found.module) {
      // It is what the benchmarks measure against.
      if found.target == "Benchmarks", found.module == "Foundation" { continue }
      // It is a part of that.
      if found.target == "TapedeckTesting", found.module == "Testing" { continue }
      let from = try #require(Self.row[found.target]), to = Self.row[found.module]
      #expect(to.map { $0 < from } ?? false, "\(found.file):\(found.line): \(found.target) imports \(found.module)")
    }
  }

  @Test func `no C library is imported publicly`() throws {
    #expect(Self.systemLibraries.count >= 4)
    for found in try Self.imports() where Self.systemLibraries.contains(found.module) {
      #expect(!found.isPublic, "\(found.file):\(found.line)")
    }
  }

  @Test func `no file is longer than 300 lines`() throws {
    for (file, _, lines) in try Self.sources() { #expect(lines.count <= 301, "\(file) has \(lines.count) lines") }
    for file in try SharedFiles.projectPaths("Tests", endingIn: [".swift"]) {
      let count = try SharedFiles.project("Tests/" + file).count { $0 == UInt8(ascii: "\n") }
      #expect(count <= 300, "\(file) has \(count) lines")
    }
  }

  @Test func `every source that README and the documentation name is there`() throws {
    let pages = try SharedFiles.projectPaths("Sources/Tapedeck.docc", endingIn: [".md"]).map {
      "Sources/Tapedeck.docc/\($0)"
    }
    #expect(pages.count >= 8)
    var named: Set<String> = []
    for page in pages + ["README.md"] {
      let words = String(decoding: try SharedFiles.project(page), as: UTF8.self).split(separator: "`")
      named.formUnion(words.filter { $0.hasPrefix("Sources/") && $0.hasSuffix(".swift") }.map(String.init))
    }
    #expect(named.count >= 10)
    for path in named { #expect(SharedFiles.exists("\(SharedFiles.root)/\(path)"), "\(path)") }
  }

  @Test func `nothing but the agreed names stands at the top level`() throws {
    let agreed = ["Package.swift", "Sources", "Tests", "Cassettes", "Schemas", "README.md", "Package.resolved"]
    let names = try SharedFiles.projectNames().filter { !$0.hasPrefix(".") }
    #expect(names.filter { !agreed.contains($0) } == [])
  }
}
