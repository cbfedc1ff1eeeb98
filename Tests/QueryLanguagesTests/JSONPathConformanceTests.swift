import JSONModel
import QueryLanguages
import TestSupport
import Testing

/// What Jayway 2.0.0 answered, on Java's maps (`path`) and on Jackson's nodes (`template`).
@Suite(.enabled(if: SharedFiles.available))
struct JSONPathConformanceTests {
  @Test func `all queries that were right before are`() throws {
    let file = try JSONValue(parsing: SharedFiles.bytes("conformance/jsonpath/cases.json"))
    let documents = try #require(file["documents"]?.array)
    let cases = try #require(file["cases"]?.array)
    let wrong = try cases.filter { found in
      let document = documents[try #require(found["document"]?.int)]
      return try !Self.isRight(query: found["query"], document, found)
    }
    print("JSONPath, queries that two engines agreed on: \(cases.count - wrong.count) of \(cases.count)")
    for wrong in wrong { Issue.record("\(wrong.text())") }
    #expect(cases.count == 1_070)
  }

  @Test func `all queries that Jayway 2 reads in its own way are`() throws {
    let cases = try #require(JSONValue(parsing: SharedFiles.bytes("cases/jsonpath.json")).array)
    let wrong = try cases.filter { found in
      let models: [JSONPath.Model] = found["position"] == nil ? [.maps, .nodes] : [.maps]
      return try !Self.isRight(query: found["query"], #require(found["document"]), #require(found["jayway"]), models)
    }
    print("JSONPath, queries that two engines disagreed on: \(cases.count - wrong.count) of \(cases.count)")
    for wrong in wrong { Issue.record("\(wrong.text())") }
    #expect(cases.count == 200)
  }

  /// A case that tells its position is about InputPath and OutputPath alone.
  private static func isRight(
    query: JSONValue?, _ document: JSONValue, _ expected: JSONValue, _ models: [JSONPath.Model] = [.maps, .nodes]
  ) throws -> Bool {
    let query = try #require(query?.text)
    return try models.allSatisfy { model in
      let expected = expected[model == .maps ? "path" : "template"] ?? expected
      guard let path = try? JSONPath(parsing: query) else { return expected["error"] == "refused" }
      let result = path.evaluate(on: document, as: model)
      var trace = JSONPath.Trace()
      #expect(path.evaluate(on: document, as: model, tracing: &trace) == result)
      if case .missing(let missing) = result {
        // The texts were taken from maps.
        return expected["error"] == "fails"
          && (model == .nodes || expected["text"].map { $0 == .string(JSONString(missing.text)) } ?? true)
      }
      return expected["error"] == nil && result.found == expected["result"]
    }
  }
}
