import JSONModel
import QueryLanguages
import Testing

struct JSONPathTraceTests {
  private static let document: JSONValue = [
    "a": ["b": [["k": 1, "v": "x"], ["k": 2, "v": "y"], ["k": 3]]], "n": 2, "list": [1, [2, 3]], "a b": ["c": .null],
  ]

  @Test(arguments: [
    "$", "$.a", "$.a.b[0].v", "$.a.b[(@.length-1)]", "$.a.b[*].k", "$.a.b[0:2]", "$.a.b[0,2].k", "$..k", "$..[0]",
    "$.*",
    "$['a b'].c", "$.a.b[?(@.k >= $.n)]", "$.a.b[?(@.v)].v", "$.list[1][0]",
    "$.no[*]", "$..b[?(@.k == 3)]",
  ])
  func `a traced evaluation finds the same, and each place holds what was found there`(text: String) throws {
    let path = try JSONPath(parsing: text)
    var trace = JSONPath.Trace()
    let result = path.evaluate(on: Self.document, tracing: &trace)
    #expect(result == path.evaluate(on: Self.document))
    let found: [JSONValue] =
      switch result {
      case .value(let value): [value]
      case .values(let values): values
      case .missing: []
      }
    #expect(trace.places.count == found.count)
    for (steps, value) in zip(trace.places, found) { #expect(try Self.value(at: #require(steps)) == value) }
  }

  @Test(arguments: [
    ("$['n','no']", [["n"]]), ("$.a.b[0]['v','k']", [["a", "b", "0", "v"], ["a", "b", "0", "k"]]),
  ])
  func `a value that is made has no place, but says what it was made of`(text: String, made: [[String]]) throws {
    var trace = JSONPath.Trace()
    _ = try JSONPath(parsing: text).evaluate(on: Self.document, tracing: &trace)
    #expect(trace.places == [nil])
    #expect(trace.lookedAt.map { $0.map(Self.name) } == made)
  }

  @Test(arguments: [
    ("$.a.b[?(@.k > 9)].v", ["a", "b"]), ("$.no.x[*]", ["no", "x"]), ("$.list[7:]", ["list"]), ("$..nothing", []),
  ])
  func `a path that finds nothing says where it looked`(text: String, place: [String]) throws {
    var trace = JSONPath.Trace()
    #expect(try JSONPath(parsing: text).evaluate(on: Self.document, tracing: &trace) == .values([]))
    #expect(trace.lookedAt.last?.map(Self.name) == place)
  }

  private static func name(_ step: JSONPath.ReferenceStep) -> String {
    switch step {
    case .member(let name): name
    case .index(let index): String(index)
    }
  }

  private static func value(at steps: [JSONPath.ReferenceStep]) -> JSONValue? {
    document.resolve(JSONPointer(tokens: steps.map(name)))
  }
}
