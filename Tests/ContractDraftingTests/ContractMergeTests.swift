import ContractDrafting
import JSONModel
import Testing
import YAMLReading

struct ContractMergeTests {
  /// Merges exchanges into a text, and again: the second time nothing changes.
  private func merge(_ text: String, _ exchanges: [RecordedExchange]) throws -> ContractMerge {
    let merge = try once(text, exchanges)
    if merge.problems.isEmpty {
      let again = try once(String(decoding: merge.bytes, as: UTF8.self), exchanges)
      #expect(again.bytes == merge.bytes && again.changes.isEmpty && again.problems.isEmpty)
    } else {
      #expect(merge.bytes == Array(text.utf8) && merge.changes.isEmpty)
    }
    return merge
  }

  private func once(_ text: String, _ exchanges: [RecordedExchange]) throws -> ContractMerge {
    let source = try ExistingContract(parsing: Array(text.utf8), file: "a.yaml")
    return ContractMerge(ContractDraft(exchanges, title: "example", extending: source), into: source)
  }

  private static let head = """
    paths:
      /things:
        get:
          responses:
            '200':
              description: Mine
              content:
                application/json:
                  schema:

    """
  private static let blanks = String(repeating: " ", count: 16)

  /// What becomes of the lines of an answer's schema, which are in a contract of this version.
  private func schema(_ old: String, _ answers: [String], version: String = "3.1.0") throws -> (String, ContractMerge) {
    let lines = old.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : Self.blanks + $0 }.joined(separator: "\n")
    let head = "openapi: \(version)\n\(Self.head)", end = "\n# the end\n"
    let merge = try merge(head + lines + end, try answers.map { try .sample("GET", "/things", answer: $0) })
    let new = String(decoding: merge.bytes, as: UTF8.self)
    try #require(new.hasPrefix(head) && new.hasSuffix(end))
    let found = new.dropFirst(head.count).dropLast(end.count).split(separator: "\n", omittingEmptySubsequences: false)
    return (found.map { String($0.dropFirst(Self.blanks.count)) }.joined(separator: "\n"), merge)
  }

  // MARK: What is added

  @Test func `what a contract has stays byte for byte, and what it has not comes behind`() throws {
    let old = """
      # Mine.
      openapi: "3.1.0"   # odd blanks   stay
      info: {title: 'x',   version: "1"}

      paths:

        /things:   # all of them
          get:
            summary: "Lists"   # by hand
            responses:
              '200':
                description: |
                  # no comment
                  Text

                content:
                  application/json:
                    schema: {$ref: '#/components/schemas/Things'}

      components:
        schemas:
          Things:
            description: By hand
            type: object
            properties:
              # first
              id: {type: string, minLength: 1}

      # last words
      """
    let merge = try merge(
      old,
      [
        .sample("GET", "/things?limit=1", answer: #"{"id":"x","note":"y"}"#),
        .sample("GET", "/things", status: 404, answer: "{}"), .sample("POST", "/things", status: 204),
        .sample("GET", "/other", status: 204),
      ])
    let new = String(decoding: merge.bytes, as: UTF8.self)
    let added = """
            parameters:
              - name: limit # in 1 of 2
                in: query
                schema:
                  type: integer
      """
    #expect(isIn(old, new))
    #expect(new.contains(added))
    #expect(
      merge.changes.map(\.line) == [
        "a.yaml:7:3: added path /other", "a.yaml:8:5: /things: added post",
        "a.yaml:9:7: added query parameter \"limit\"", "a.yaml:11:9: added response 404",
        "a.yaml:27:9: added property \"note\"",
      ])
    let document = try YAMLDocument(parsing: merge.bytes).json
    #expect(document.value("/paths/~1things/get/responses/200/description") == "# no comment\nText\n")
    #expect(document.value("/components/schemas/Things/properties/note/type") == "string")
  }

  /// Whether all lines of the one text are in the other, in their order.
  private func isIn(_ old: String, _ new: String) -> Bool {
    var rest = old.split(separator: "\n", omittingEmptySubsequences: false)[...]
    for line in new.split(separator: "\n", omittingEmptySubsequences: false) where line == rest.first {
      rest = rest.dropFirst()
    }
    return rest.isEmpty
  }

  @Test func `members that nobody described are added behind the others, with their evidence`() throws {
    let old = """
      type: object
      properties:
        id: # mine
          type: string
          description: Mine
      """
    let (new, _) = try schema(old, [#"{"id":"x","a":{"b":1}}"#, #"{"id":"y"}"#])
    let added = """

        a: # 1 of 2
          type: object
          required: [b]
          properties:
            b: # 1 of 1
              type: integer
      """
    #expect(new == old + added)
  }

  @Test func `comments that are indented otherwise end nothing`() throws {
    let old = "type: object\nproperties:\n  id:\n# here\n    type: string\n          # far\n    minLength: 1\n\n # last"
    let (new, merge) = try schema(old, [#"{"id":"x","a":1}"#])
    #expect(merge.problems.isEmpty)
    #expect(new == old.replacing("minLength: 1\n", with: "minLength: 1\n  a: # 1 of 1\n    type: integer\n"))
  }

  @Test func `an object and an array that said nothing of what is in them get it`() throws {
    let (new, _) = try schema("type: [object, array]", [#"{"a":1}"#, "[true]"])
    #expect(
      new == """
        type: [object, array]
        properties:
          a: # 1 of 1
            type: integer
        items: # 1 item
          type: boolean
        """)
  }

  @Test func `a map takes all members, and what a person leaves open stays open`() throws {
    let map = "type: object\nadditionalProperties:\n  type: integer"
    #expect(try schema(map, [#"{"a":1,"b":2}"#]).0 == map)
    #expect(try schema(map, [#"{"a":1.5}"#]).0 == map.replacing("integer", with: "number"))
    for open in ["{}", "true", "description: Anything", "type: object\nadditionalProperties: true"] {
      #expect(try schema(open, [#"{"a":1,"2026-11-29":2}"#]).0 == open)
    }
  }

  // MARK: What is widened

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
    let (new, merge) = try schema(head + indented(one.old), answers, version: one.version)
    #expect(new == head + indented(one.new))
    #expect(merge.problems.isEmpty)
  }

  @Test func `a name that was not always there is no longer required`() throws {
    let properties = "\nproperties: {a: true, b: true, c: true}"
    let flow = "required: [a, b, c] # mine"
    #expect(
      try schema(flow + properties, [#"{"a":1,"c":1}"#, #"{"a":2,"b":1}"#]).0 == "required: [a] # mine" + properties)
    let block = "required:\n  - a # one\n  - b # two\n  - c"
    #expect(try schema(block + properties, [#"{"a":1,"c":1}"#]).0 == "required:\n  - a # one\n  - c" + properties)
    #expect(try schema(block + properties, ["{}"]).0 == String(properties.dropFirst()))
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
    #expect(try merge(old, [both]).bytes == Array(old.utf8))
    let neither = try RecordedExchange.sample("POST", "/things", answer: #"{"id":1}"#, body: #"{"name":"x"}"#)
    #expect(try merge(old, [neither]).changes.map(\.message) == [#""name" is no longer required (1 of 2)"#])
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
    let merge = try merge(
      old, [.sample("POST", "/things?limit=a", body: nil), .sample("POST", "/things?limit=2")])
    #expect(
      String(decoding: merge.bytes, as: UTF8.self)
        == old.replacing("required: true # really", with: "required: false # really")
        .replacing("type: integer", with: "type: [integer, string]"))
    let without = try self.merge(old, [.sample("POST", "/things")])
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
    let (new, merge) = try schema(text, ["{\"word\":\(value)}"])
    #expect(new == text && merge.changes.isEmpty)
    #expect(merge.notes.count == 1 && merge.notes.first?.message.hasSuffix(note) == true)
  }

  @Test func `values that may be personal do not go into an enum`() throws {
    let text = "properties:\n  first_name:\n    enum: [ada]"
    let (new, merge) = try schema(text, [#"{"first_name":"grace"}"#])
    #expect(new == text)
    #expect(merge.notes.map(\.message) == [#""first_name": 1 recorded values, not shown here, are not in the enum"#])
  }

  // MARK: What cannot be edited

  @Test(arguments: [
    (
      "{type: object, properties: {id: {type: string}}}", #"{"id":"x","note":1}"#,
      "added property \"note\": it is written in braces"
    ),
    ("{enum: [a], type: string}", "1", ""),
    ("{type: object, required: [a]}", "{}", "\"a\" is no longer required (0 of 1): nothing"),
    ("type: &a object", "null", "type: added null: it is written with an anchor"),
    ("type: !!str object", "null", "type: added null: it is written with an anchor"),
    ("type: >-\n  object", "null", "type: added null: it is written with an anchor"),
  ])
  func `where a place cannot be edited that is said, and the file stays as it is`(
    old: String, value: String, text: String
  ) throws {
    let (new, merge) = try schema(old, [value])
    if text.isEmpty {
      #expect(merge.problems.isEmpty && new == "{enum: [a], type: [string, integer]}")
    } else {
      #expect(new == old && merge.problems.count == 1)
      #expect(merge.problems.first?.line.hasPrefix("a.yaml:11:") == true)
      #expect(merge.problems.first?.message.hasPrefix("cannot edit: \(text)") == true)
    }
  }

  @Test func `what an alias repeats is not edited`() throws {
    let old = """
      openapi: 3.1.0
      paths:
        /a:
          get: &get
            responses:
              '200': {description: x}
        /b:
          get: *get

      """
    let merge = try merge(old, [.sample("GET", "/b", status: 404)])
    #expect(merge.problems.count >= 1 && merge.bytes == Array(old.utf8))
  }

  @Test func `another kind of document is not touched`() throws {
    let merge = try merge("swagger: '2.0'\n", [.sample("GET", "/b", status: 404)])
    #expect(merge.problems.map(\.message) == ["not an OpenAPI 3 document: \"openapi\" does not begin with 3."])
  }

  // MARK: How it is written

  @Test(arguments: ["\n", "\r\n"]) func `lines end as the file's do`(end: String) throws {
    let old = [
      "openapi: 3.1.0", "paths:", "  /a:", "    get:", "      responses:", "        '200':", "          description: x",
    ].joined(separator: end)
    let merge = try merge(old, [.sample("GET", "/b", status: 204), .sample("GET", "/a", status: 404)])
    let new = String(decoding: merge.bytes, as: UTF8.self)
    #expect(new.utf8.starts(with: old.utf8) && merge.changes.count == 2)
    #expect(new.utf8.count { $0 == 13 } == (end == "\n" ? 0 : new.utf8.count { $0 == 10 }))
  }

  @Test(arguments: [
    "openapi: 3.1.0\n", "openapi: 3.1.0\npaths:\n", "openapi: 3.1.0\npaths: {}\n",
    "openapi: 3.1.0\npaths: # none yet\n", "openapi: 3.1.0\npaths:\n  /b:\n    get: {} # empty\n    post: {}\n",
    "openapi: 3.1.0\npaths: {} # none yet\ninfo:\n  title: x\n", "\u{FEFF}openapi: 3.1.0",
    "openapi: 3.1.0\npaths:\n    /b:\n      get:\n        description: é😀\n",
    "---\nopenapi: 3.1.0\npaths:\n  /b: {}\n...\n", "openapi: 3.1.0\npaths:\n  /b:\n    get:\n      tags:\n      - a\n",
  ])
  func `a document that hardly says anything is filled`(old: String) throws {
    let merge = try merge(old, [.sample("GET", "/a", answer: "[1]"), .sample("GET", "/b", status: 204)])
    #expect(merge.problems == [])
    let document = try YAMLDocument(parsing: merge.bytes).json
    #expect(document.value("/paths/~1a/get/responses/200/content/application~1json/schema/items/type") == "integer")
    #expect(document.value("/paths/~1b/get/responses/204/description") == "No Content")
  }

  @Test func `paths behind a server's base path, ranges of statuses and media types, and defaults count as described`()
    throws
  {
    let old = """
      openapi: 3.1.0
      servers: [{url: 'https://api.example.com/v2/'}]
      paths:
        /things/{id}:
          get:
            responses:
              2XX: {description: x, content: {application/*: {}}}
              default: {description: x, content: {'*/*': {}}}

      """
    let merge = try merge(
      old,
      [
        .sample("GET", "/v2/things/mine", status: 202, answer: "x", mediaType: "application/pdf"),
        .sample("GET", "/v2/things/mine", status: 500, answer: "x", mediaType: "text/plain"),
      ])
    #expect(merge.bytes == Array(old.utf8) && merge.changes.isEmpty && merge.problems.isEmpty)
  }
}
