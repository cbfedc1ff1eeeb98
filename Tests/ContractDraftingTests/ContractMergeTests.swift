import ContractDrafting
import JSONModel
import Testing
import YAMLReading

struct ContractMergeTests {
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
    let merge = try MergeSample.merge(
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
    let (new, _) = try MergeSample.schema(old, [#"{"id":"x","a":{"b":1}}"#, #"{"id":"y"}"#])
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
    let (new, merge) = try MergeSample.schema(old, [#"{"id":"x","a":1}"#])
    #expect(merge.problems.isEmpty)
    #expect(new == old.replacing("minLength: 1\n", with: "minLength: 1\n  a: # 1 of 1\n    type: integer\n"))
  }

  @Test func `an object and an array that said nothing of what is in them get it`() throws {
    let (new, _) = try MergeSample.schema("type: [object, array]", [#"{"a":1}"#, "[true]"])
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
    #expect(try MergeSample.schema(map, [#"{"a":1,"b":2}"#]).0 == map)
    #expect(try MergeSample.schema(map, [#"{"a":1.5}"#]).0 == map.replacing("integer", with: "number"))
    for open in ["{}", "true", "description: Anything", "type: object\nadditionalProperties: true"] {
      #expect(try MergeSample.schema(open, [#"{"a":1,"2026-11-29":2}"#]).0 == open)
    }
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
    let (new, merge) = try MergeSample.schema(old, [value])
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
    let merge = try MergeSample.merge(old, [.sample("GET", "/b", status: 404)])
    #expect(merge.problems.count >= 1 && merge.bytes == Array(old.utf8))
  }

  @Test func `another kind of document is not touched`() throws {
    let merge = try MergeSample.merge("swagger: '2.0'\n", [.sample("GET", "/b", status: 404)])
    #expect(merge.problems.map(\.message) == ["not an OpenAPI 3 document: \"openapi\" does not begin with 3."])
  }

  // MARK: How it is written

  @Test(arguments: ["\n", "\r\n"]) func `lines end as the file's do`(end: String) throws {
    let old = [
      "openapi: 3.1.0", "paths:", "  /a:", "    get:", "      responses:", "        '200':", "          description: x",
    ].joined(separator: end)
    let merge = try MergeSample.merge(old, [.sample("GET", "/b", status: 204), .sample("GET", "/a", status: 404)])
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
    let merge = try MergeSample.merge(old, [.sample("GET", "/a", answer: "[1]"), .sample("GET", "/b", status: 204)])
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
    let merge = try MergeSample.merge(
      old,
      [
        .sample("GET", "/v2/things/mine", status: 202, answer: "x", mediaType: "application/pdf"),
        .sample("GET", "/v2/things/mine", status: 500, answer: "x", mediaType: "text/plain"),
      ])
    #expect(merge.bytes == Array(old.utf8) && merge.changes.isEmpty && merge.problems.isEmpty)
  }
}
