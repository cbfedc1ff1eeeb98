import CorpusReplay
import JSONModel
import QueryLanguages

/// JSONPath: what is a path is looked up in bounded time, and a reference path finds what a walk finds.
///
/// An input is a path, and after a line feed the document; without one a document of ours.
enum FuzzJSONPath {
  static let fuzzer = Fuzzer("FuzzJSONPath", seeds: seeds, large: large, check: check)

  static func check(_ bytes: [UInt8]) {
    let halves = bytes.split(separator: 10, maxSplits: 1, omittingEmptySubsequences: false)
    let text = String(decoding: halves[0], as: UTF8.self)
    let path: JSONPath
    do throws(JSONPathSyntaxError) {
      path = try JSONPath(parsing: text)
    } catch {
      require(error.offset >= 0 && error.offset <= text.utf8.count, "\(error) lies behind the end")
      return
    }
    require(path.text == text, "a path's text changed")
    require((try? JSONPath(parsing: text)) == path, "a path is read twice otherwise")
    let given = halves.count > 1 ? try? JSONValue(parsing: Array(halves[1])) : nil
    for document in [given ?? documents[0], documents[1], .null] {
      let result = path.evaluate(on: document)
      switch result {
      case .value: require(path.isDefinite, "one value of many places")
      case .values: require(!path.isDefinite, "many values of one place")
      case .missing(let missing): require(!missing.text.isEmpty, "nothing is said")
      }
      var trace = JSONPath.Trace()
      require(path.evaluate(on: document, tracing: &trace) == result, "a traced evaluation finds something else")
      _ = path.evaluate(on: document, as: .nodes)
      if let steps = path.referenceSteps {
        require(result.found == walk(steps, from: document), "a reference path finds something else")
      }
    }
  }

  static func walk(_ steps: [JSONPath.ReferenceStep], from document: JSONValue) -> JSONValue? {
    var place: JSONValue? = document
    for step in steps {
      switch step {
      case .member(let name): place = place?[name]
      case .index(let index): place = index < 0 ? nil : place?[index]
      }
    }
    return place
  }

  static let documents: [JSONValue] = [
    [
      "a": ["b": [1, 2.5, "text", .null, true, ["c": "x", "n": -3]]], "b": [[1, 2], [3, [4]]], "é": ["": 0],
      "items": [["price": 8.95, "tags": ["x", "y"], "n": "1"], ["price": 12, "isbn": .null], ["n": 1, "tags": []]],
    ],
    [[1, 2, 3], ["a": ["a": ["a": 1]]], "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", 5],
  ]

  static let paths = [
    "$", "$.a", "$.a.b[0]", "$['a']['b'][-1]", "$..b", "$..*", "$.*", "$.a.b[1:3]", "$.b[-2:]", "$.b[:1]", "$.a.b[0,2]",
    "$['a','b']", "$.items[?(@.price < 10)]", "$.items[?(@.tags && !(@.isbn == null))]", "$..[?(@.n == '1')].tags[0]",
    "$.items[?(@.n =~ /a+b?/i)]", "$.items.length()", "$..price[(@.length-1)]", "$.items[?(@.tags == $.b[0])]",
    "$.items[?(@.n != \"1\")].n", "$[?(@)]", "$.a..['b','c']", "$[*][*]", "$..b[?(@.c)]", "$.é['']", "$.", "$[", "$..",
    "$[?(", "a", "$[1:2:3]", "$['it\\'s']", "$[?(@.a =~ /(a+)+b/)]", "$[?(@ =~ /(a|aa)+$/)]", "$[99999999999]",
    "$.items[?(@.n == 1e400 || @.price < .5)]", " $.b[(@.size()-1)] ", "$.a.b[-1]", "$.items]", "$[\"a1\"]",
  ]

  static let seeds = paths.map { Array($0.utf8) } + [Array("$.a[0]\n{\"a\":[[1]]}".utf8)]

  static let numbers = "[" + Fuzzer.repeated("0,") + "0]"

  static let large: [Fuzzer.Large] = [
    Fuzzer.Large("a path") { "$" + Fuzzer.repeated(".a") },
    Fuzzer.Large("a descent after another") { "$" + Fuzzer.repeated("..*", 9_000) + "\n" + numbers },
    Fuzzer.Large("a descent into 512 levels") {
      "$..a..a..a\n" + Fuzzer.repeated("{\"a\":", 511 * 5) + "[" + Fuzzer.repeated("0,", 1 << 19) + "0]"
        + Fuzzer.repeated("}", 511)
    },
    Fuzzer.Large("many conditions") { "$[?(@ == 1" + Fuzzer.repeated(" && @ == 1", 900) + ")]\n" + numbers },
    Fuzzer.Large("filters inside each other") { "$" + Fuzzer.repeated("[?(@", 6_400) + Fuzzer.repeated(")]", 3_200) },
    Fuzzer.Large("a long number to compare with") {
      "$[?(@ == $[0])]\n[\"" + Fuzzer.repeated("1", 1 << 16) + "\"," + Fuzzer.repeated("0,", 1 << 16) + "0]"
    },
    Fuzzer.Large("names of a large object") {
      "$['" + Fuzzer.repeated("a','", 9_000) + "a']\n{"
        + (0..<Fuzzer.scaled(70_000)).map { "\"k\($0)\":1" }.joined(separator: ",") + "}"
    },
    Fuzzer.Large("a name in a large object, again and again") {
      "$..[?($.z == 1)]\n{" + (0..<Fuzzer.scaled(70_000)).map { "\"k\($0)\":{}" }.joined(separator: ",") + "}"
    },
    Fuzzer.Large("large objects compared") { "$..[?(@ == $)]\n[" + Fuzzer.repeated("[0,1],", 1 << 19) + "0]" },
    Fuzzer.Large("a pattern that goes back and back") {
      "$[?(@ =~ /(a+)+b/)]\n[\"" + Fuzzer.repeated("a", 1 << 19) + "\"]"
    },
    Fuzzer.Large("a pattern over many texts") { "$[?(@ =~ /.*x/)]\n[" + Fuzzer.repeated("\"aaaaaaa\",") + "0]" },
    Fuzzer.Large("a pattern of squares over a long text") {
      "$[?(@ =~ /.*.*.*x/)]\n[\"" + Fuzzer.repeated("a") + "\"]"
    },
    Fuzzer.Large("nulls that are not there") { "$[-2147483648:1]\n" + numbers },
    Fuzzer.Large("indices") { "$[" + Fuzzer.repeated("0,", 9_000) + "0]\n" + numbers },
    Fuzzer.Large("slices of slices") { "$" + Fuzzer.repeated("[0:]", 9_000) + "\n" + numbers },
  ]
}
