import JSONModel
import QueryLanguages
import Testing

/// Look-ups that once took time that grew with the square of the input.
@Suite(.timeLimit(.minutes(1)))
struct JSONPathBoundsTests {
  @Test func `many names are looked up in a large object in one pass`() throws {
    let object = JSONValue.object(JSONObject((0..<70_000).map { ("k\($0)", .number($0)) }))
    let names = (0..<900).map { "'k\($0 * 70)'" } + ["'none'"]
    let path = try JSONPath(parsing: "$[\(names.joined(separator: ","))]")
    #expect(path.evaluate(on: object).found?.object?.count == 900)
    #expect(path.evaluate(on: object).found?["k70"] == 70)
  }

  @Test func `of a name that stands twice a union of many gives the last value`() throws {
    let value = try JSONValue(parsing: #"{"a":1,"b":2,"a":3}"#)
    let path = try JSONPath(parsing: "$['b','a','c','d','e','f','g','h','i']")
    #expect(path.evaluate(on: value).found == ["b": 2, "a": 3])
  }

  @Test(arguments: [JSONPath.Model.maps, .nodes])
  func `a slice of two thousand million elements is not made`(model: JSONPath.Model) throws {
    let path = try JSONPath(parsing: "$[-2147483648:2]")
    guard case .missing(let missing) = path.evaluate(on: [1, 2, 3], as: model) else {
      Issue.record("it was made")
      return
    }
    #expect(missing.kind == (model == .maps ? .absent : .tooMuchWork))
  }

  @Test func `a long number is not compared with many over and over`() throws {
    let path = try JSONPath(parsing: "$.n[?(@ == $.long)]")
    let document: JSONValue = [
      "long": .string(JSONString(String(repeating: "1", count: 1 << 20))),
      "n": .array(Array(repeating: 1, count: 100_000)),
    ]
    guard case .missing(let missing) = path.evaluate(on: document) else {
      Issue.record("they were compared")
      return
    }
    #expect(missing.kind == .tooMuchWork)
  }
}
