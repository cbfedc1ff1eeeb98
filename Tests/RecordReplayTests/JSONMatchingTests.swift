import HTTPModel
import JSONModel
import RecordReplay
import TestSupport
import Testing

/// Bodies of JSON are the same where their values are.
struct JSONMatchingTests {
  static func matches(_ recorded: String, _ received: String, api: API = .demo) async throws -> Bool {
    let headers: HeaderFields = [HeaderField("Content-Type", "application/json")]
    func request(_ body: String) -> Request { .sample(.post, "https://api.test/x", headers, body: body) }
    return try await Replayer([request(recorded)], api: api).answer(request(received)) == "answer 1"
  }

  @Test(arguments: [
    ("0", "-0", true), ("0", "0.0e5", true), ("1E+2", "100", true), ("100", "1e2", true), ("0.10", "0.1", true),
    ("1.50e-3", "0.0015", true), ("-1", "1", false), ("1e400", "1e401", false), ("10e399", "1e400", true),
    ("12345678901234567890", "12345678901234567891", false), ("1e99999999999999999999", "1e99999999999999999999", true),
    ("1e99999999999999999999", "2e99999999999999999999", false), ("100000", "1e00000000000000000005", true),
    ("10e99999999999999999999", "1e100000000000000000000", true), ("1", "\"1\"", false), ("1", "true", false),
    ("null", "false", false), ("[1,2]", "[12]", false), ("[]", "{}", false), ("[[],[]]", "[[[]]]", false),
    (#"["ab","c"]"#, #"["a","bc"]"#, false), (#"["a"]"#, #"[ "a" ]"#, true), (#""\/""#, #""/""#, true),
    (#""\ud83d\ude00""#, "\"\u{1F600}\"", true), (#""\ud83d""#, #""\ud83d""#, true),
    (#""\ud83d""#, #""\ud83e""#, false),
    (#""\ud83dx""#, #""\ufffdx""#, false), (#""\u0000""#, #""""#, false),
    (#""\u00E9\n\t\b\f\r\"\\""#, #""é\u000a\u0009\u0008\u000C\u000d\u0022\u005c""#, true),
    (#""é""#, "\"e\u{301}\"", false), (#"{"é":1}"#, #"{"\u00e9":1}"#, true),
    (#"{"a":1,"a":2}"#, #"{"a":2,"a":1}"#, false), (#"{"b":0,"a":1,"a":2}"#, #"{"a":1,"b":0,"a":2}"#, true),
    (#"{"a":1,"a":1}"#, #"{"a":1}"#, false), (#"{"a":{"b":1,"c":2},"d":3}"#, #"{"d":3,"a":{"c":2,"b":1}}"#, true),
    (#"{"a":{"b":1},"c":2}"#, #"{"a":{"c":2},"b":1}"#, false), (#"{"aa":1,"b":2}"#, #"{"b":2,"aa":1}"#, true),
    ("{\"a\" :\n[ ] ,\t\"b\":{ }\r}", #"{"b":{},"a":[]}"#, true),
  ])
  func `two values are one where they say the same`(left: String, right: String, same: Bool) async throws {
    #expect(try await Self.matches(left, right) == same)
    #expect(try await Self.matches(right, left) == same)
    #expect((try JSONValue(parsing: left) == JSONValue(parsing: right)) == same)
  }

  @Test func `what stands in a redacted place may be of any kind`() async throws {
    for other in ["1", "null", #""x\"}],{""#, #"[1,{"a":"]}"}]"#, #"{"a":[{"b":"\\"}]}"#, "{}", "[]"] {
      #expect(try await Self.matches(#"{"token":"abcdefghij","z":1}"#, #"{"z":1,"token":\#(other)}"#))
      #expect(try await !Self.matches(#"{"token":"abcdefghij","z":1}"#, #"{"z":2,"token":\#(other)}"#))
    }
  }

  @Test func `what is volatile may be of any kind`() async throws {
    let api = try API.profiled(#""volatile": {"members": ["t-s"], "places": ["/a/*/b"]}"#)
    for other in ["1", "null", #""x\"}],{""#, #"[1,{"a":"]}"}]"#, "{}"] {
      #expect(
        try await Self.matches(
          #"{"tS":0,"a":[{"b":1,"c":2}],"z":1}"#, #"{"z":1,"a":[{"c":2,"b":\#(other)}]}"#, api: api))
      #expect(
        try await !Self.matches(
          #"{"ts":0,"a":[{"b":1,"c":2}],"z":1}"#, #"{"z":1,"a":[{"c":3,"b":\#(other)}]}"#, api: api))
    }
  }

  @Test func `deep JSON does not run over`() async throws {
    let deep = String(repeating: #"{"a":["#, count: 250) + String(repeating: "]}", count: 250)
    #expect(try await Self.matches(deep, deep))
    let tooDeep = String(repeating: "[", count: 100_000)
    #expect(try await Self.matches(tooDeep, tooDeep), "what is no JSON is compared by its bytes")
  }

  /// A small generator of values that are often alike.
  struct Source {
    var state: UInt64
    mutating func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }

    mutating func value(_ depth: Int) -> String {
      let leaves = ["1", "1.0", "10e-1", "-0", "0", "\"a\"", #""\u0061""#, "true", "null", "\"\"", "2e1", "20"]
      switch next(depth > 0 ? 5 : 3) {
      case 3: return "[" + (0..<next(3)).map { _ in value(depth - 1) }.joined(separator: ", ") + "]"
      case 4:
        let keys = ["\"a\"", #""\u0061""#, "\"b\"", "\"\"", "\"ab\""]
        return "{" + (0..<next(4)).map { _ in "\(keys[next(keys.count)]) :\(value(depth - 1))" }.joined(separator: ",")
          + "}"
      default: return leaves[next(leaves.count)]
      }
    }
  }

  @Test(arguments: 1...4) func `matching agrees with equality of values`(seed: UInt64) async throws {
    var source = Source(state: seed)
    var equal = 0
    for _ in 0..<500 {
      let left = source.value(2), right = source.value(2)
      let same = try JSONValue(parsing: left) == JSONValue(parsing: right)
      #expect(try await Self.matches(left, right) == same, "\(left) and \(right)")
      if same { equal += 1 }
    }
    #expect(equal > 20)
  }
}
