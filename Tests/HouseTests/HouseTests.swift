import TestSupport
import Testing

struct HouseTests {
  /// The rows of the house (DESIGN.md section 2), lowest first.
  static let rows: [[String]] = [
    ["CCurl", "CUV", "COpenSSL", "CZlib", "Locking"],
    ["JSONModel", "HTTPModel", "Hashing", "ContentCoding", "EventLoop"],
    [
      "RecordReplay", "SchemaValidation", "QueryLanguages", "Signing", "YAMLReading", "CloudFormation", "Findings",
      "HTTPFetching", "HTTPServing",
    ],
    ["ContractTesting", "WorkflowEngine", "ForeignFormats"],
    [
      "WebhookDelivery", "Rehearsal", "StepFunctionsAPI", "PurchaseWorkflow", "Reporting", "CorpusReplay",
      "TestSupport",
    ],
    ["CLI", "TapedeckTesting", "Benchmarks"]
      + ["JSON", "HTTP", "HAR", "Cassette", "JSONPath", "StateMachine"].map { "Fuzz" + $0 },
  ]
  static let row = Dictionary(uniqueKeysWithValues: rows.enumerated().flatMap { row, names in names.map { ($0, row) } })
  /// From the toolchain and the system.
  static let outside = ["FoundationEssentials", "Glibc", "Darwin", "Synchronization"]
  static let systemLibraries = rows[0].filter { $0 != "Locking" }

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

  @Test func `every target stands in a row`() throws {
    let targets = Set(try Self.sources().map(\.target))
    #expect(targets.count > 4)
    #expect(targets.filter { Self.row[$0] == nil }.isEmpty)
  }

  @Test func `every import goes to a lower row`() throws {
    let imports = try Self.imports()
    #expect(!imports.isEmpty)
    for found in imports where !Self.outside.contains(found.module) {
      // It is what the benchmarks measure against.
      if found.target == "Benchmarks", found.module == "Foundation" { continue }
      let from = try #require(Self.row[found.target]), to = Self.row[found.module]
      #expect(to.map { $0 < from } ?? false, "\(found.file):\(found.line): \(found.target) imports \(found.module)")
    }
  }

  @Test func `no C library is imported publicly`() throws {
    for found in try Self.imports() where Self.systemLibraries.contains(found.module) {
      #expect(!found.isPublic, "\(found.file):\(found.line)")
    }
  }

  @Test func `no file is longer than 300 lines`() throws {
    for (file, _, lines) in try Self.sources() { #expect(lines.count <= 301, "\(file) has \(lines.count) lines") }
  }

  @Test func `nothing but the agreed names stands at the top level`() throws {
    let agreed = ["Package.swift", "Sources", "Tests", "Cassettes", "Schemas", "README.md", "Package.resolved"]
    let names = try SharedFiles.projectNames().filter { !$0.hasPrefix(".") }
    #expect(names.filter { !agreed.contains($0) } == [])
  }
}
