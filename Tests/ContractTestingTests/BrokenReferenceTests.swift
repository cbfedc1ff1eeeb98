import ContractTesting
import Findings
import HTTPModel
import JSONModel
import Testing

/// References to nothing, and to other files.
struct BrokenReferenceTests {
  @Test func `what runs through a reference to nothing is never a pass, and the rest is verified`() throws {
    let contract = try SampleContract.schema(
      ##"{"properties": {"a": {"$ref": "#/components/schemas/None"}, "b": {"type": "string"}}}"##)
    #expect(contract.told(#"{"b": "x"}"#) == [])
    #expect(contract.told(#"{"b": 1}"#) == ["wrong-type /b"])
    #expect(contract.told(#"{"a": 1, "b": 1}"#) == ["unverifiable /a", "wrong-type /b"])
    let fault = contract.faults()
    #expect(fault.map(\.rule) == [.unresolvedReference, .unresolvedReference])
    #expect(fault.first?.message == ##""#/components/schemas/None" leads nowhere: there is no such place"##)
  }

  @Test(arguments: [
    ##"{"not": {"$ref": "#/nowhere"}}"##, ##"{"oneOf": [{"$ref": "#/nowhere"}, {}]}"##,
    ##"{"if": {"$ref": "#/nowhere"}}"##, ##"{"$ref": "#/nowhere"}"##, ##"{"$ref": "other.yaml"}"##,
    ##"{"$ref": "https://example.com/a.yaml"}"##, ##"{"allOf": [{"$ref": "#/nowhere"}]}"##,
  ])
  func `a reference to nothing passes nowhere`(schema: String) throws {
    let contract = try SampleContract.schema(schema)
    #expect(contract.told("1") == ["unverifiable"])
    #expect(contract.told("1", .open) == ["unverifiable"])
  }

  @Test func `an alternative that is there is enough`() throws {
    let contract = try SampleContract.schema(##"{"anyOf": [{"$ref": "#/nowhere"}, {"type": "string"}]}"##)
    #expect(contract.told(#""a""#) == [])
    #expect(!contract.told("1").isEmpty)
  }

  @Test func `a schema that cannot be compiled makes its payloads unverifiable`() throws {
    let contract = try SampleContract.schema(#"{"type": "text"}"#)
    #expect(contract.told("1") == ["unverifiable"])
    #expect(contract.told("1", .open) == ["unverifiable"])
  }

  @Test func `parts of an operation that are references to nothing are named`() throws {
    let contract = try SampleContract.make(
      """
      paths:
        /a: {get: {parameters: [{$ref: '#/x'}], responses: {'200': {$ref: '#/y'}, '201': {headers: {X-A: {$ref: '#/z'}}}}}}
        /b: {get: {$ref: '#/w'}}
        /c: {$ref: 'gone.yaml'}
        /d: {post: {requestBody: {$ref: '#/v'}, responses: {}}}
      """)
    #expect(contract.told(contract.verify(SampleContract.get("/a"))) == ["unverifiable"])
    let response = SampleContract.response("")
    #expect(contract.told(contract.verify(response, to: SampleContract.get("/a"))) == ["unverifiable"])
    #expect(
      contract.told(contract.verify(SampleContract.response("", status: 201), to: SampleContract.get("/a")))
        == ["unverifiable"])
    #expect(contract.told(contract.verify(SampleContract.get("/b"))) == ["unverifiable"])
    #expect(contract.told(contract.verify(SampleContract.get("/c"))) == ["undocumented-operation"])
    #expect(contract.told(contract.verify(SampleContract.post("{}", to: "/d"))) == ["unverifiable"])
    #expect(contract.faults().map(\.rule) == Array(repeating: .unresolvedReference, count: 6))
  }

  @Test func `references lead to other files, up and down, in either syntax`() throws {
    let files = [
      "openapi.yaml": """
      openapi: 3.0.0
      info: {title: T, version: '1'}
      paths: {/a: {$ref: 'paths/a.json'}}
      """,
      "paths/a.json": #"{"post": {"responses": {"200": {"$ref": "../../shared/responses.yaml#/OK"}}}}"#,
      "../shared/responses.yaml": "OK: {content: {application/json: {schema: {$ref: 'schemas/thing.yaml'}}}}",
      "../shared/schemas/thing.yaml": "type: object\nproperties: {id: {type: string}, up: {$ref: './thing.yaml'}}",
    ]
    let contract = try Contract("openapi.yaml", in: "api/", api: "sample") { path in
      guard let text = files[path] else { throw CancellationError() }
      return Array(text.utf8)
    }
    #expect(contract.faults() == [])
    let found = contract.verify(
      SampleContract.response(#"{"up": {"id": 1}}"#), to: SampleContract.post("", to: "/a"))
    #expect(contract.told(found) == ["wrong-type /up/id"])
    #expect(found.first?.contract?.description == "api/../shared/schemas/thing.yaml:2:25")
  }

  @Test func `references that lead to themselves end`() throws {
    let contract = try SampleContract.make(
      """
      paths: {/a: {$ref: '#/paths/~1a'}, /b: {get: {parameters: [{$ref: '#/paths/~1b/get/parameters/0'}], responses: {}}}}
      components: {schemas: {A: {$ref: '#/components/schemas/A'}, B: {properties: {b: {$ref: '#/components/schemas/B'}}}}}
      """)
    #expect(contract.told(contract.verify(SampleContract.get("/b"))) == ["unverifiable"])
    #expect(contract.faults().contains { $0.rule == .invalidSchema })
  }
}
