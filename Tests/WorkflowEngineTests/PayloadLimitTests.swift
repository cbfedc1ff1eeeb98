import JSONModel
import Testing

@testable import WorkflowEngine

struct PayloadLimitTests {
  /// Values whose compact text has so many bytes.
  static func values(of bytes: Int) -> [JSONValue] {
    func text(_ frame: Int) -> JSONValue { .string(String(repeating: "x", count: bytes - frame)) }
    return [
      text(2), [text(4)], ["k": text(8)], ["k": 1, "l": text(14)], [true, .null, 12, text(17)],
      ["é": ["\"": text(16)]],
    ]
  }

  @Test(arguments: values(of: 262_144)) func `262,144 bytes of JSON pass`(value: JSONValue) throws {
    #expect(value.text().utf8.count == 262_144)
    try PayloadLimit.check(value, of: "S")
  }

  @Test(arguments: values(of: 262_145)) func `one byte more does not`(value: JSONValue) {
    #expect(value.text().utf8.count == 262_145)
    #expect(throws: StateFailure.self) { try PayloadLimit.check(value, of: "S") }
  }

  @Test func `512 levels pass, one more does not`() throws {
    let deep = (0..<512).reduce(JSONValue.null) { value, _ in [value] }
    try PayloadLimit.check(deep, of: "S")
    #expect(throws: StateFailure.self) { try PayloadLimit.check([deep], of: "S") }
  }
}
