import JSONModel
import TestSupport
import Testing

/// `tapedeck validate`, on files as people have them.
@Suite(.timeLimit(.minutes(5))) struct ValidateTests {
  private static let schema = #"""
    type: object
    required: [id, email]
    additionalProperties: false
    properties:
      id: {type: string, pattern: '^ctm_[a-z\d]{26}$'}
      email: {type: string, format: email}
      age: {type: integer, minimum: 0}
      tags: {type: array, items: {enum: [a, b]}, uniqueItems: true}
      payment:
        oneOf:
          - {required: [kind, number], properties: {kind: {const: card}, number: {type: string}}}
          - {required: [kind, amount], properties: {kind: {const: cash}, amount: {type: number}}}

    """#
  private static let id = "ctm_01h8441jn5pcwrfhwh78jqt8hk"
  private static let good = #"{"id": "\#(id)", "email": "a@example.com", "age": 1e2}"#

  private func validate(_ files: [String: String], _ words: String...) throws -> Subprocess.Result {
    try validate(files, words: words)
  }

  private func validate(_ files: [String: String], words: [String]) throws -> Subprocess.Result {
    let folder = try TemporaryFolder()
    try folder.write(Array(Self.schema.utf8), to: "customer.yaml")
    for (name, text) in files { try folder.write(Array(text.utf8), to: name) }
    return try Subprocess.run(Program.path, ["validate"] + words, in: folder.path)
  }

  @Test(arguments: [
    good, "id: \(id)\nemail: 'a@example.com'\ntags: [b, a]\n",
    #"{"email":"a@example.com","id":"\#(id)","payment":{"kind":"cash","amount":0.1}}"#,
  ])
  func `a good file is said to be valid, and that is all`(text: String) throws {
    let result = try validate(["x": text], "x", "--schema", "customer.yaml")
    #expect(result.output == "x: valid\n" && result.error.isEmpty && result.status == 0)
  }

  /// What is wrong with a file, and all that is said of it.
  struct Broken: Sendable, CustomTestStringConvertible {
    let text: String, said: String
    var testDescription: String { said }

    /// `members` are behind a good id and address.
    init(_ members: String, _ said: String) {
      self.init(text: #"{"id": "\#(ValidateTests.id)", "email": "a@b.de", \#(members)}"#, said)
    }

    init(text: String, _ said: String) { (self.text, self.said) = (text, said) }
  }

  static let broken = [
    Broken(text: #"{"email": "a@b.de"}"#, #"x:1:1: "id" is missing"#),
    Broken(text: #"{"id": "ctm_1", "email": "a@b.de"}"#, #"x:1:8: /id does not match the pattern ^ctm_[a-z\d]{26}$"#),
    Broken(text: #"{"id": "\#(id)", "email": "nobody"}"#, "x:1:51: /email is not an e-mail address (RFC 5321)"),
    Broken(#""age": "7""#, "x:1:68: /age must be an integer, not a string"),
    Broken(#""age": 1.5"#, "x:1:68: /age must be a whole number"),
    Broken(#""age": -1"#, "x:1:68: /age must be at least 0"),
    Broken(#""tags": ["a", "c"]"#, #"x:1:75: /tags/1 must be one of "a", "b""#),
    Broken(#""tags": ["a", "a"]"#, "x:1:69: /tags: element 1 is equal to one before it"),
    Broken(#""payment": {"kind": "card", "amount": 3}"#, #"x:1:72: /payment: "number" is missing"#),
    Broken(#""ege": 7"#, "x:1:68: /ege is not allowed"),
    Broken(text: "[]", "x:1:1: must be an object, not an array"),
  ]

  @Test(arguments: broken) func `of a broken file the cause is said, where it is, and who asks for it`(
    broken: Broken
  ) throws {
    let result = try validate(["x": broken.text], "x", "--schema", "customer.yaml")
    let lines = result.output.split(separator: "\n")
    #expect(lines.first.map(String.init) == broken.said)
    #expect(lines.count == 5 && lines.dropFirst(2).first?.hasSuffix("^") == true)
    #expect(lines.dropFirst(3).first?.firstMatch(of: #/^  schema: customer\.yaml:\d+:\d+ \w+$/#) != nil)
    #expect(lines.last == "1 of 1 document is not valid: 1 violation")
    #expect(result.status == 1)
  }

  @Test func `each document of a YAML file is checked, and the places are those of the file`() throws {
    let result = try validate(
      ["x.yaml": "id: \(Self.id)\nemail: a@b.de\n---\nid: 5\nemail: a@b.de\n", "y.json": Self.good], "x.yaml", "y.json",
      "--schema", "customer.yaml")
    #expect(
      result.output == """
        x.yaml: valid
        x.yaml:4:5: /id must be a string, not a number
          4 | id: 5
            |     ^
          schema: customer.yaml:5:14 type
        y.json: valid
        1 of 3 documents is not valid: 1 violation

        """)
  }

  @Test func `a part of a file is checked against a part of another, by pointers and by a fragment`() throws {
    let files = ["x": #"{"data": {"age": -1}}"#]
    for words in [
      ["--schema", "customer.yaml", "--pointer", "/properties/age"], ["--schema", "customer.yaml#/properties/age"],
    ] {
      let folder = try TemporaryFolder()
      try folder.write(Array(Self.schema.utf8), to: "customer.yaml")
      for (name, text) in files { try folder.write(Array(text.utf8), to: name) }
      let result = try Subprocess.run(
        Program.path, ["validate", "x", "--value", "/data/age"] + words, in: folder.path)
      #expect(result.output.hasPrefix("x:1:18: /data/age must be at least 0\n"), "\(result.output)\(result.error)")
    }
  }

  @Test func `references lead to files that were named, and an error says which one is missing`() throws {
    let files = [
      "s.json": #"{"$ref": "defs.yaml#/$defs/id"}"#, "defs.yaml": "$defs:\n  id: {type: integer}\n", "x": "3",
    ]
    let missing = try validate(files, "x", "--schema", "s.json")
    #expect(missing.status == 2 && missing.output.isEmpty)
    #expect(missing.error.contains("s.json:1:10: no document was given for \"file:///"))
    #expect(missing.error.contains(#/next: add --reference /.*/defs\.yaml/#))
    let found = try validate(files, "x", "--schema", "s.json", "--reference", "defs.yaml")
    #expect(found.output == "x: valid\n")
    let remote = ["s.json": #"{"$ref": "https://example.com/id"}"#, "id.json": #"{"type": "string"}"#, "x": "3"]
    let named = try validate(
      remote, "x", "--schema", "s.json", "--reference", "https://example.com/id=id.json")
    #expect(named.output.hasPrefix("x:1:1: must be a string, not a number\n"))
  }

  @Test(arguments: [
    (#"{"type": "strin"}"#, "s:1:10: \"type\" must be one or more of"), (#"{"pattern": "(a"}"#, "s:1:14: the pattern"),
    (##"{"$ref": "#/x"}"##, "s:1:10: \"#/x\" leads nowhere"), (##"{"$ref": "#"}"##, "s:1:10: \"#\" leads back"),
    (#"{"openapi": "3.1.0", "components": {"schemas": {"a": {}}}}"#, "s:1:1: an OpenAPI document is not a schema"),
    (
      #"{"swagger": "2.0"}"#, "s:1:1: a Swagger document is not a schema; it has 0 schemas at /definitions"
    ),
    (#"{"$schema": "urn:x"}"#, "s:1:13: unknown dialect"), ("[1", "s:1:3: not JSON"), ("a: b: c", "s:1:5: not YAML"),
  ])
  func `a schema that cannot be used ends with 2, and the place in it`(text: String, said: String) throws {
    let result = try validate(["s": text, "x": "{}"], "x", "--schema", "s")
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.error.hasPrefix("tapedeck: " + said), "\(result.error)")
    #expect(result.error.contains("\n  next: "))
  }

  @Test(arguments: [
    (
      ["--schema", "https://a.test/s.json#/x"], "validate: --schema: https://a.test/s.json#/x is a URL, and nothing is"
    ),
    (["--schema", "s", "--dialect", "draft7"], "validate: --dialect is one of draft-04, draft-06, draft-07, 2019-09,"),
    (["--schema", "c.json"], "c.json:1:1: not JSON: unexpected '/'"),
  ])
  func `a schema that is none of this machine's JSON or YAML is an error that helps`(words: [String], said: String)
    throws
  {
    let files = ["s": "true", "c.json": "// a comment\n{\"a\": 1}", "x": "{}"]
    let result = try validate(files, words: ["x"] + words)
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.error.hasPrefix("tapedeck: " + said), "\(result.error)")
    #expect(result.error.contains("\n  next: "))
  }

  @Test func `as JSON a result has the places, and the standard's own forms are there`() throws {
    let files = ["x": #"{"id": 1, "email": "a@b.de"}"#]
    let json = try JSONDocument(
      parsing: try validate(files, "x", "--schema", "customer.yaml", "--format", "json").output)
    let violation = try #require(
      json.root["documents"]?.elements.map(\.self).first?["violations"]?.elements.first { _ in true })
    #expect(violation["value"]?["pointer"]?.string == "/id" && violation["value"]?["column"]?.number?.text == "8")
    #expect(violation["schema"]?["file"]?.string == "customer.yaml" && violation["keyword"]?.string == "type")
    for form in ["basic", "detailed"] {
      let output = try validate(files, "x", "--schema", "customer.yaml", "--format", form)
      #expect(output.status == 1)
      #expect(try JSONDocument(parsing: output.output).root["valid"]?.bool == false)
    }
  }

  @Test func `"format" is checked unless one says no`() throws {
    let files = ["x": #"{"id": "\#(Self.id)", "email": "nobody"}"#]
    #expect(try validate(files, "x", "--schema", "customer.yaml", "--formats", "ignore").output == "x: valid\n")
  }
}
