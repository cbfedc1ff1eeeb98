import JSONModel
import SchemaValidation
import TestSupport
import Testing

/// The official suite's files on patterns, of each draft.
@Suite(.enabled(if: SharedFiles.available))
struct PatternConformanceTests {
  private static let folder = SharedFiles.folder + "/conformance/json-schema/tests"

  @Test(
    arguments: [
      ("draft3", "non-bmp-regex", 12), ("draft4", "ecmascript-regex", 74), ("draft4", "non-bmp-regex", 12),
      ("draft6", "ecmascript-regex", 74), ("draft6", "non-bmp-regex", 12), ("draft7", "ecmascript-regex", 74),
      ("draft7", "non-bmp-regex", 12), ("draft2019-09", "ecmascript-regex", 74), ("draft2019-09", "non-bmp-regex", 12),
      ("draft2020-12", "ecmascript-regex", 74), ("draft2020-12", "non-bmp-regex", 12),
    ])
  func `every case of the official suite is decided as it says`(draft: String, file: String, expected: Int) throws {
    var count = 0
    let groups = try JSONValue(parsing: try SharedFiles.contents("\(Self.folder)/\(draft)/optional/\(file).json"))
    for group in groups.array ?? [] {
      let schema = try #require(group["schema"])
      for test in group["tests"]?.array ?? [] {
        let data = try #require(test["data"])
        #expect(try Self.accepts(data, schema) == test["valid"]?.bool, "\(schema) \(data)")
        count += 1
      }
    }
    #expect(count == expected)
  }

  /// The few keywords that these files use.
  private static func accepts(_ data: JSONValue, _ schema: JSONValue) throws -> Bool {
    if let text = data.text, let pattern = schema["pattern"]?.text {
      return try ECMAPattern(pattern).search(text) == .found
    }
    guard let object = data.object, let patterns = schema["patternProperties"]?.object else { return true }
    for member in object.members {
      var isMatched = false
      for pattern in patterns.members
      where try ECMAPattern(pattern.key.text).search(member.key.text) == .found {
        isMatched = true
        if pattern.value["type"] == "integer", member.value.int == nil { return false }
      }
      if !isMatched, schema["additionalProperties"] == false { return false }
    }
    return true
  }

  @Test func `every pattern in the suite's schemas compiles`() throws {
    var patterns: Set<String> = []
    func collect(_ value: JSONValue) {
      if let pattern = value["pattern"]?.text { patterns.insert(pattern) }
      patterns.formUnion(value["patternProperties"]?.object?.keys ?? [])
      for member in value.object?.members ?? [] { collect(member.value) }
      for element in value.array ?? [] { collect(element) }
    }
    for path in try SharedFiles.files(under: Self.folder, endingIn: [".json"]) {
      collect(try JSONValue(parsing: try SharedFiles.contents("\(Self.folder)/\(path)")))
    }
    #expect(patterns.count > 30)
    for pattern in patterns { #expect(throws: Never.self, "\(pattern)") { try ECMAPattern(pattern) } }
  }
}
