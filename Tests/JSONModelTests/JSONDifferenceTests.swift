import JSONModel
import Testing

struct JSONDifferenceTests {
  @Test(
    arguments: [
      (
        #"{"a":1,"b":{"c":2},"d":3}"#, #"{"b":{"c":5},"d":3.0,"e":null}"#,
        ["/a: removed 1", "/b/c: 2 became 5", "/e: added null"]
      ),
      ("[1,2,3]", "[0,1,2,3]", ["/0: added 0"]), ("[1,2,3]", "[1,3]", ["/1: removed 2"]),
      ("[1,2,3]", "[1,9,3]", ["/1: 2 became 9"]), ("[]", "[1]", ["/0: added 1"]),
      ("[1]", "{}", ["the whole value: [1] became {}"]),
      ("[[1],[2]]", "[[1],[2,3]]", ["/1/1: added 3"]), ("{}", "{}", []), ("[1,1]", "[1,1,1]", ["/2: added 1"]),
      (#"{"a":null}"#, "{}", ["/a: removed null"]),
    ] as [(String, String, [String])])
  func `the difference names what was added, removed and changed`(old: String, new: String, expected: [String]) throws {
    let differences = try JSONValue(parsing: old).differences(to: try JSONValue(parsing: new))
    #expect(differences.map(\.description) == expected)
  }

  @Test(
    arguments: [
      ("[]", "[]", []), ("[1]", "[]", ["/0: removed 1"]), ("[[]]", "[{}]", ["/0: [] became {}"]),
      ("[1,2,3,4]", "[1,9,4]", ["/1: 2 became 9", "/2: removed 3"]), ("[1,2]", "[2]", ["/0: removed 1"]),
      ("[1,2]", "[3,1,2]", ["/0: added 3"]), ("[1,2,1]", "[1]", ["/1: removed 2", "/2: removed 1"]),
      ("1", "1.0", []), ("1", "\"1\"", [#"the whole value: 1 became "1""#]),
      (#"{"a":1,"a":2}"#, #"{"a":1}"#, ["/a: 2 became 1"]), (#"{"~/":1}"#, "{}", ["/~0~1: removed 1"]),
    ] as [(String, String, [String])])
  func `roots of every kind, and arrays that shrink and grow`(old: String, new: String, expected: [String]) throws {
    let differences = try JSONValue(parsing: old).differences(to: try JSONValue(parsing: new))
    #expect(differences.map(\.description) == expected)
  }

  @Test func `what is added, removed or changed carries both values`() throws {
    let old: JSONValue = ["a": [1], "b": .null], new: JSONValue = ["a": [2], "c": true]
    let found = old.differences(to: new)
    #expect(
      found == [
        JSONDifference(pointer: JSONPointer(tokens: ["a", "0"]), old: 1, new: 2),
        JSONDifference(pointer: JSONPointer(tokens: ["b"]), old: .null, new: nil),
        JSONDifference(pointer: JSONPointer(tokens: ["c"]), old: nil, new: true),
      ])
    #expect(found.map(\.change) == [.changed, .removed, .added])
  }
}
