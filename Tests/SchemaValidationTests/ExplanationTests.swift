import JSONModel
import SchemaValidation
import Testing

/// What is said of a value that fits no alternative.
struct ExplanationTests {
  @Test func `where only one alternative is for values of this type, its failures are told`() throws {
    let schema = try Schema.sample(#"{"oneOf":[{"type":"object","required":["id"]},{"type":"null"}]}"#)
    #expect(try schema.reasons("{}") == [#""id" is missing"#])
    #expect(try schema.reasons("[]") == ["must be an object or null"])
  }

  @Test func `an integer among the alternatives stays one beside what is no number`() throws {
    let schema = try Schema.sample(#"{"anyOf":[{"type":"integer"},{"type":"string"}]}"#)
    #expect(try schema.reasons("true") == ["must be an integer or a string"])
    let wider = try Schema.sample(#"{"anyOf":[{"type":"integer"},{"type":"string"},{"type":"number"}]}"#)
    #expect(try wider.reasons("true") == ["must be a number or a string"])
  }

  @Test func `the alternative that a member's constant chooses is the closest`() throws {
    let schema = try Schema.sample(
      """
      {"anyOf":[
        {"properties":{"type":{"const":"card"},"number":{"type":"string"}},"required":["type","number","expiry"]},
        {"properties":{"type":{"const":"cash"},"amount":{"type":"number"}},"required":["type","amount"]}]}
      """)
    let card = try schema.reasons(#"{"type":"card","number":4}"#)
    #expect(card == ["must be a string, not a number", #""expiry" is missing"#])
    #expect(try schema.reasons(#"{"type":"cash"}"#) == [#""amount" is missing"#])
    #expect(try schema.reasons(#"{"type":"gold"}"#) == ["fits none of 2 alternatives"])
  }

  @Test func `alternatives that are values of other kinds are told as these kinds`() throws {
    let schema = try Schema.sample(#"{"anyOf":[{"type":"string"},{"const":"a"},{"enum":["b",1]}]}"#)
    #expect(try schema.reasons("{}") == ["must be a number or a string"])
    #expect(
      try Schema.sample(#"{"anyOf":[{"const":"a"},{"const":"b"}]}"#).reasons(#""c""#) == ["fits none of 2 alternatives"]
    )
  }

  @Test func `alternatives inside alternatives are explained to the innermost cause`() throws {
    let schema = try Schema.sample(
      #"{"anyOf":[{"type":"null"},{"anyOf":[{"type":"array","items":{"minimum":3}},{"type":"string"}]}]}"#)
    #expect(try schema.reasons("[4,2]") == ["must be at least 3"])
    #expect(try schema.reasons("{}") == ["must be an array, a string or null"])
  }

  @Test func `what an alternative that was passed over lacks is not told`() throws {
    let schema = try Schema.sample(
      #"{"anyOf":[{"required":["a"]},{"required":["b"]}],"properties":{"b":{"type":"null"}}}"#)
    #expect(try schema.reasons(#"{"b":1}"#) == ["must be null, not a number"])
  }

  @Test func `failures of a condition are not told, those of what it asks for are`() throws {
    let schema = try Schema.sample(#"{"if":{"required":["a"]},"then":{"required":["b"]},"else":{"required":["c"]}}"#)
    #expect(try schema.reasons("{}") == [#""c" is missing"#])
    #expect(try schema.reasons(#"{"a":1}"#) == [#""b" is missing"#])
  }
}
