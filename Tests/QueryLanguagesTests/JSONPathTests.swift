import JSONModel
import QueryLanguages
import Testing

struct JSONPathTests {
  private static let document: JSONValue = [
    "store": [
      "book": [
        ["title": "A", "price": 8.95, "tags": ["x"], "isbn": .null],
        ["title": "B", "price": 12, "category": "fiction"],
        ["title": "C", "price": 22.99, "isbn": "0-1", "tags": []],
      ],
      "bicycle": ["color": "red", "price": 19.95],
    ],
    "limit": 10, "items": [0, 1, 2, 3, 4], "a b": true, "it's": 1, "null": .null, "é": "e",
  ]

  private static func found(_ path: String, in root: JSONValue = document) throws -> JSONValue? {
    try JSONPath(parsing: path).evaluate(on: root).found
  }

  @Test(
    arguments: [
      ("$", document), ("$.limit", 10), ("$['limit']", 10), ("$[\"limit\"]", 10), ("$.['limit']", 10),
      ("$.store.book[0].title", "A"), ("$.store.book[-1].title", "C"), ("$['a b']", true), ("$[ 'a b' ]", true),
      ("$[\"it's\"]", 1), ("$['it\\'s']", 1), ("$.null", .null), ("$.é", "e"), ("$['store']['bicycle'].color", "red"),
      ("$.store.bicycle['color','price']", ["color": "red", "price": 19.95]),
      ("$.store.bicycle['color','no']", ["color": "red"]),
    ] as [(String, JSONValue)])
  func `a definite path gives its value`(path: String, value: JSONValue) throws {
    let path = try JSONPath(parsing: path)
    #expect(path.isDefinite)
    #expect(path.evaluate(on: JSONPathTests.document) == .value(value))
  }

  @Test(
    arguments: [
      ("$.items[*]", [0, 1, 2, 3, 4]), ("$.items.*", [0, 1, 2, 3, 4]), ("$.items[1:3]", [1, 2]),
      ("$.items[3:]", [3, 4]),
      ("$.items[-2:]", [3, 4]), ("$.items[-9:]", [0, 1, 2, 3, 4]), ("$.items[:2]", [0, 1]), ("$.items[:-3]", [0, 1]),
      ("$.items[1:-1]", []), ("$.items[-3:1]", [2, 3, 4, 0]), ("$.items[9:]", []), ("$.items[2:99]", [2, 3, 4]),
      ("$.items[0,2]", [0, 2]), ("$.items[ 0 , -1 , 9 ]", [0, 4]), ("$.items[0:4:2]", [0, 1, 2, 3]),
      ("$.store.book[*].title", ["A", "B", "C"]), ("$.store.book[*].category", ["fiction"]),
      ("$..title", ["A", "B", "C"]), ("$..price", [8.95, 12, 22.99, 19.95]), ("$..book[1].title", ["B"]),
      (
        "$.store..['title','price']",
        [["title": "A", "price": 8.95], ["title": "B", "price": 12], ["title": "C", "price": 22.99]]
      ),
      ("$.store.book['title','price'][0]", []), ("$.store['book','bicycle'].price", [19.95]),
      ("$.store.bicycle.*", ["red", 19.95]), ("$.limit[*]", []), ("$.items[0].*", []),
    ] as [(String, JSONValue)])
  func `an indefinite path gives a list in document order`(path: String, values: JSONValue) throws {
    let path = try JSONPath(parsing: path)
    #expect(!path.isDefinite)
    #expect(path.evaluate(on: JSONPathTests.document) == .values(values.array ?? []))
  }

  @Test func `Jayway's slice from a negative index runs on into the array's beginning`() throws {
    #expect(try JSONPathTests.found("$[-2:1]", in: [1, 2, 3]) == [2, 3, 1])
  }

  @Test(arguments: ["$.no[*]", "$.item.items[1:5]", "$.no..x", "$.no[?(@.a)]", "$.limit.x[0,1]", "$.null[0:1]"])
  func `an indefinite path whose beginning is missing finds nothing and does not fail`(path: String) throws {
    #expect(try JSONPath(parsing: path).evaluate(on: JSONPathTests.document) == .values([]))
  }

