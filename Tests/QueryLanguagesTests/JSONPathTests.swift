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
    "limit": 10, "items": [0, 1, 2, 3, 4], "a b": true, "null": .null, "é": "e", "length()": "odd",
    "holes": [["a": 1], .null, ["a": 2], 3],
  ]

  private static func found(_ path: String, in root: JSONValue = document) throws -> JSONValue? {
    try JSONPath(parsing: path).evaluate(on: root).found
  }

  @Test(
    arguments: [
      ("$", document), ("$.limit", 10), ("$['limit']", 10), ("$.['limit']", 10), (" $.limit\n", 10),
      ("$.store.book[0].title", "A"), ("$['a b']", true), ("$[ 'a b' ]", true), ("$.null", .null), ("$.é", "e"),
      ("$['store']['bicycle'].color", "red"), ("$.store.bicycle['color','price']", ["color": "red", "price": 19.95]),
      ("$.store.bicycle['color','no']", ["color": "red"]), ("$['no','none']", [:]), ("$.length()", "odd"),
      ("$.items[(@.length-1)]", 4), ("$.items[(@.size() - 2)]", 3), ("$.items[1,]", 1), ("$.items[1 2]", .none),
      ("$.items[\"a3\"]", 3), ("$.items[ 4 ]", 4), ("$.no]", [:]),
    ] as [(String, JSONValue?)])
  func `a definite path gives its value`(path: String, value: JSONValue?) throws {
    let path = try JSONPath(parsing: path)
    #expect(path.isDefinite)
    #expect(path.evaluate(on: JSONPathTests.document).found == value)
  }

  @Test(
    arguments: [
      ("$.items[*]", [0, 1, 2, 3, 4]), ("$.items.*", [0, 1, 2, 3, 4]), ("$.items[1:3]", [1, 2]),
      ("$.items[3:]", [3, 4]), ("$.items[-2:]", [3, 4]), ("$.items[-9:]", [0, 1, 2, 3, 4]), ("$.items[:2]", [0, 1]),
      ("$.items[:-3]", [0, 1]), ("$.items[:-9]", []), ("$.items[1:-1]", []), ("$.items[9:]", []),
      ("$.items[2:99]", [2, 3, 4]), ("$.items[0,2]", [0, 2]), ("$.items[0:4:2]", [0, 1, 2, 3]),
      ("$.items[1::2]", [1, 2, 3, 4]),
      ("$.store.book[*].title", ["A", "B", "C"]), ("$.store.book[*].category", ["fiction"]),
      ("$..title", ["A", "B", "C"]), ("$..price", [8.95, 12, 22.99, 19.95]), ("$..book[1].title", ["B"]),
      (
        "$.store..['title','price']",
        [["title": "A", "price": 8.95], ["title": "B", "price": 12], ["title": "C", "price": 22.99]]
      ),
      ("$.store.bicycle.*", ["red", 19.95]), ("$.limit[*]", []), ("$.items[0].*", []), ("$...title", ["A", "B", "C"]),
      ("$....title", []), ("$.holes[*].a", [1, 2]), ("$.holes[*].a.b", []), ("$.items[0]*", []),
    ] as [(String, JSONValue)])
  func `an indefinite path gives a list in document order`(path: String, values: JSONValue) throws {
    let path = try JSONPath(parsing: path)
    #expect(!path.isDefinite)
    #expect(path.evaluate(on: JSONPathTests.document) == .values(values.array ?? []))
  }

  @Test(arguments: [
    ("$.store.book[?(@.price)].tags.no.more", "Property ['no'] not found in path $['store']['book'][0]['tags']"),
    ("$.store.book[0:2].no.more", nil), ("$.store.book[0:1].no.more.still", nil),
    ("$..bicycle.no", "No results for path: $['store']['bicycle']['no']"),
    ("$.store.*.color.no", "Property ['color'] not found in path $['store']['book']"),
    ("$..store.bicycle.no.more", "Missing property in path $['store']['bicycle']['no']"),
    ("$..store.bicycle.no[*].more", nil), ("$.store.book[*].no.more.still", nil),
  ])
  func `an absent member on the way fails where the steps round it lead to one place`(path: String, text: String?)
    throws
  {
    let result = try JSONPath(parsing: path).evaluate(on: JSONPathTests.document)
    guard case .missing(let missing) = result else {
      #expect(text == nil && result == .values([]))
      return
    }
    #expect(missing.text == text)
  }

  @Test func `in an array a descent passes what is not the last step by`() throws {
    let root: JSONValue = [["a": 1], ["a": 2], ["a": 3]]
    #expect(try JSONPathTests.found("$..[1].a", in: root) == [1, 2, 3])
    #expect(try JSONPathTests.found("$..[0:1].a", in: root) == [1, 2, 3])
    #expect(try JSONPathTests.found("$..[1]", in: root) == [["a": 2]])
  }

  @Test(arguments: ["$.no[*]", "$.item.items[1:5]", "$.no..x", "$.no[?(@.a)]", "$.store.x[0,1]"])
  func `an indefinite path whose beginning is missing finds nothing and does not fail`(path: String) throws {
    #expect(try JSONPath(parsing: path).evaluate(on: JSONPathTests.document) == .values([]))
  }

  @Test(
    arguments: [
      ("$.missing", .absent, "No results for path: $['missing']"),
      ("$.no.such.path", .absent, "Missing property in path $['no']"),
      ("$.store.no.x", .absent, "Missing property in path $['store']['no']"),
      ("$.store.bicycle.no", .absent, "No results for path: $['store']['bicycle']['no']"),
      ("$.items[5]", .absent, "Index out of bounds when evaluating path $['items'][5]"),
      ("$.items[-1]", .absent, "Index out of bounds when evaluating path $['items'][-1]"),
      ("$.items[5].x", .absent, "Index out of bounds when evaluating path $['items'][5]"),
      ("$.items[(@.length-6)]", .absent, "Index out of bounds when evaluating path $['items'][-1]"),
      ("$.items[0,9]", .absent, "Index out of bounds when evaluating path $['items'][9]"),
      ("$.items[-2:2]", .absent, "Index out of bounds when evaluating path $['items'][-2]"),
      ("$.null[0]", .absent, "The path $['null'] is null"),
      ("$.limit.x", .absent, "Property ['x'] not found in path $['limit']"),
      ("$.limit[0]", .unfit, "Filter: [0] can only be applied to arrays. Current context is: 10"),
      (
        "$.store.bicycle[0].x[1]", .unfit,
        "Filter: [0]['x'][1] can only be applied to arrays. Current context is: {color=red, price=19.95}"
      ),
      ("$.items.length()", .absent, "Property ['length()'] not found in path $['items']"),
      ("$['store','limit'].book", .unfit, "Multi properties can only be used as path leafs: $['store', 'limit']"),
      ("$.store.*.title", .absent, "Property ['title'] not found in path $['store']['book']"),
      ("$..book[1:].category", .absent, "No results for path: $['store']['book'][2]['category']"),
      ("$.limit[?(@.a)].b", .unfit, "Filter: [?]['b'] can not be applied to primitives. Current context is: 10"),
      ("$.holes[*][0]", .unfit, "Filter: [0] can only be applied to arrays. Current context is: {a=1}"),
    ] as [(String, JSONPath.Missing.Kind, String)])
  func `a path that finds nothing says so in Jayway's words`(
    path: String, kind: JSONPath.Missing.Kind, text: String
  ) throws {
    guard case .missing(let missing) = try JSONPath(parsing: path).evaluate(on: JSONPathTests.document) else {
      Issue.record("\(path) found something")
      return
    }
    #expect(missing.kind == kind)
    #expect(missing.text == text)
  }

  @Test(
    arguments: [
      ("$.items[5]", .null), ("$.items[-1]", .null), ("$.items[3:6]", [3, 4]), ("$.items[4,5]", [4, .null]),
      ("$.items[-2:1]", [.null, .null, 0]), ("$.items[5].x", .none), ("$.store.book[*].tags[1]", [.null, .null]),
    ] as [(String, JSONValue?)])
  func `in a payload template null is where an array has no element`(path: String, value: JSONValue?) throws {
    #expect(try JSONPath(parsing: path).evaluate(on: JSONPathTests.document, as: .nodes).found == value)
  }

  @Test func `a null that an array holds is a node in a payload template, and fits no index`() throws {
    let path = try JSONPath(parsing: "$[*][0]")
    #expect(path.evaluate(on: [.null, [1]]).found == [1])
    #expect(path.evaluate(on: [.null, [1]], as: .nodes).found == nil)
  }

  @Test(
    arguments: [
      ("$", []), ("$.a", [.member("a")]), ("$.a['b c'][0]", [.member("a"), .member("b c"), .index(0)]),
      ("$.a[-1]", [.member("a"), .index(-1)]), ("$.length()", [.member("length()")]),
    ] as [(String, [JSONPath.ReferenceStep])])
  func `a reference path is its steps`(path: String, steps: [JSONPath.ReferenceStep]) throws {
    #expect(try JSONPath(parsing: path).referenceSteps == steps)
  }

  @Test(arguments: ["$..a", "$.a[*]", "$.a[0,1]", "$.a[0:1]", "$['a','b']", "$.a[?(@.x)]", "$.a[(@.length-1)]", "$.*"])
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
