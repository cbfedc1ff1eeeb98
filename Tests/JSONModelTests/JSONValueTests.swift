import JSONModel
import Testing

struct JSONValueTests {
  @Test(arguments: [
    ("1", "1.0", true), ("1e2", "100", true), ("0", "-0.0e9", true), ("1", "1.0000000000000000000001", false),
    ("9007199254740993", "9007199254740992", false), ("\"\\u00e9\"", "\"é\"", true), ("\"\\/\"", "\"/\"", true),
    ("\"e\u{301}\"", "\"é\"", false), ("\"\\ud800\"", "\"\\ud801\"", false), ("\"\\ud83d\\ude00\"", "\"😀\"", true),
    ("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1.0}", true), ("{\"a\":1}", "{\"a\":1,\"a\":1}", false),
    ("[1,2]", "[2,1]", false), ("{\"a\":1,\"a\":2}", "{\"a\":2,\"a\":1}", false), ("null", "false", false),
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
      ("9223372036854775808", nil), ("1e18", 1_000_000_000_000_000_000), ("1e19", nil), ("1e99999999999", nil),
      ("-0", 0), ("0e5", 0),
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
    value["d"] = [true, .null]
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
