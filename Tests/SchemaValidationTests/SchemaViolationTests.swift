import JSONModel
import SchemaValidation
import Testing

struct SchemaViolationTests {
  static let cases: [(schema: String, value: String, reason: String)] = [
    (#"{"type":"string"}"#, "1", "must be a string, not a number"),
    (#"{"type":["integer","null"]}"#, "true", "must be an integer or null, not a boolean"),
    (#"{"type":"integer"}"#, "1.5", "must be a whole number"),
    (#"{"required":["a"]}"#, "{}", #""a" is missing"#),
    (#"{"dependentRequired":{"a":["b"]}}"#, #"{"a":1}"#, #""b" is missing"#),
    (#"{"additionalProperties":false}"#, #"{"a~":1}"#, #"the member "a~" is not allowed"#),
    (#"{"unevaluatedProperties":false}"#, #"{"b":1}"#, #"the member "b" is not allowed"#),
    (#"{"properties":{"c":false}}"#, #"{"c":1}"#, #"the member "c" is not allowed"#),
    (#"{"items":false}"#, "[1]", "is not allowed"),
    ("false", "1", "is not allowed"),
    (#"{"propertyNames":{"maxLength":1}}"#, #"{"ab":1}"#, #"the name "ab" must have at most 1 character"#),
    (#"{"propertyNames":false}"#, #"{"ab":1}"#, #"the name "ab" is not allowed"#),
    (
      ##"{"properties":{"a":{"propertyNames":{"$ref":"#/$defs/n"}}},"$defs":{"n":{"pattern":"^a"}}}"##,
      #"{"a":{"b":1}}"#, #"the name "b" does not match the pattern ^a"#
    ),
    (#"{"enum":[]}"#, "2", "is not allowed: the enum is empty"), (#"{"enum":[1,"b"]}"#, "2", #"must be one of 1, "b""#),
    (#"{"enum":[1,2,3,4,5,6,7,8,9,10]}"#, "0", "must be one of 1, 2, 3, 4, 5, 6, 7, 8 and 2 more"),
    (#"{"const":{"a":1}}"#, "2", #"must be {"a":1}"#),
    (#"{"maximum":1e2}"#, "101", "must be at most 1e2"),
    (#"{"minimum":2}"#, "1.99", "must be at least 2"),
    (#"{"exclusiveMaximum":3}"#, "3.0", "must be below 3"),
    (#"{"exclusiveMaximum":3}"#, "3", "must be below 3"),
    (#"{"exclusiveMinimum":3}"#, "3", "must be above 3"),
    (#"{"exclusiveMinimum":3}"#, "3.0", "must be above 3"),
    (#"{"multipleOf":0.01}"#, "0.075", "must be a multiple of 0.01"),
    (#"{"maxLength":2}"#, #""abc""#, "must have at most 2 characters"),
    (#"{"minLength":3}"#, #""😀é""#, "must have at least 3 characters"),
    (#"{"maxItems":1}"#, "[1,2]", "must have at most 1 element"),
    (#"{"minItems":2}"#, "[1]", "must have at least 2 elements"),
    (#"{"maxProperties":0}"#, #"{"a":1}"#, "must have at most 0 members"),
    (#"{"minProperties":1}"#, "{}", "must have at least 1 member"),
    (#"{"pattern":"^a+$"}"#, #""b""#, "does not match the pattern ^a+$"),
    (#"{"format":"date"}"#, #""2026-02-30""#, "is not a date as in 2026-01-31 (RFC 3339)"),
    (#"{"uniqueItems":true}"#, "[1,1.0]", "element 1 is equal to one before it"),
    (#"{"uniqueItems":true}"#, "[1,2,3,4,5,6,7,8,9,1,2]", "element 9 is equal to one before it"),
    (#"{"contains":{"type":"null"}}"#, "[1]", #"must have at least 1 element that matches "contains", but has 0"#),
    (
      #"{"contains":{"type":"null"},"maxContains":1}"#, "[null,null]",
      #"must have at most 1 element that matches "contains", but has 2"#
    ),
    (#"{"not":{"type":"null"}}"#, "null", #"must not match the schema under "not""#),
    (#"{"oneOf":[{"minimum":1},{"maximum":2}]}"#, "1.5", "fits 2 alternatives, not exactly one"),
    (#"{"oneOf":[true,{"minimum":1},{"maximum":2}]}"#, "1.5", "fits 3 alternatives, not exactly one"),
  ]

  @Test(arguments: cases)
  func `a violation says what must be`(_ sample: (schema: String, value: String, reason: String)) throws {
    let schema = try Schema.sample(sample.schema, options: .checkingFormats)
    #expect(try schema.reasons(sample.value) == [sample.reason])
  }

  @Test func `a violation has the places in both documents, and the way`() throws {
    let schema = try Schema.sample(
      """
      {
        "$ref": "#/$defs/a",
        "$defs": {"a": {"properties": {"n": {"items": {"type": "string"}}}}}
      }
      """)
    let value = try JSONDocument.sample("{\n  \"n\": [\"\", 1]\n}").root
    let violation = try #require(schema.check(value).first)
    #expect(violation.description == "value.json:2:13: must be a string, not a number")
    #expect(violation.value.pointer?.description == "/n/1")
    #expect(violation.schema.description == "schema.json:3:58")
    #expect(violation.schema.pointer?.description == "/$defs/a/properties/n/items/type")
    #expect(violation.way.description == "/$ref/properties/n/items/type")
    #expect(violation.keyword == "type")
    #expect(violation.fact == .kind(expected: ["string"], found: .number))
  }

  @Test func `each violation has its own way to a schema that several ways lead to`() throws {
    let schema = try Schema.sample(
      ##"{"properties":{"a":{"items":{"type":"null"}},"b":{"$ref":"#/properties/a"},"c":{"$ref":"#/properties/a/items"}}}"##
    )
    for members in [[#""a":[1]"#, #""b":[1]"#, #""c":1"#], [#""c":1"#, #""b":[1]"#, #""a":[1]"#]] {
      let value = try JSONDocument.sample("{\(members.joined(separator: ","))}").root
      for _ in 0..<2 {
        #expect(
          Set(schema.check(value).map { "\($0.way)" }) == [
            "/properties/a/items/type", "/properties/b/$ref/items/type", "/properties/c/$ref/type",
          ])
      }
    }
  }

  @Test func `all violations are told, in the order of the schema's checks`() throws {
    let schema = try Schema.sample(
      #"{"properties":{"a":{"type":"string","minLength":2},"b":{"items":{"minimum":0}}},"required":["c","d"]}"#)
    let reasons = try schema.reasons(#"{"b":[-1,5,-2],"a":"x"}"#)
    #expect(
      reasons == [
        "must be at least 0", "must be at least 0", "must have at least 2 characters", #""c" is missing"#,
        #""d" is missing"#,
      ])
    let value = try JSONDocument.sample(#"{"b":[-1,5,-2],"a":"x"}"#).root
    #expect(schema.check(value, limit: 2).count == 2)
  }

  @Test func `a part of a document can be checked, and places are those in the whole`() throws {
    let schema = try Schema.sample(#"{"required":["b"]}"#)
    let document = try JSONDocument.sample(#"{"a":[{}]}"#)
    let part = try #require(document.root["a"]?[0])
    let violation = try #require(schema.check(part).first)
    #expect(violation.value.pointer?.description == "/a/0")
  }

  @Test func `a reason holds nothing of the value`() throws {
    for sample in Self.cases {
      let schema = try Schema.sample(sample.schema, options: .checkingFormats)
      let marked = try schema.reasons(#"{"secret-name":"secret-value"}"#) + (try schema.reasons(#"["secret-value"]"#))
      #expect(!marked.joined().contains("secret-value"))
    }
  }
}
