import JSONModel
import SchemaValidation
import Testing

struct SchemaReferenceTests {
  @Test func `documents may be given in any order`() throws {
    var registry = SchemaRegistry()
    let meta = #"{"$schema":"https://json-schema.org/draft/2020-12/schema","$vocabulary":{}}"#
    try registry.add(.sample(#"{"$schema":"http://x/meta","$ref":"b"}"#), uri: "http://x/a")
    try registry.add(.sample(#"{"type":"null"}"#), uri: "http://x/b")
    try registry.add(.sample(meta), uri: "http://x/meta")
    #expect(registry.uris == ["http://x/b", "http://x/a", "http://x/meta"] || registry.uris.count == 3)
    let schema = try Schema.compile("http://x/a", in: registry)
    #expect(try schema.accepts("null"))
    #expect(try !schema.accepts("1"))
  }

  @Test func `a document that cannot be added leaves the registry as it was`() throws {
    var registry = SchemaRegistry()
    try registry.add(.sample(#"{"$schema":"http://x/meta","type":"null"}"#), uri: "http://x/a")
    #expect(throws: SchemaProblem.self) { try registry.add(.sample(##"{"$id":"#x"}"##), uri: "http://x/b") }
    #expect(registry.uris == ["http://x/a"])
    try registry.add(.sample(#"{"$schema":"http://json-schema.org/draft-07/schema#"}"#), uri: "http://x/meta")
    #expect(try Schema.compile("http://x/a", in: registry).accepts("null"))
  }

  @Test func `a schema inside a document of the registry is named by its pointer`() throws {
    var registry = SchemaRegistry()
    try registry.add(.sample(##"{"x":{"a b/c":{"$ref":"#/x/other"},"other":{"minimum":3}}}"##), uri: "file:///d.json")
    let schema = try Schema.compile("file:///d.json#/x/a%20b~1c", in: registry)
    #expect(try schema.accepts("3"))
    #expect(try !schema.accepts("2"))
    let problem = #expect(throws: SchemaProblem.self) { try Schema.compile("file:///e.json", in: registry) }
    #expect(problem?.kind == .unknownDocument("file:///e.json"))
  }

  @Test func `relative references begin with the document's own URI`() throws {
    var registry = SchemaRegistry()
    try registry.add(.sample(#"{"$defs":{"n":{"type":"null"}}}"#), uri: "file:///schemas/common.json")
    let schema = try Schema.compile(
      .sample(#"{"$ref":"../schemas/common.json#/$defs/n"}"#), uri: "file:///api/a.json", in: registry)
    #expect(try schema.accepts("null"))
    #expect(try !schema.accepts("0"))
  }

  @Test func `a schema that refers to itself checks a tree`() throws {
    let schema = try Schema.sample(
      ##"{"type":"object","properties":{"next":{"$ref":"#"}},"additionalProperties":false}"##)
    #expect(try schema.accepts(#"{"next":{"next":{}}}"#))
    #expect(try !schema.accepts(#"{"next":{"next":{"a":1}}}"#))
  }

  @Test func `schemas of an OpenAPI description have its dialect`() throws {
    func compile(_ version: String) throws -> Schema {
      let document = try JSONDocument.sample(
        """
        {"openapi":"\(version)","paths":{"/a":{"get":{"responses":{"200":{"content":{"application/json":
        {"schema":{"$ref":"#/components/schemas/a"}}}}}}}},
        "components":{"schemas":{"a":{"type":"string","nullable":true,"const":"x"}}}}
        """)
      let pointer = JSONPointer(
        tokens: ["paths", "/a", "get", "responses", "200", "content", "application/json", "schema"])
      return try Schema.compile(document, at: pointer)
    }
    let old = try compile("3.0.3"), new = try compile("3.1.0")
    // 3.0 has `nullable` and not `const`.
    #expect(try old.accepts("null"))
    #expect(try old.accepts(#""y""#))
    #expect(try !new.accepts("null"))
    #expect(try !new.accepts(#""y""#))
    #expect(try new.accepts(#""x""#))
  }

  @Test func `anchors and identifiers in an OpenAPI description are found`() throws {
    let document = try JSONDocument.sample(
      """
      {"openapi":"3.1.0","components":{"schemas":{
        "a":{"$anchor":"here","type":"null"},"b":{"$id":"http://x/b","type":"boolean"}}},
      "paths":{"/a":{"get":{"parameters":[{"schema":{"anyOf":[{"$ref":"#here"},{"$ref":"http://x/b"}]}}]}}}}
      """)
    let schema = try Schema.compile(
      document, at: JSONPointer(tokens: ["paths", "/a", "get", "parameters", "0", "schema"]))
    #expect(try schema.accepts("null"))
    #expect(try schema.accepts("true"))
    #expect(try !schema.accepts("1"))
  }

  @Test(arguments: [
    SchemaDialect.draft4, .draft6, .draft7, .draft2019, .draft2020, .openAPI31,
  ])
  func `a metaschema is built in and satisfies itself`(dialect: SchemaDialect) throws {
    let schema = try Schema.compile(dialect.uri, in: SchemaRegistry())
    let text = schema.sourceForTests
    #expect(schema.check(text) == [])
    #expect(try !schema.accepts(#"{"type":"text"}"#))
    #expect(try !schema.accepts(#"{"properties":{"a":{"minLength":-1}}}"#))
  }

  @Test(arguments: [
    (##"{"anyOf":[{"$ref":"#/nope"},{"type":"object"}]}"##, true),
    (##"{"anyOf":[{"type":"object"},{"$ref":"#/nope"}]}"##, true),
    (##"{"oneOf":[{"$ref":"#/nope"},{"type":"object"}]}"##, false),
    (##"{"not":{"$ref":"#/nope"}}"##, false),
    (##"{"properties":{"a":{"not":{"$ref":"#/nope"}}}}"##, false),
    (##"{"properties":{"a":{"not":{"$ref":"#/nope"}},"b":{"anyOf":[{"minimum":2},{"maximum":5}]}}}"##, false),
    (##"{"properties":{"a":{"anyOf":[{"$ref":"#/nope"},{"type":"null"}]}}}"##, true),
  ])
  func `a reference that may lead nowhere decides against a value, unless another alternative fits`(
    schema: String, isValid: Bool
  ) throws {
    var options = SchemaOptions()
    options.references = .mayLeadNowhere
    let schema = try Schema.sample(schema, options: options)
    let value = try JSONDocument.sample(#"{"a":null,"b":1}"#).root
    #expect(schema.isValid(value) == isValid)
    #expect(schema.check(value).isEmpty == isValid)
  }
}
