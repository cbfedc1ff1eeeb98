import ContractDrafting
import JSONModel
import Testing
import YAMLReading

/// What a contract forbids though it was recorded is allowed, by the smallest change.
struct ContractWideningTests {
  struct Widening: Sendable, CustomTestStringConvertible {
    let old: String, values: [String], new: String
    var version = "3.1.0"
    var testDescription: String { "\(old.debugDescription) by \(values)" }
  }

  static let widenings = [
    Widening(old: "type: string", values: ["null"], new: #"type: [string, "null"]"#),
    Widening(old: "type: string # why", values: ["null"], new: #"type: [string, "null"] # why"#),
    Widening(old: "'type': 'string'", values: ["1"], new: "'type': [string, integer]"),
    Widening(old: "type: integer", values: ["1.5"], new: "type: number"),
    Widening(old: "type: integer", values: ["1.5", "null"], new: #"type: [number, "null"]"#),
    Widening(old: "type: number", values: ["1"], new: "type: number"),
    Widening(old: "type: [string, 'null'] # a", values: ["true"], new: "type: [string, 'null', boolean] # a"),
    Widening(old: "type: [ integer ]", values: ["0.5", "null"], new: #"type: [ number, "null" ]"#),
    Widening(
      old: "type:\n- string # a\n- integer\nformat: x", values: ["null", "0.5"],
      new: "type:\n- string # a\n- number\n- \"null\"\nformat: x"),
    Widening(old: "enum: [a, b]", values: [#""c""#], new: "enum: [a, b, c]"),
    Widening(
      old: "enum:\n  - a # first\n  # last\n", values: [#""c""#, #""d""#],
      new: "enum:\n  - a # first\n  - c\n  - d\n  # last\n"),
    Widening(
      old: "type: string\nenum: [a]", values: ["null"], new: "type: [string, \"null\"]\nenum: [a, null]"),
    Widening(
      old: "type: string\nnullable: false # x", values: ["null"], new: "type: string\nnullable: true # x",
      version: "3.0.3"),
    Widening(old: "type: string # x", values: ["null"], new: "type: string # x\nnullable: true", version: "3.0.3"),
    Widening(old: "type: integer", values: ["1.5"], new: "type: number", version: "3.0.3"),
    Widening(
      old: "anyOf:\n- type: string\n- type: 'null'", values: ["null", "1"],
      new: "anyOf:\n- type: [string, integer]\n- type: 'null'"),
    Widening(
      old: "type: string\nformat: uuid\nminLength: 36", values: [#""x""#],
      new: "type: string\nformat: uuid\nminLength: 36"),
  ]

  @Test(arguments: widenings)
  func `a schema is widened by the smallest change`(case one: Widening) throws {
    let head = "properties:\n  status:\n"
    func indented(_ text: String) -> String {
      text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    " + $0 }
        .joined(separator: "\n")
    }
    let answers = one.values.map { "{\"status\":\($0)}" }
    let (new, merge) = try MergeSample.schema(head + indented(one.old), answers, version: one.version)
    #expect(new == head + indented(one.new))
    #expect(merge.problems.isEmpty)
  }

  @Test func `a name that was not always there is no longer required`() throws {
    let properties = "\nproperties: {a: true, b: true, c: true}"
    let flow = "required: [a, b, c] # mine"
    #expect(
      try MergeSample.schema(flow + properties, [#"{"a":1,"c":1}"#, #"{"a":2,"b":1}"#]).0 == "required: [a] # mine"
        + properties)
    let block = "required:\n  - a # one\n  - b # two\n  - c"
    #expect(
      try MergeSample.schema(block + properties, [#"{"a":1,"c":1}"#]).0 == "required:\n  - a # one\n  - c" + properties)
    #expect(try MergeSample.schema(block + properties, ["{}"]).0 == String(properties.dropFirst()))
  }

  @Test func `what must only be in answers may be absent from requests`() throws {
    let old = """
      openapi: 3.1.0
      paths:
        /things:
          post:
            requestBody:
              content:
                application/json:
                  schema: {$ref: '#/components/schemas/thing'}
            responses: {'200': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/thing'}}}}}
      components:
        schemas:
          thing:
            required: [id, name]
            properties:
              id: {readOnly: true}
              name: {type: string}

      """
    let both = try RecordedExchange.sample("POST", "/things", answer: #"{"id":1,"name":"x"}"#, body: #"{"name":"x"}"#)
    #expect(try MergeSample.merge(old, [both]).bytes == Array(old.utf8))
    let neither = try RecordedExchange.sample("POST", "/things", answer: #"{"id":1}"#, body: #"{"name":"x"}"#)
    #expect(try MergeSample.merge(old, [neither]).changes.map(\.message) == [#""name" is no longer required (1 of 2)"#])
  }

  @Test func `a parameter and a body that were not always sent are no longer required`() throws {
    let old = """
      openapi: 3.1.0
      paths:
        /things:
          post:
            parameters:
              - {$ref: '#/components/parameters/limit'}
            requestBody:
              required: true # really
              content: {application/json: {}}
            responses: {'200': {description: x}}
      components:
        parameters:
          limit:
            name: limit
            in: query
            required: true
            schema:
              type: integer

      """
    let merge = try MergeSample.merge(
      old, [.sample("POST", "/things?limit=a", body: nil), .sample("POST", "/things?limit=2")])
    #expect(
      String(decoding: merge.bytes, as: UTF8.self)
        == old.replacing("required: true # really", with: "required: false # really")
        .replacing("type: integer", with: "type: [integer, string]"))
    let without = try MergeSample.merge(old, [.sample("POST", "/things")])
    #expect(String(decoding: without.bytes, as: UTF8.self) == old.replacing("required: true", with: "required: false"))
  }

  // MARK: What a person wrote

  @Test(arguments: [
    ("type: string\nformat: uuid", #""x""#, "not all of 1 recorded values are in the format uuid"),
    ("const: a", #""b""#, "recorded values differ from const"),
    ("oneOf: [{type: string}, {type: integer}]", "true", "a choice between several schemas is left as it is"),
    ("$ref: other.yaml#/x", "1", "the reference leads out of the file; what it leads to is not changed"),
    (
      "type: object\npatternProperties: {'^x-': true}", #"{"a":1}"#,
      #"patternProperties are left as they are; not added: "a""#
    ),
    ("false", "1", "the schema allows nothing, and values were recorded"),
    ("enum: [a]", #""Ada Lovelace""#, "whether all recorded values are in the enum can't be told"),
  ])
  func `a constraint that recordings break stays, and is named`(old: String, value: String, note: String) throws {
    let text = "properties:\n  word:\n" + old.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
    let (new, merge) = try MergeSample.schema(text, ["{\"word\":\(value)}"])
    #expect(new == text && merge.changes.isEmpty)
    #expect(merge.notes.count == 1 && merge.notes.first?.message.hasSuffix(note) == true)
  }

  @Test func `values that may be personal do not go into an enum`() throws {
    let text = "properties:\n  first_name:\n    enum: [ada]"
    let (new, merge) = try MergeSample.schema(text, [#"{"first_name":"grace"}"#])
    #expect(new == text)
    #expect(merge.notes.map(\.message) == [#""first_name": 1 recorded values, not shown here, are not in the enum"#])
  }
}
