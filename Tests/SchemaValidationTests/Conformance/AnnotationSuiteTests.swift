import JSONModel
import SchemaValidation
import TestSupport
import Testing

/// The suite's folder `annotations`.
@Suite(.enabled(if: SharedFiles.available)) struct AnnotationSuiteTests {
  static let drafts: [(number: Int, dialect: SchemaDialect)] = [
    (4, .draft4), (6, .draft6), (7, .draft7), (2019, .draft2019), (2020, .draft2020),
  ]

  @Test func `annotations are where the suite expects them, and nowhere else`() throws {
    var count = 0
    var wrong: [String] = []
    for file in try SharedFiles.files(under: OfficialSuite.root + "/annotations/tests", endingIn: [".json"]) {
      let groups = try #require(try OfficialSuite.document("annotations/tests/\(file)").root["suite"])
      for group in groups.elements {
        for (number, dialect) in Self.drafts where fits(number, group["compatibility"]?.string) {
          let schema = try compile(group, dialect)
          for test in try #require(group["tests"]).elements {
            let annotations = schema.annotations(of: try OfficialSuite.document(try #require(test["instance"])).root)
            for assertion in try #require(test["assertions"]).elements {
              count += 1
              let expected = try #require(assertion["expected"]?.value.object)
              if found(annotations, assertion) != expected {
                wrong.append("\(file) \(number): \(group["description"]?.string ?? ""): \(assertion.value)")
              }
            }
          }
        }
      }
    }
    print("annotations: \(count - wrong.count) of \(count)")
    #expect(wrong == [])
    #expect(count == 217)
  }

  private func compile(_ group: JSONCursor, _ dialect: SchemaDialect) throws -> Schema {
    var registry = SchemaRegistry()
    for member in group["externalSchemas"].map({ Array($0.members) }) ?? [] {
      try registry.add(OfficialSuite.document(member.value), uri: member.key.text, dialect: dialect)
    }
    return try Schema.compile(
      OfficialSuite.document(try #require(group["schema"])), in: registry, dialect: dialect)
  }

  /// `7`, `<=2019`, `6,<=2019`, `=2020`.
  private func fits(_ draft: Int, _ compatibility: String?) -> Bool {
    (compatibility ?? "0").split(separator: ",").allSatisfy { condition in
      if condition.hasPrefix("<=") { return draft <= Int(condition.dropFirst(2)) ?? 0 }
      if condition.hasPrefix("=") { return draft == Int(condition.dropFirst()) }
      return draft >= Int(condition) ?? 9_999
    }
  }

  /// What a keyword says of a place, by the place in the schema.
  private func found(_ annotations: [SchemaAnnotation], _ assertion: JSONCursor) -> JSONObject {
    let matching = annotations.filter {
      $0.keyword == assertion["keyword"]?.string && $0.place.pointer?.description == assertion["location"]?.string
    }
    return JSONObject(
      matching.map { annotation in
        let schema = JSONPointer(tokens: Array((annotation.schema.pointer?.tokens ?? []).dropLast()))
        return ("#" + "\(schema)".replacing("^", with: "%5E"), annotation.value)
      })
  }
}
