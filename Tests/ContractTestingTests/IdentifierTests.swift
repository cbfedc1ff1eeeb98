import ContractTesting
import Findings
import HTTPModel
import JSONModel
import Testing

/// Schemas that have identifiers and anchors, and references by these.
struct IdentifierTests {
  private func contract() throws -> Contract {
    try SampleContract.make(
      """
      paths:
        /node:
          post:
            parameters: [{name: n, in: query, schema: {$ref: 'https://example.com/s/node#value'}}]
            requestBody: {content: {application/json: {schema: {$ref: 'https://example.com/s/node'}}}}
            responses: {'200': {content: {application/json: {schema: {$ref: '#nick'}}}}}
        /tree:
          post:
            requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/StrictTree'}}}}
            responses: {}
        /lost:
          post:
            requestBody: {content: {application/json: {schema: {$ref: 'https://example.com/s/lost'}}}}
            responses: {}
      components:
        schemas:
          Node:
            $id: https://example.com/s/node
            type: object
            properties: {value: {$ref: '#/$defs/value'}, next: {$ref: node}, other: {$ref: '#value'}}
            $defs: {value: {$anchor: value, type: integer, example: a}}
          Tree:
            $id: https://example.com/s/tree
            $dynamicAnchor: node
            properties: {data: {type: integer}, children: {type: array, items: {$dynamicRef: '#node'}}}
          StrictTree:
            $id: https://example.com/s/strict-tree
            $dynamicAnchor: node
            $ref: tree
            unevaluatedProperties: false
          Nick: {$anchor: nick, type: string}
          Lost: {$id: https://example.com/s/lost, properties: {a: {$ref: '#/components/schemas/Nick'}}}
      """)
  }

  private func told(_ body: String, to target: String) throws -> [String] {
    let contract = try contract()
    return contract.told(contract.verify(SampleContract.post(body, to: target)))
  }

  @Test func `a reference is resolved against the identifier around it`() throws {
    #expect(
      try told(#"{"value": 1, "next": {"value": "a", "other": "b"}}"#, to: "/node")
        == ["wrong-type /next/value", "wrong-type /next/other"])
    #expect(try told(#"{"children": [{"daat": 1}]}"#, to: "/tree") == ["undocumented-field /children/0/daat"])
    let contract = try contract()
    let answer = contract.verify(SampleContract.response("1"), to: SampleContract.post("{}", to: "/node"))
    #expect(contract.told(answer) == ["wrong-type"])
  }

  @Test func `a parameter's text is read by the schema that an identifier names`() throws {
    #expect(try told("", to: "/node?n=1") == [])
    #expect(try told("", to: "/node?n=a") == ["wrong-type"])
  }

  @Test func `what an identifier's schema doesn't have leads nowhere`() throws {
    #expect(try told(#"{"a": "x"}"#, to: "/lost") == ["unverifiable /a"])
    let faults = try contract().faults()
    #expect(faults.map(\.rule) == [.exampleInvalid, .unresolvedReference])
    #expect(faults.last?.contract?.pointer?.description == "/components/schemas/Lost/properties/a/$ref")
  }

  @Test func `an unquoted version does not hide the document's dialect`() throws {
    let text = """
      openapi: 3.1
      jsonSchemaDialect: https://example.com/dialect
      paths: {/things: {post: {responses: {'200': {content: {application/json: {schema: {type: string}}}}}}}}
      """
    let contract = try Contract(parsing: Array(text.utf8), api: "sample")
    #expect(contract.told(#""a""#) == ["unverifiable"])
  }
}
