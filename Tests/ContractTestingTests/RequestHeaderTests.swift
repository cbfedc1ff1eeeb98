import ContractTesting
import Findings
import HTTPModel
import Testing

/// Headers of requests and of webhooks.
struct RequestHeaderTests {
  private let contract: Contract

  init() throws {
    contract = try SampleContract.make(
      """
      paths:
        /things:
          get:
            parameters: [{name: API-Version, in: header, schema: {enum: ['1']}}]
            responses: {'200': {description: ''}}
      webhooks:
        a.done:
          parameters:
          - {name: API-Signature, in: header, required: true, schema: {type: string, pattern: '^v1='}}
          - {name: attempt, in: query, schema: {type: integer}}
          - {name: tenant, in: path, required: true, schema: {type: string}}
          post: {requestBody: {content: {application/json: {schema: {type: object}}}}}
      """)
  }

  private func told(_ findings: [Finding]) -> [String] {
    findings.map { "\($0.rule.id) \($0.subject.part ?? "")" }
  }

  private func sent(_ headers: HeaderFields, _ options: Verification = Verification(.strict)) -> [String] {
    told(contract.verify(SampleContract.get("/things", headers: headers), options))
  }

  @Test func `a header that the operation does not describe is a finding in strict verification, once`() {
    let headers: HeaderFields = [
      HeaderField("API-Version", "1"), HeaderField("X-Shard", "7"), HeaderField("x-shard", "8"),
    ]
    #expect(sent(headers) == ["undocumented-header header X-Shard"])
    #expect(sent(headers, Verification(.open)) == [])
    var options = Verification(.strict)
    options.allowedHeaders = ["X-SH*"]
    #expect(sent(headers, options) == [])
  }

  @Test func `what clients, proxies and tracing send by themselves is allowed`() {
    let names = [
      "Host", "User-Agent", "Accept", "Accept-Encoding", "Content-Length", "Connection", "Cookie", "Range",
      "Traceparent", "X-Amzn-Trace-Id", "X-Forwarded-For", "Sec-Fetch-Mode", "Origin", "Referer", "If-None-Match",
    ]
    #expect(sent(HeaderFields(names.map { HeaderField($0, "x") })) == [])
  }

  private func received(_ target: String, _ headers: [HeaderField]) -> [String] {
    told(
      contract.verify(
        webhook: SampleContract.post("{}", to: target, headers: HeaderFields([SampleContract.json] + headers)),
        event: "a.done"))
  }

  @Test func `a webhook's own parameters are verified, but nothing of its receiver's URL`() {
    let signature = HeaderField("api-signature", "v1=0")
    #expect(received("/hook?attempt=2", [signature]) == [])
    #expect(received("/hook", []) == ["missing-parameter parameter API-Signature"])
    #expect(
      received("/hook", [HeaderField("API-Signature", "v2=0")]) == ["pattern-mismatch parameter API-Signature"])
    #expect(
      received("/hook?attempt=x&more=1", [signature, HeaderField("X-New", "1")]) == [
        "wrong-type parameter attempt", "undocumented-header header X-New",
      ])
  }

  @Test func `of a webhook of which only the body is known nothing else is verified`() {
    #expect(contract.verify(webhook: Array("{}".utf8), event: "a.done").isEmpty)
  }

  @Test func `a webhook whose body streams cannot be verified`() {
    var request = SampleContract.post("{}")
    request.body = .stream(ChunkSource([[123, 125]]), length: nil)
    #expect(told(contract.verify(webhook: request, event: "a.done")) == ["unverifiable request"])
  }
}
