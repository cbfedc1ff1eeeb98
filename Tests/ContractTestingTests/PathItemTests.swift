import ContractTesting
import HTTPModel
import Testing

/// Path Items behind references, with something beside these.
struct PathItemTests {
  private func contract() throws -> Contract {
    try SampleContract.make(
      """
      servers: [{url: /v1}]
      paths:
        /a/{id}:
          $ref: '#/components/pathItems/A'
          servers: [{url: /v2}]
          parameters:
            - {name: q, in: query, required: true, schema: {type: integer}}
            - {name: id, in: path, required: true, schema: {type: integer}}
          delete: {responses: {'204': {description: d}}}
      webhooks:
        gone: {$ref: '#/components/pathItems/Gone', parameters: [{name: X-Sign, in: header, required: true, schema: {}}]}
      components:
        pathItems:
          A:
            parameters: [{name: id, in: path, required: true, schema: {type: boolean}}]
            get: {responses: {'200': {description: d}}}
          Gone: {post: {requestBody: {content: {application/json: {schema: {}}}}, responses: {}}}
      """)
  }

  @Test func `what is beside a reference counts, and comes before what it leads to`() throws {
    let contract = try contract()
    #expect(contract.told(contract.verify(SampleContract.get("/v2/a/1?q=1"))) == [])
    #expect(contract.told(contract.verify(SampleContract.get("/v2/a/true?q=1"))) == ["wrong-type"])
    #expect(contract.told(contract.verify(SampleContract.get("/v2/a/1"))) == ["missing-parameter"])
    #expect(contract.told(contract.verify(SampleContract.get("/v1/a/1?q=1"))) == ["undocumented-operation"])
    let delete = Request(.delete, SampleContract.origin, Target("/v2/a/1"))
    #expect(contract.told(contract.verify(delete)) == ["missing-parameter"])
    #expect(contract.faults() == [])
  }

  @Test func `so does what is beside a webhook's`() throws {
    let contract = try contract()
    #expect(contract.told(contract.verify(webhook: SampleContract.post("{}"))) == ["missing-parameter"])
  }
}
