import ContractTesting
import JSONModel
import TestSupport
import Testing

/// What 3.0 and 3.1 say differently.
struct DialectTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let version: String, schema: String, payload: String, isValid: Bool
    init(_ version: String, _ schema: String, _ payload: String, _ isValid: Bool) {
      (self.version, self.schema, self.payload, self.isValid) = (version, schema, payload, isValid)
    }
    var testDescription: String { "\(version) \(schema) of \(payload)" }
  }

  static let cases = [
    Case("3.0.3", ##"{"$ref": "#/components/schemas/S", "minLength": 5}"##, #""abc""#, true),
    Case("3.1.0", ##"{"$ref": "#/components/schemas/S", "minLength": 5}"##, #""abc""#, false),
    Case("3.1.0", ##"{"$ref": "#/components/schemas/S", "type": ["string", "null"]}"##, "null", false),
    Case("3.0.3", ##"{"$ref": "#/components/schemas/S", "nullable": true}"##, "null", false),
    Case("3.0.3", #"{"type": "string", "nullable": true}"#, "null", true),
    Case("3.1.0", #"{"type": "string", "nullable": true}"#, "null", false),
    Case("3.0.3", #"{"type": "string", "nullable": true, "enum": ["a"]}"#, "null", false),
    Case("3.0.3", ##"{"nullable": true, "allOf": [{"$ref": "#/components/schemas/S"}]}"##, "null", false),
    Case("3.0.3", #"{"type": "integer", "minimum": 1, "exclusiveMinimum": true}"#, "1", false),
    Case("3.1.0", #"{"type": "integer", "exclusiveMinimum": 1}"#, "1", false),
    Case("3.0.3", #"{"type": "integer"}"#, "1.0", false), Case("3.1.0", #"{"type": "integer"}"#, "1.0", true),
    Case("3.0.3", #"{"type": "number"}"#, "1.0", true), Case("3.0.3", #"{"enum": [1]}"#, "1.0", true),
    Case(
      "3.0.3", ##"{"oneOf": [{"$ref": "#/components/schemas/Cat"}], "discriminator": {"propertyName": "kind"}}"##,
      #"{"kind": "tiger"}"#, true),
  ]

  @Test(arguments: cases)
  func `a schema means what its version says`(_ sample: Case) throws {
    let contract = try SampleContract.schema(
      sample.schema, components: #"{"S": {"type": "string"}, "Cat": {"type": "object"}}"#, version: sample.version)
    #expect(contract.told(sample.payload).isEmpty == sample.isValid)
  }

  @Test(arguments: ["2.0", "3.2.0", "4.0.0"]) func `another version is refused with its place`(version: String) throws {
    let error = #expect(throws: ContractError.self) { try SampleContract.make("paths: {}", version: version) }
    #expect(error?.description.hasPrefix("openapi.yaml:1:10: OpenAPI \(version) is not supported") == true)
  }

  @Test func `what is no OpenAPI document is refused`() {
    #expect(throws: ContractError.self) { try Contract(parsing: Array("swagger: '2.0'".utf8)) }
    #expect(throws: ContractError.self) { try Contract(parsing: Array("{\"openapi\": ".utf8)) }
    #expect(throws: ContractError.self) { try Contract(parsing: []) }
    #expect(throws: ContractError.self) { try Contract(parsing: Array("- a\n- b".utf8)) }
  }

  @Test(arguments: [
    "paths: []", "paths: 1", "webhooks: {a: 1}", "components: []", "paths: {/a: {get: 1}}",
    "paths: {/a: {get: {parameters: 1, requestBody: 1, responses: []}}}", "servers: {}\npaths: {/a: {get: {}}}",
  ])
  func `a document whose parts are not what they must be does not stop anything`(text: String) throws {
    let contract = try SampleContract.make(text)
    #expect(!contract.verify(SampleContract.response("{}"), to: SampleContract.get("/a")).isEmpty)
    _ = contract.faults()
  }
}