  @Test(
    arguments: [
      ("$.missing", .absent, "No results for path: $['missing']"),
      ("$.no.such.path", .absent, "Missing property in path $['no']"),
      ("$.store.no.x", .absent, "Missing property in path $['store']['no']"),
      ("$.store.bicycle.no", .absent, "No results for path: $['store']['bicycle']['no']"),
      ("$.items[5]", .indexPastEnd, "No results for path: $['items'][5]"),
      ("$.items[-6]", .indexPastEnd, "No results for path: $['items'][-6]"),
      ("$.items[5].x", .indexPastEnd, "No results for path: $['items'][5]['x']"),
      ("$.null[0]", .absent, "The path $['null'] is null"),
      (
        "$.limit.x", .absent,
        "Expected to find an object with property ['x'] in path $['limit'] but found 'java.lang.Integer'. "
          + "This is not a json object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JacksonJsonProvider'."
      ),
      ("$.limit[0]", .absent, "Filter: [0] can only be applied to arrays. Current context is: 10"),
    ] as [(String, JSONPath.Missing.Kind, String)])
  func `a definite path that finds nothing says so in Jayway's words`(
    path: String, kind: JSONPath.Missing.Kind, text: String
  ) throws {
    guard case .missing(let missing) = try JSONPath(parsing: path).evaluate(on: JSONPathTests.document) else {
      Issue.record("\(path) found something")
      return
    }
    #expect(missing.kind == kind)
    #expect(missing.text == text)
  }

  @Test(arguments: [
    ("2147483647", "java.lang.Integer"), ("2147483648", "java.lang.Long"),
    ("9223372036854775808", "java.math.BigInteger"),
    ("1.0", "java.lang.Double"), ("true", "java.lang.Boolean"), ("\"x\"", "java.lang.String"),
    ("[]", "java.util.ArrayList"), ("null", "null"),
  ])
  func `what is no object is named by its class in Java`(text: String, name: String) throws {
    guard case .missing(let missing) = try JSONPath(parsing: "$.a.b").evaluate(on: ["a": try JSONValue(parsing: text)])
    else {
      Issue.record("it found something")
      return
    }
    #expect(missing.text.contains("but found '\(name)'"), "\(missing.text)")
  }

  @Test(
    arguments: [
      ("$.items.length()", 5), ("$.store.length()", 2), ("$.limit.length()", .null), ("$.items.size()", 5),
      ("$.items.sum()", 10.0), ("$.items.min()", 0.0), ("$.items.max()", 4.0), ("$.items.avg()", 2.0),
      ("$.items.first()", 0), ("$.items.last()", 4), ("$.items.index(-2)", 3), ("$.items.index(1)", 1),
      ("$.store.bicycle.keys()", ["color", "price"]), ("$..title.length()", 3), ("$..price.max()", 22.99),
    ] as [(String, JSONValue)])
  func `functions are applied to what stands before them`(path: String, value: JSONValue) throws {
    #expect(try JSONPathTests.found(path) ?? "nothing" == (path.hasPrefix("$..") ? [value] : value))
  }

  @Test(
    arguments: [
      ("$", []), ("$.a", [.member("a")]), ("$.a['b c'][0]", [.member("a"), .member("b c"), .index(0)]),
    ] as [(String, [JSONPath.ReferenceStep])])
  func `a reference path is its steps`(path: String, steps: [JSONPath.ReferenceStep]) throws {
    #expect(try JSONPath(parsing: path).referenceSteps == steps)
  }

  @Test(arguments: ["$..a", "$.a[*]", "$.a[0,1]", "$.a[0:1]", "$['a','b']", "$.a[?(@.x)]", "$.a.length()", "$.*"])
  func `a path with an operator is no reference path`(path: String) throws {
    #expect(try JSONPath(parsing: path).referenceSteps == nil)
  }

  @Test func `a quoted name keeps its backslashes`() throws {
    // Recorded on AWS.
    let root = try JSONValue(parsing: #"{"Test\\\"\"Name\"": "found"}"#)
    #expect(try JSONPathTests.found(#"$['Test\""Name"']"#, in: root) == "found")
  }

  @Test func `names are compared by code units`() throws {
    let root: JSONValue = ["e\u{301}": 1]
    #expect(try JSONPathTests.found("$.é", in: root) == nil)
    #expect(try JSONPathTests.found("$.e\u{301}", in: root) == 1)
  }
}
