import HTTPModel
import Testing

@testable import ContractTesting

/// Schemas and bodies that are made to take long.
@Suite(.timeLimit(.minutes(5))) struct HostileCoverageTests {
  private func cover(
    _ schema: String, _ body: String, components: String = "{}", maxTried: Int = 5_000_000
  ) throws -> CoverageSummary {
    var coverage = Coverage(try SampleContract.schema(schema, components: components))
    coverage.maxTried = maxTried
    coverage.add(Exchange(request: SampleContract.post(""), outcome: .response(SampleContract.response(body))))
    return coverage.summary()
  }

  @Test(arguments: [
    ##"{"$ref": "#/components/schemas/A"}"##, ##"{"allOf": [{"$ref": "#/components/schemas/A"}]}"##,
    ##"{"anyOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/A"}]}"##,
  ])
  func `a schema that is nothing but itself covers nothing, and ends`(own: String) throws {
    let summary = try cover(##"{"$ref": "#/components/schemas/A"}"##, #"{"a": 1}"#, components: #"{"A": \#(own)}"#)
    #expect(summary.count(.fields).seen == 0)
    #expect(summary.count(.operations).seen == 1)
  }

  @Test func `a reference to nothing covers nothing`() throws {
    let summary = try cover(##"{"properties": {"a": {}, "b": {"$ref": "#/nowhere"}}}"##, #"{"a": 1, "b": 1}"#)
    #expect(summary.count(.fields) == .init(seen: 1, promised: 2))
  }

  @Test func `a hundred thousand elements are looked at`() throws {
    let schema = """
      {"items": {"oneOf": [{"properties": {"a": {"type": "integer"}}, "required": ["a"]},
        {"properties": {"b": {"enum": ["x", "y"]}}, "required": ["b"]}]}}
      """
    let body = "[" + String(repeating: #"{"a": 1},"#, count: 100_000) + #"{"b": "y"}]"#
    let summary = try cover(schema, body)
    #expect(summary.count(.fields) == .init(seen: 2, promised: 2))
    #expect(summary.count(.enumValues) == .init(seen: 1, promised: 2))
    #expect(!summary.isTruncated)
  }

  @Test func `of a body with many faults nothing counts`() throws {
    let body = "[" + String(repeating: #"{"a": "no"},"#, count: 100_000) + #"{"a": 1}]"#
    let summary = try cover(#"{"items": {"properties": {"a": {"type": "integer"}}}}"#, body)
    #expect(summary.count(.fields) == .init(seen: 0, promised: 1))
  }

  @Test func `unions in unions are given up in time, which is said`() throws {
    // Each level holds all below it against two branches.
    let node = ##"{"anyOf": [{"type": "array", "items": {"$ref": "#/components/schemas/A"}}, {"type": "array"}]}"##
    let body =
      String(repeating: "[", count: 400) + Array(repeating: "[]", count: 1_000).joined(separator: ",")
      + String(repeating: "]", count: 400)
    let summary = try cover(
      ##"{"$ref": "#/components/schemas/A"}"##, body, components: #"{"A": \#(node)}"#, maxTried: 100_000)
    #expect(summary.isTruncated)
    #expect(summary.count(.operations).seen == 1)
  }

  @Test func `schemas that combine in ever new ways are cut off, which is said`() throws {
    // Five wheels that turn together: only after 2 310 turns do all of them stand as they stood.
    let wheels = [2, 3, 5, 7, 11]
    let schemas = wheels.flatMap { teeth in
      (0..<teeth).map { tooth -> String in
        let next = ##"{"$ref": "#/components/schemas/W\##(teeth)-\##((tooth + 1) % teeth)"}"##
        return #""W\#(teeth)-\#(tooth)": {"properties": {"a": \#(next)}}"#
      }
    }
    let all = wheels.map { ##"{"$ref": "#/components/schemas/W\##($0)-0"}"## }.joined(separator: ",")
    let summary = try cover(
      #"{"allOf": [\#(all)]}"#, #"{"a": {"a": {}}}"#, components: "{\(schemas.joined(separator: ","))}")
    #expect(summary.isTruncated)
    #expect(summary.count(.fields) == .init(seen: 2, promised: 99))
  }
}
