import JSONModel
import SchemaValidation
import Testing

struct SchemaProblemTests {
  static let cases: [(schema: String, problem: String)] = [
    ("1", "1:1: a number is not a schema"),
    (##"{"properties":{"a":[]}}"##, "1:20: an array is not a schema"),
    ("{\"items\":[{}]}", #"1:10: "items" must be one schema; a list of them is "prefixItems" in this dialect"#),
    (
      ##"{"type":"text"}"##,
      ##"1:9: "type" must be one or more of array, boolean, integer, null, number, object, string"##
    ),
    (##"{"minLength":-1}"##, ##"1:14: "minLength" must be a whole number of 0 or more"##),
    (##"{"minLength":1.5}"##, ##"1:14: "minLength" must be a whole number of 0 or more"##),
    (##"{"required":"a"}"##, ##"1:13: "required" must be an array of strings"##),
    (##"{"required":["a",1]}"##, ##"1:18: "required" must be an array of strings"##),
    (##"{"multipleOf":0}"##, ##"1:15: "multipleOf" must be a number above 0"##),
    (##"{"allOf":[]}"##, ##"1:10: "allOf" must be an array of one or more schemas"##),
    (##"{"uniqueItems":1}"##, ##"1:16: "uniqueItems" must be true or false"##),
    (##"{"maximum":1,"maximum":2}"##, ##"1:14: "maximum" is duplicated"##),
    (##"{"pattern":"a(b"}"##, "1:14: the pattern is not valid: the group is not closed"),
    (##"{"patternProperties":{"[":{}}}"##, "1:24: the pattern is not valid: the class is not closed"),
    (##"{"$ref":"#/$defs/a"}"##, ##"1:9: "#/$defs/a" leads nowhere: there is no such place or anchor"##),
    (##"{"$ref":"#a"}"##, ##"1:9: "#a" leads nowhere: there is no such place or anchor"##),
    (##"{"$ref":"http://x/y"}"##, ##"1:9: no document was given for "http://x/y", and none is ever fetched"##),
    (##"{"$ref":"#/required","required":[]}"##, "1:9: an array is not a schema"),
    (##"{"$ref":"#"}"##, ##"1:9: "#" leads back to this schema for the same value, without end"##),
    (
      ##"{"$ref":"#/$defs/a","$defs":{"a":{"anyOf":[{"$ref":"#/$defs/b"}]},"b":{"not":{"$ref":"#/$defs/a"}}}}"##,
      ##"1:86: "#/$defs/a" leads back to this schema for the same value, without end"##
    ),
    (
      ##"{"$schema":"http://x/y"}"##,
      ##"1:12: unknown dialect "http://x/y"; known are JSON Schema's draft 4 and later, and OpenAPI's"##
    ),
    (
      ##"{"$schema":"https://json-schema.org/draft-07/schema#"}"##,
      ##"1:12: unknown dialect "https://json-schema.org/draft-07/schema#"; known are JSON Schema's draft 4 and later, "##
        + "and OpenAPI's; did you mean http://json-schema.org/draft-07/schema?"
    ),
    (##"{"$defs":{"a":{"$anchor":"x"},"b":{"$anchor":"x"}}}"##, ##"1:46: "x" already identifies another schema"##),
    (
      ##"{"$defs":{"a":{"$id":"http://x/"},"b":{"$id":"http://x/"}}}"##,
      ##"1:46: "http://x/" already identifies another schema"##
    ),
    (##"{"$id":"#x"}"##, ##"1:8: "#x" is not a URI reference that can identify a schema"##),
  ]

  @Test(arguments: cases)
  func `a schema that cannot be used is rejected with its place`(_ sample: (schema: String, problem: String)) {
    let problem = #expect(throws: SchemaProblem.self) { try Schema.sample(sample.schema) }
    #expect(problem?.description == "schema.json:" + sample.problem)
  }

  @Test func `a metaschema's unknown vocabulary is a problem only where it is required`() throws {
    func registry(_ isRequired: Bool) throws -> SchemaRegistry {
      var registry = SchemaRegistry()
      try registry.add(
        .sample(
          """
          {"$schema":"https://json-schema.org/draft/2020-12/schema","$vocabulary":{"http://x/v":\(isRequired),
           "https://json-schema.org/draft/2020-12/vocab/core":true}}
          """), uri: "http://x/meta")
      return registry
    }
    let schema = #"{"$schema":"http://x/meta","type":"null"}"#
    let problem = #expect(throws: SchemaProblem.self) { try Schema.sample(schema, registry: try registry(true)) }
    #expect(problem?.kind == .unknownVocabulary("http://x/v"))
    // Nor does it have the vocabulary that `type` is of.
    #expect(try Schema.sample(schema, registry: try registry(false)).accepts("1"))
  }

  @Test func `metaschemas that name each other as their dialect are a problem`() throws {
    var registry = SchemaRegistry()
    try registry.add(.sample(#"{"$schema":"http://x/b"}"#), uri: "http://x/a")
    try registry.add(.sample(#"{"$schema":"http://x/a"}"#), uri: "http://x/b")
    let problem = #expect(throws: SchemaProblem.self) {
      try Schema.sample(#"{"$schema":"http://x/a"}"#, registry: registry)
    }
    guard case .unknownDialect = problem?.kind else {
      Issue.record("\(String(describing: problem))")
      return
    }
  }

  @Test func `the number of schemas is bounded`() {
    var options = SchemaOptions()
    options.maxParts = 3
    let problem = #expect(throws: SchemaProblem.self) {
      try Schema.sample(#"{"allOf":[true,true,true]}"#, options: options)
    }
    #expect(problem?.kind == .tooLarge(limit: 3))
  }
}
