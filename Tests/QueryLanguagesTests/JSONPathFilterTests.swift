import JSONModel
import QueryLanguages
import Testing

struct JSONPathFilterTests {
  private static let rows: JSONValue = [
    ["id": 1, "n": 5, "s": "five", "on": true, "tags": ["a", "b"]],
    ["id": 2, "n": 10.0, "s": "ten", "on": false, "tags": []],
    ["id": 3, "n": "10", "x": .null, "deep": ["y": [1, 2]]],
    ["id": 4],
  ]

  @Test(
    arguments: [
      ("@.n", [1, 2, 3]), ("@.on", [1, 2]), ("@.x", []), ("!@.x", [1, 2, 3, 4]), ("!@.n", [4]), ("@.on == true", [1]),
      ("@.n == 10", [2, 3]), ("@.n === 10", [2]), ("@.n != 10", [1, 4]), ("@.n !== 10", [1, 3, 4]),
      ("@.n=='10'", [2, 3]), ("@.n > 5", [2]), ("@.n >= 5", [1, 2]), ("@.n < 10", [1]), ("@.n<=10", [1, 2]),
      ("@.s > 'five'", [2]), ("@.s == \"ten\"", [2]), ("@.x == null", [3]), ("@.x != null", [1, 2, 4]),
      ("@.s =~ /F.VE/i", [1]), ("@.s =~ /iv/", []), ("@.s =~ /.*e.*/", [1, 2]), ("@.n =~ /10(\\.0)?/", [2, 3]),
      ("@.s =~ /a\\/b|ten/", [2]), ("@.id in [1, 4]", [1, 4]), ("@.id IN [1,4]", [1, 4]),
      ("@.s in ['five','six']", [1]),
      ("@.id nin [1, 4]", [2, 3]), ("@.tags contains 'a'", [1]), ("@.s contains 'iv'", [1]), ("@.tags size 2", [1]),
      ("@.tags empty true", [2]), ("@.tags empty false", [1]), ("@.tags subsetof ['a','b','c']", [1, 2]),
      ("@.tags anyof ['b']", [1]), ("@.tags noneof ['b']", [2]), ("@.tags all ['b','a']", [1]),
      ("@.n && @.s", [1, 2]), ("@.x || @.tags", [1, 2]), ("@.id == 1 || @.id == 2 && @.on == true", [1]),
      ("(@.id == 1 || @.id == 2) && @.on == false", [2]), ("!(@.id == 1 || @.id == 2)", [3, 4]),
      ("@.id==1||@.id==4", [1, 4]), ("@.deep.y[1] == 2", [3]), ("@.deep.y[*]", [3]), ("@.deep.y == [1,2]", [3]),
      ("@['deep'] == {'y':[1,2.0]}", [3]), ("@.id == $[1].id", [2]), ("@.tags.length() == 2", [1]),
      ("$[0].on", [1, 2, 3, 4]),
      ("@.id > -1.5e0", [1, 2, 3, 4]), ("@.deep[?(@.y)]", [3]),
    ] as [(String, [Int])])
  func `a filter takes the elements that it holds for`(filter: String, ids: [Int]) throws {
    let result = try JSONPath(parsing: "$[?(\(filter))].id").evaluate(on: JSONPathFilterTests.rows)
    #expect(result == .values(ids.map { .number($0) }))
  }

  @Test(
    arguments: [
      ("@.n > 9007199254740992", [1]), ("@.n == 9007199254740993", [1]), ("@.n < 9007199254740993", [2]),
      // A text is compared with a number as text, a number with a text as a number.
      ("@.s == 10", [1]), ("10 == @.s", [1, 2]),
    ] as [(String, [Int])])
  func `numbers are compared exactly, and with texts by the left side's kind`(filter: String, ids: [Int]) throws {
    let rows: JSONValue = [
      ["id": 1, "n": 9_007_199_254_740_993, "s": "10"], ["id": 2, "n": 9_007_199_254_740_992, "s": "10.0"],
    ]
    let result = try JSONPath(parsing: "$[?(\(filter))].id").evaluate(on: rows)
    #expect(result == .values(ids.map { .number($0) }))
  }

  @Test func `a filter on an object asks the object itself`() throws {
    let root: JSONValue = ["a": ["b": 1]]
    #expect(try JSONPath(parsing: "$.a[?(@.b)]").evaluate(on: root) == .values([["b": 1]]))
    #expect(try JSONPath(parsing: "$.a[?(@.c)]").evaluate(on: root) == .values([]))
  }

  @Test func `a filter after a descent finds objects at any depth`() throws {
    let root: JSONValue = ["a": [["k": 1, "v": "x"], ["w": ["k": 2, "v": "y"]]]]
    #expect(try JSONPath(parsing: "$..[?(@.k)].v").evaluate(on: root) == .values(["x", "y"]))
  }

  @Test(
    arguments: [
      (
        "$.list[?(@.keep)]", ["list": [["keep": true], ["keep": false], ["other": 1]]],
        [["keep": true], ["keep": false]]
      ),
      ("$.d..a", ["d": ["x": ["a": [1, 2]]]], [[1, 2]]), ("$.d..a[*]", ["d": ["x": ["a": [1, 2]]]], [1, 2]),
    ] as [(String, JSONValue, [JSONValue])])
  func `answers that were measured`(path: String, root: JSONValue, values: [JSONValue]) throws {
    #expect(try JSONPath(parsing: path).evaluate(on: root) == .values(values))
  }
}
