import ContractTesting
import Findings
import JSONModel
import Testing

/// A good and a bad payload for each rule about payloads.
struct PayloadRuleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let schema: String, good: String, bad: String, told: [String]
    init(_ schema: String, _ good: String, _ bad: String, _ told: String...) {
      (self.schema, self.good, self.bad, self.told) = (schema, good, bad, told)
    }
    var testDescription: String { "\(schema) of \(bad)" }
  }

  static let cases = [
    Case(#"{"properties": {"a": {}}}"#, #"{"a": 1}"#, #"{"a": 1, "b": {"c": 1}}"#, "undocumented-field /b"),
    Case(#"{"properties": {"a": {}}, "additionalProperties": false}"#, "{}", #"{"b": 1}"#, "undocumented-field /b"),
    Case(#"{"type": "string"}"#, #""a""#, "null", "unexpected-null"),
    Case(#"{"enum": ["a", "b"]}"#, #""a""#, #""c""#, "unknown-enum-value"),
    Case(#"{"const": 1}"#, "1.0", "2", "unknown-enum-value"),
    Case(#"{"items": {"type": "integer"}}"#, "[1]", #"[1, "1"]"#, "wrong-type /1"),
    Case(#"{"type": "integer"}"#, "1", "1.5", "wrong-type"),
    Case(#"{"required": ["a"]}"#, #"{"a": 1}"#, "{}", "missing-field"),
    Case(#"{"type": "string", "format": "date-time"}"#, #""2024-01-01T00:00:00Z""#, #""yesterday""#, "wrong-format"),
    Case(#"{"contentEncoding": "base64"}"#, #""YWJj""#, #""a?c""#, "wrong-content"),
    Case(#"{"contentMediaType": "application/json"}"#, #""[1]""#, #""[1""#, "wrong-content"),
    Case(#"{"pattern": "^ctm_"}"#, #""ctm_1""#, #""txn_1""#, "pattern-mismatch"),
    Case(#"{"maxLength": 2}"#, #""ab""#, #""abc""#, "wrong-length"),
    Case(#"{"minimum": 0}"#, "0", "-1", "out-of-range"),
    Case(#"{"multipleOf": 0.01}"#, "1.07", "1.075", "out-of-range"),
    Case(#"{"minItems": 1}"#, "[1]", "[]", "wrong-item-count"),
    Case(#"{"prefixItems": [{}], "items": false}"#, "[1]", "[1, 2]", "wrong-item-count /1"),
    Case(#"{"uniqueItems": true}"#, "[1, 2]", "[1, 1.0]", "repeated-items"),
    Case(#"{"properties": {"a": false}}"#, "{}", #"{"a": 1}"#, "forbidden-field /a"),
    Case(#"{"not": {"type": "string"}}"#, "1", #""a""#, "forbidden-value"),
    Case(
      #"{"oneOf": [{"type": "object", "required": ["a"]}, {"type": "object", "required": ["b"]}]}"#, #"{"a": 1}"#,
      #"{"a": 1, "b": 1}"#, "several-union-branches"),
    Case(
      #"{"anyOf": [{"properties": {"t": {"const": "a"}}}, {"properties": {"t": {"const": "b"}}}]}"#, #"{"t": "a"}"#,
      #"{"t": "c"}"#, "no-union-branch"),
    Case(#"{"anyOf": [{"type": "string"}, {"type": "integer"}]}"#, "1", "null", "unexpected-null"),
    // Which alternative is meant, the discriminator's member says.
    Case(
      #"""
      {"discriminator": {"propertyName": "t"},
        "anyOf": [{"properties": {"t": {"const": "a"}}}, {"properties": {"t": {"const": "b"}, "u": {"enum": ["x"]}}}]}
      """#, #"{"t": "b", "u": "x"}"#, #"{"t": "b", "u": null}"#, "unexpected-null /u"),
    Case(
      #"""
      {"discriminator": {"propertyName": "t"},
        "anyOf": [{"properties": {"t": {"const": "a"}}}, {"properties": {"t": {"const": "b"}}}]}
      """#, #"{"t": "a"}"#, #"{"t": "c"}"#, "no-union-branch"),
  ]

  @Test(arguments: cases)
  func `a payload that breaks a rule has its finding, and one that does not has none`(_ sample: Case) throws {
    let contract = try SampleContract.schema(sample.schema)
    #expect(contract.told(sample.good) == [])
    #expect(contract.told(sample.bad) == sample.told)
    #expect(contract.told(sending: sample.bad) == sample.told)
  }

  @Test func `fields and formats that are not described are found only in strict verification`() throws {
    let contract = try SampleContract.schema(#"{"properties": {"a": {"type": "string", "format": "uuid"}}}"#)
    #expect(contract.told(#"{"a": "x", "b": 1}"#, .open) == [])
    #expect(Set(contract.told(#"{"a": "x", "b": 1}"#)) == ["wrong-format /a", "undocumented-field /b"])
  }

  @Test func `a closed object is broken by a further field in open verification too`() throws {
    let contract = try SampleContract.schema(#"{"properties": {"a": {}}, "additionalProperties": false}"#)
    let found = contract.verify(
      SampleContract.response(#"{"b": 1}"#), to: SampleContract.post("{}"), Verification(.open))
    #expect(found.map(\.rule) == [.undocumentedField])
    #expect(found.map(\.severity) == [.error])
  }

  @Test func `a member of the other direction is found and need not be there`() throws {
    let contract = try SampleContract.schema(
      #"""
      {"required": ["id", "key"], "properties": {"id": {"$ref": "#/components/schemas/ID"},
        "key": {"type": "string", "writeOnly": true}}}
      """#, components: #"{"ID": {"type": "string", "readOnly": true}}"#)
    #expect(contract.told(sending: #"{"key": "k"}"#) == [])
    #expect(contract.told(#"{"id": "i"}"#) == [])
    #expect(contract.told(sending: #"{"key": "k", "id": "i"}"#) == ["read-only-field /id"])
    #expect(contract.told(#"{"key": "k", "id": "i"}"#) == ["write-only-field /key"])
    #expect(contract.told(sending: "{}") == ["missing-field"])
  }

  @Test(arguments: [
    ##"{"allOf": [{"$ref": "#/components/schemas/Base"}, {"required": ["id", "a"]}]}"##,
    ##"{"allOf": [{"$ref": "#/components/schemas/Base"}], "required": ["id", "a"]}"##,
    ##"{"allOf": [{"allOf": [{"required": ["id", "a"]}]}, {"allOf": [{"$ref": "#/components/schemas/Base"}]}]}"##,
    ##"{"properties": {"id": {"readOnly": true}, "a": {}}, "oneOf": [{"required": ["id", "a"]}, {"required": ["z"]}]}"##,
  ])
  func `a member of the other direction need not be there, whichever schema requires it`(schema: String) throws {
    for version in ["3.0.3", "3.1.0"] {
      let contract = try SampleContract.schema(
        schema,
        components:
          #"{"Base": {"type": "object", "properties": {"id": {"type": "integer", "readOnly": true}, "a": {}}}}"#,
        version: version)
      #expect(contract.told(sending: #"{"a": 1}"#) == [], "\(version)")
      #expect(contract.told(#"{"id": 1, "a": 1}"#) == [], "\(version)")
      #expect(!contract.told(#"{"a": 1}"#).isEmpty, "\(version)")
      #expect(!contract.told(sending: "{}").isEmpty, "\(version)")
    }
  }

  @Test func `a finding says where in the payload and where in the contract`() throws {
    let contract = try SampleContract.make(
      """
      paths:
        /things:
          post:
            responses:
              '200':
                content:
                  application/json:
                    schema:
                      type: object
                      properties:
                        status:
                          enum: [active, paused]
      """)
    var options = Verification()
    options.source = SourceText("payload.json")
    let found = contract.verify(
      SampleContract.response("{\n  \"status\": \"stopped\"\n}"), to: SampleContract.post(""), options)
    #expect(found.count == 1)
    #expect(found.first?.payload?.description == "payload.json:2:13")
    #expect(found.first?.contract?.description == "openapi.yaml:14:27")
    #expect(found.first?.message == #""stopped" is not one of "active", "paused""#)
    #expect(found.first?.detail == #""stopped""#)
    #expect(found.first?.subject.operation == "POST /things")
    #expect(found.first?.subject.part == "response 200")
    #expect(found.first?.subject.side == .read)
    options.quotesValues = false
    let quiet = contract.verify(
      SampleContract.response(#"{"status": "stopped"}"#), to: SampleContract.post(""), options)
    #expect(quiet.map(\.message) == [#"the value is not one of "active", "paused""#])
    #expect(quiet.map(\.detail) == [nil])
  }
}
