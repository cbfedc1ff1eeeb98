import JSONModel
import Testing

struct JSONObjectTests {
  @Test func `setting changes the last of several, removing takes all, and order stays`() throws {
    var object = try #require(try JSONValue(parsing: #"{"a":1,"b":2,"a":3,"c":4}"#).object)
    #expect(object["a"] == 3)
    object["a"] = 5
    object["d"] = 6
    #expect(JSONValue.object(object).text() == #"{"a":1,"b":2,"a":5,"c":4,"d":6}"#)
    object["a"] = nil
    object["x"] = nil
    #expect(object.keys == ["b", "c", "d"])
  }

  @Test func `a key is found by what it denotes and by nothing that only looks alike`() throws {
    let object = try #require(try JSONValue(parsing: #"{"\u00e9":1,"\ud800":2,"e\u0301":3,"\/":4}"#).object)
    #expect(object["é"] == 1)
    #expect(object["e\u{301}"] == 3)
    #expect(object["/"] == 4)
    #expect(object["\u{FFFD}"] == nil)
  }

  @Test func `a member can be renamed and its escapes stay`() throws {
    var object = try #require(try JSONValue(parsing: #"{"a":"\u0041"}"#).object)
    object[0].key = "b\n"
    #expect(JSONValue.object(object).text() == #"{"b\n":"\u0041"}"#)
  }

  @Test func `setting a member of what is no object changes nothing`() {
    var value: JSONValue = [1]
    value["a"] = 2
    #expect(value == [1])
    #expect(value["a"] == nil)
    #expect(value[0] == 1)
    #expect(value[1] == nil)
    #expect(value[-1] == nil)
  }

  @Test(arguments: [
    (#"{"a":1,"b":2,"a":3}"#, #"{"b":2,"a":1,"a":3}"#, true), (#"{"a":1,"b":2,"a":3}"#, #"{"b":2,"a":3,"a":1}"#, false),
    (#"{"a":1,"a":1}"#, #"{"a":1,"b":1}"#, false), (#"{"a":1,"b":1}"#, #"{"a":1,"a":1}"#, false),
    (#"{"a":{"x":1,"y":2}}"#, #"{"a":{"y":2,"x":1}}"#, true), ("{}", "[]", false),
  ])
  func `objects are equal in any order, but for one key's values`(left: String, right: String, equal: Bool) throws {
    let left = try JSONValue(parsing: left), right = try JSONValue(parsing: right)
    #expect((left == right) == equal)
    #expect((right == left) == equal)
    if equal { #expect(left.hashValue == right.hashValue) }
  }
}
