import JSONModel
import Testing

struct JSONValueTests {
  @Test(arguments: [
    ("1", "1.0", true), ("1e2", "100", true), ("0", "-0.0e9", true), ("1", "1.0000000000000000000001", false),
    ("9007199254740993", "9007199254740992", false), ("\"\\u00e9\"", "\"é\"", true), ("\"\\/\"", "\"/\"", true),
    ("\"e\u{301}\"", "\"é\"", false), ("\"\\ud800\"", "\"\\ud801\"", false), ("\"\\ud83d\\ude00\"", "\"😀\"", true),
    ("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1.0}", true), ("{\"a\":1}", "{\"a\":1,\"a\":1}", false),
    ("[1,2]", "[2,1]", false), ("{\"a\":1,\"a\":2}", "{\"a\":2,\"a\":1}", true), ("null", "false", false),
  ])
  func `values are equal where they denote the same`(left: String, right: String, equal: Bool) throws {
    let left = try JSONValue(parsing: left), right = try JSONValue(parsing: right)
    #expect((left == right) == equal)
    #expect((right == left) == equal)
    if equal { #expect(left.hashValue == right.hashValue) }
  }

  @Test(
    arguments: [
      ("7", 7), ("7.0", 7), ("7e1", 70), ("70e-1", 7), ("7.5", nil), ("9223372036854775807", Int.max),
      ("9223372036854775808", nil), ("1e99999999999", nil), ("-0", 0), ("0e5", 0),
    ] as [(String, Int?)])
  func `a number is an integer where it denotes one`(text: String, int: Int?) throws {
    #expect(try #require(JSONNumber(text)).int == int)
  }

  @Test(arguments: ["", "01", "+1", "1.", "0x1", " 1", "1 ", "NaN", "1,2"])
  func `what is no JSON number makes none`(text: String) { #expect(JSONNumber(text) == nil) }

  @Test func `a member is set in place, appended and removed`() {
    var value: JSONValue = ["a": 1, "b": ["c": 2]]
    value["a"] = "x"
    value["b"]?["c"] = nil
    value["d"] = [true, nil]
    #expect(value.text() == #"{"a":"x","b":{},"d":[true,null]}"#)
  }

  @Test func `text is escaped only where it must be`() {
    #expect(JSONValue.string("\"\\/\u{1}\n\u{7f}é\u{1F600}").text() == "\"\\\"\\\\/\\u0001\\n\u{7f}é😀\"")
  }

  @Test func `a lone surrogate keeps its escape and reads as a replacement`() throws {
    let value = try JSONValue(parsing: "\"a\\ud800b\"")
    #expect(value.text() == "\"a\\ud800b\"")
    #expect(value.text == "a\u{FFFD}b")
  }
}

struct JSONPointerTests {
  @Test(
    arguments: [
      ("", []), ("/", [""]), ("/a~1b/~0", ["a/b", "~"]), ("/a//b", ["a", "", "b"]), ("/~01", ["~1"]),
      ("/é/0", ["é", "0"]),
    ] as [(String, [String])])
  func `a pointer is read and written`(text: String, tokens: [String]) throws {
    let pointer = try #require(JSONPointer(text))
    #expect(pointer.tokens == tokens)
    #expect(pointer.description == text)
  }

  @Test(arguments: ["a", "/~", "/~2", "#/a"])
  func `what is no pointer makes none`(text: String) { #expect(JSONPointer(text) == nil) }
}

struct JSONStyleTests {
  static let value: JSONValue = ["a": [1, 2], "b": ["c": [:], "d": []], "e": "x"]

  @Test(arguments: [
    (JSONStyle.compact, #"{"a":[1,2],"b":{"c":{},"d":[]},"e":"x"}"#),
    (.spaced, #"{"a": [1, 2], "b": {"c": {}, "d": []}, "e": "x"}"#),
    (
      .indented(2).endingLine,
      "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {\n    \"c\": {},\n    \"d\": []\n  },\n  \"e\": \"x\"\n}\n"
    ),
    (.fitted(width: 80), "{ \"a\": [1, 2], \"b\": { \"c\": {}, \"d\": [] }, \"e\": \"x\" }\n"),
    (.fitted(width: 26), "{\n  \"a\": [1, 2],\n  \"b\": {\n    \"c\": {},\n    \"d\": []\n  },\n  \"e\": \"x\"\n}\n"),
  ])
  func `a value is written in each style and the style found again`(style: JSONStyle, text: String) throws {
    #expect(Self.value.text(style) == text)
    let found = JSONStyle.detect(in: try JSONDocument(parsing: text))
    #expect(found.map { Self.value.text($0) } == (style == .fitted(width: 26) ? nil : text))
  }

  @Test(arguments: ["{ \"a\":1}", "[1,  2]", "{\"a\" : 1}", "[\n1]", "[1]\n\n", " 1"])
  func `a layout that is none of ours has no style`(text: String) throws {
    #expect(JSONStyle.detect(in: try JSONDocument(parsing: text)) == nil)
  }
}

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
}
