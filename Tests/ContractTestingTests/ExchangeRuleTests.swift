import ContractTesting
import Findings
import HTTPModel
import JSONModel
import Testing

/// Statuses, media types, bodies and headers.
struct ExchangeRuleTests {
  private func contract() throws -> Contract {
    try SampleContract.make(
      """
      paths:
        /things:
          get:
            responses:
              '200':
                headers:
                  X-Page: {required: true, schema: {type: integer}}
                  X-Tags: {schema: {type: array, items: {enum: [a, b]}}}
                content:
                  application/json: {schema: {type: object, required: [ok]}}
                  application/json;version=2: {schema: {type: array}}
                  application/*+xml: {schema: {type: string}}
                  text/*: {schema: {type: string, maxLength: 3}}
              4XX: {content: {'*/*': {schema: {required: [error]}}}}
              '204': {description: nothing}
          post:
            requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
            responses: {default: {content: {application/json: {schema: {required: [ok]}}}}}
          delete: {responses: {'200': {description: d}}}
      """)
  }

  private func told(_ response: Response, _ method: HTTPMethod = .get, _ strength: Verification.Strength = .strict)
    throws
    -> [String]
  {
    let contract = try contract()
    let request = Request(method, SampleContract.origin, Target("/things"))
    var options = Verification(strength)
    options.allowedHeaders = ["X-Page"]
    return contract.told(contract.verify(response, to: request, options))
  }

  private func response(_ type: String?, _ body: String, status: Int = 200, _ more: [HeaderField] = []) -> Response {
    let type = type.map { [HeaderField("Content-Type", $0)] } ?? []
    let headers = HeaderFields(type + [HeaderField("X-Page", "1")] + more)
    return SampleContract.response(body, status: status, headers: headers)
  }

  @Test func `a status is looked for by itself, by its class, then by default`() throws {
    #expect(try told(response("application/json", "{\"ok\": 1}")) == [])
    #expect(try told(response("application/json", "{}", status: 404)) == ["missing-field"])
    #expect(try told(response("application/json", "{}", status: 201), .post) == ["missing-field"])
    #expect(try told(response("application/json", "{}", status: 500)) == ["undocumented-status"])
    #expect(try told(response("application/json", "{}", status: 500), .get, .open) == ["undocumented-status"])
  }

  @Test func `a media type is looked for by parameters, itself, suffix, range`() throws {
    #expect(try told(response("application/json; charset=utf-8", "[]")) == ["wrong-type"])
    #expect(try told(response("application/json; version=2", "[]")) == [])
    #expect(try told(response("application/json; version=3", "[]")) == ["wrong-type"])
    #expect(try told(response("text/csv", "abcd")) == ["wrong-length"])
    #expect(try told(response("application/atom+xml", "<a/>")) == [])
    #expect(try told(response("image/png", "x")) == ["undocumented-media-type"])
    #expect(try told(response("image/png", "x"), .get, .open) == ["undocumented-media-type"])
    #expect(try told(response("nonsense", "x")) == ["undocumented-media-type"])
    #expect(try told(response(nil, "x")) == ["undocumented-media-type"])
    // Another JSON type is verified as the one that there is, and is a finding of its own in strict verification.
    #expect(
      try told(response("application/vnd.api+json", "{}"), .post) == ["undocumented-media-type", "missing-field"])
    #expect(try told(response("application/vnd.api+json", "{}"), .post, .open) == ["missing-field"])
  }

  @Test func `a body that is missing, unexpected or unreadable is found`() throws {
    #expect(try told(response("application/json", "")) == ["missing-body"])
    #expect(try told(response("application/json", "{}"), .delete) == ["unexpected-body"])
    #expect(try told(response(nil, "", status: 204)) == [])
    #expect(try told(response("application/json", "<html>")) == ["unreadable-body"])
    #expect(
      try told(response("application/json", "\u{1f}\u{8b}", [HeaderField("Content-Encoding", "gzip")])) == [
        "unverifiable"
      ])
    let contract = try contract()
    #expect(contract.told(contract.verify(SampleContract.post(""))) == ["missing-body"])
    let sent = Request(
      .delete, SampleContract.origin, Target("/things"), headers: [SampleContract.json], body: .bytes(Array("{}".utf8)))
    #expect(contract.told(contract.verify(sent)) == ["unexpected-body"])
  }

  @Test func `a body that is too large is not verified, which is a finding`() throws {
    let contract = try contract()
    var options = Verification()
    options.maxBodyBytes = 10
    let found = contract.verify(SampleContract.post("{\"a\":      1}"), options)
    #expect(found.map(\.rule) == [.unverifiable])
    #expect(contract.verify(SampleContract.post("{\"a\": 1}"), options) == [])
  }

  @Test func `headers are held against their schemas`() throws {
    let body = "{\"ok\": 1}"
    let type = HeaderField("Content-Type", "application/json")
    func told(_ headers: HeaderFields) throws -> [String] {
      try self.told(SampleContract.response(body, headers: headers))
    }
    #expect(try told([type]) == ["missing-header"])
    #expect(try told([type, HeaderField("x-page", "one")]) == ["wrong-type"])
    #expect(try told([type, HeaderField("x-page", "1"), HeaderField("X-Tags", "a, b")]) == [])
    #expect(try told([type, HeaderField("x-page", "1"), HeaderField("X-Tags", "a, c")]) == ["unknown-enum-value /1"])
    #expect(try told([type, HeaderField("x-page", "1"), HeaderField("X-New", "1")]) == ["undocumented-header"])
    #expect(try told([type, HeaderField("x-page", "1"), HeaderField("Date", "now"), HeaderField("ETag", "1")]) == [])
    var options = Verification()
    options.allowedHeaders = ["X-Ne*"]
    let response = SampleContract.response(
      body, headers: [type, HeaderField("x-page", "1"), HeaderField("X-New", "1")])
    #expect(try contract().verify(response, to: SampleContract.get("/things"), options) == [])
  }

  @Test func `an exchange is its request and its response`() throws {
    let contract = try contract()
    let exchange = Exchange(request: SampleContract.post("[]"), outcome: .response(SampleContract.response("{}")))
    #expect(contract.told(contract.verify(exchange)) == ["wrong-type", "missing-field"])
    #expect(contract.verify(exchange).map(\.subject.side) == [.write, .read])
    let unknown = Exchange(request: SampleContract.get("/else"), outcome: .response(SampleContract.response("{}")))
    #expect(contract.told(contract.verify(unknown)) == ["undocumented-operation"])
    let failed = Exchange(request: SampleContract.post("{}"), outcome: .failure(TransportFailure(.timeout, "late")))
    #expect(contract.verify(failed) == [])
  }
}
