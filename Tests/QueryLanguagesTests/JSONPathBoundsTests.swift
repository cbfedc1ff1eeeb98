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

  @Test(arguments: [
    ("aab", "ab", true), ("aaab", "aab", true), ("ababac", "abac", true), ("abcabd", "abd", true),
    ("abc", "abcd", false),
    ("ab", "ba", false), ("é", "é", true), ("aabaab", "aabaac", false), ("x", "", true), ("", "", true),
    ("", "x", false),
  ])
  func `a part of a text is found wherever it begins`(text: String, part: String, isThere: Bool) throws {
    let path = try JSONPath(parsing: "$[?(@ contains '\(part)')]")
    #expect(path.evaluate(on: [.string(text)]) == .values(isThere ? [.string(text)] : []))
  }

  @Test func `a long part is looked for in a long text once`() throws {
    let path = try JSONPath(parsing: "$[?(@ contains '\(String(repeating: "a", count: 5_000))b')]")
    let text = String(repeating: "a", count: 1 << 20)
    #expect(path.evaluate(on: [.string(text), .string(text + "b")]) == .values([.string(text + "b")]))
  }
}
