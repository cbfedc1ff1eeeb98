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
      ("@.on == TRUE", [1]), ("@.on == no", [2]), ("@.on != true", [2]), ("@.n == 10", [2, 3]), ("@.n != 10", [1]),
      ("@.n == '10'", [2, 3]), ("@.n == 1e1", [2]), ("@.n > 5", [2]), ("@.n >= 5", [1, 2]), ("@.n < 10", [1]),
      ("@.n<=10", [1, 2, 3]), ("5 < @.n", []), ("@.s > 'five'", [2]), ("@.s == ten", [2]), ("@.s == \"ten\"", []),
      ("@.x == null", [3]), ("@.x == 'null'", [3]), ("@.x != null", []), ("@.s != null", [1, 2]), ("@.x > null", []),
      ("@.s =~ /F.VE/i", [1]), ("@.s =~ /iv/", []), ("@.s =~ /.*e.*/", [1, 2]), ("/t.n/ =~ @.s", [2]),
      ("@.n =~ /10(\\.0)?/", [2, 3]), ("@.s =~ /a\\/b|ten/", [2]), ("@.s == /ten/", []), ("@.x != /ten/", [3]),
      ("@.n && @.s", [1, 2]), ("@.x || @.tags", [1, 2]), ("@.id == 1 || @.id == 2 && @.on == true", [1]),
      ("(@.id == 1 || @.id == 2) && @.on == false", [1, 2]), ("@.id==1||@.id==4", [1, 4]), ("@.deep.y[1] == 2", [3]),
      ("@.deep.y == [1,2]", []), ("@.deep.y != [1,2]", []), ("@.deep == @.deep", [3]), ("@.deep != @.deep", []),
      ("@.id == $[1].id", [2]), ("@.s == $[1].s", [2]), ("@.tags.length() == 2", []), ("$[0].on", .none),
      ("@.id > -1.5e0", [1, 2, 3, 4]), ("!@.id == 2", [2]), ("'a' == 'a'", [1, 2, 3, 4]), ("a == b", []),
      ("@['s','on'] == @['s','on']", []), ("@['s','on']", [1, 2]), ("$['s','on'] != @", []), ("@.tags[0]", [1]),
      ("@.tags[-1]", []),
      ("@.tags[(@.length-1)]", [1]),
      ("@.on < true", [2]), ("@.tags == tags", []), ("@.deep.y[0] == '1.0'", [3]),
    ] as [(String, [Int]?)])
  func `a filter takes the elements that it holds for`(filter: String, ids: [Int]?) throws {
    let result = try JSONPath(parsing: "$[?(\(filter))].id").evaluate(on: JSONPathFilterTests.rows)
    #expect(result.found == ids.map { .array($0.map { .number($0) }) })
  }

  @Test(
    arguments: [
      ("@ == @", [1, 2], []), ("@.l == @['l']", [1, 2], []), ("@.l == $[1].l", [2], []), ("@.l >= $[1].l", [2], []),
      ("@.l != $[1].l", [], []), ("$[1] == @", [2], []), ("$[0].l == $[0].l", [1, 2], [1, 2]),
      ("$[0]['id','l'] == $[0]['id','l']", [1, 2], [1, 2]), ("@.n == $[1].n", [1, 2], [1, 2]),
      ("@.id == $[1].id", [2], [2]), ("(\t@.l\t)", [1, 2], [1, 2]),
    ] as [(String, [Int], [Int])])
  func `an array or object is equal to itself alone, and as a node not even to that`(
    filter: String, maps: [Int], nodes: [Int]
  ) throws {
    let rows: JSONValue = [["id": 1, "l": [1], "n": .null], ["id": 2, "l": [1], "n": .null]]
    let path = try JSONPath(parsing: "$[?(\(filter))]")
    for (model, ids) in [(JSONPath.Model.maps, maps), (.nodes, nodes)] {
      #expect(path.evaluate(on: rows, as: model).found == .array(ids.map { rows[$0 - 1] ?? .null }))
      var trace = JSONPath.Trace()
      #expect(path.evaluate(on: rows, as: model, tracing: &trace) == path.evaluate(on: rows, as: model))
    }
  }

  @Test(
    arguments: [
      ("@.n > 9007199254740992", [1]), ("@.n == 9007199254740993", [1]), ("@.n < 9007199254740993", [2]),
      ("@.n == 9007199254740993.00", [1]), ("@.n > .9007199254740992e16", [1]), ("@.n >= +9007199254740993", [1]),
      ("@.n > -9e99", [1, 2]), ("@.n < 9e99", [1, 2]), ("@.n > 0", [1, 2]), ("@.n < 0009007199254740993", [2]),
    ] as [(String, [Int])])
  func `numbers are compared exactly`(filter: String, ids: [Int]) throws {
    let rows: JSONValue = [["id": 1, "n": 9_007_199_254_740_993], ["id": 2, "n": 9_007_199_254_740_992]]
    let result = try JSONPath(parsing: "$[?(\(filter))].id").evaluate(on: rows)
    #expect(result == .values(ids.map { .number($0) }))
  }

  @Test(arguments: [
    ("@.id == open", "The number 1 is compared with 'open', which is no number"),
    ("@.id == '1 '", "The number 1 is compared with '1 ', which is no number"),
    ("@.id < 1e", "The number 1 is compared with '1e', which is no number"),
    ("@.id =~ 'a'", "=~ needs a pattern between slashes: /.../ or /.../i"),
    ("@.id[0] == 1", "Filter: [0] can only be applied to arrays. Current context is: 1"),
  ])
  func `what Jayway ends in an exception of the path fails`(filter: String, text: String) throws {
    let result = try JSONPath(parsing: "$[?(\(filter))]").evaluate(on: [["id": 1]])
    guard case .missing(let missing) = result else {
      Issue.record("\(filter) gave \(result)")
      return
    }
    #expect(missing.kind == .unfit)
    #expect(missing.text == text)
  }

  @Test func `filters are asked from right to left, and only as far as needed`() throws {
    let path = try JSONPath(parsing: "$[?(@.id == x && @.no)]")
    #expect(path.evaluate(on: [["id": 1]]) == .values([]))
    let other = try JSONPath(parsing: "$[?(@.no && @.id == x)]")
    #expect(other.evaluate(on: [["id": 1]]).found == nil)
  }

  @Test func `an element is followed to the path's end before the next is asked`() throws {
    let path = try JSONPath(parsing: "$[*][?(@.id > 0)].v")
    #expect(path.evaluate(on: [[["id": 1], ["id": 2, "v": 3]], [["id": 1, "v": 4]]]) == .values([4]))
  }

  @Test func `a filter on an object asks the object itself`() throws {
    let root: JSONValue = ["a": ["b": 1]]
    #expect(try JSONPath(parsing: "$.a[?(@.b)]").evaluate(on: root) == .values([["b": 1]]))
    #expect(try JSONPath(parsing: "$.a[?(@.c)]").evaluate(on: root) == .values([]))
  }

  @Test func `a filter after a descent finds objects at any depth`() throws {
    let root: JSONValue = ["a": ["k": 1, "v": "x", "w": ["k": 2, "v": "y"]]]
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
