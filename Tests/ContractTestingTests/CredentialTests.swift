import ContractTesting
import Findings
import HTTPModel
import JSONModel
import Testing

/// What operations say of credentials, and requests with and without them.
struct CredentialTests {
  private static let schemes = """
    components:
      securitySchemes:
        key: {type: apiKey, in: header, name: X-Api-Key}
        item: {type: apiKey, in: query, name: token}
        crumb: {type: apiKey, in: cookie, name: session}
        basic: {type: http, scheme: Basic}
        bearer: {type: http, scheme: bearer}
        oauth: {type: oauth2, flows: {}}
        connect: {type: openIdConnect, openIdConnectUrl: 'https://id.example.com'}
        aws: {type: apiKey, in: header, name: Authorization, x-amazon-apigateway-authtype: awsSigv4}
        tls: {type: mutualTLS}
        odd: {type: telepathy}
        alias: {$ref: '#/components/securitySchemes/bearer'}
    """

  /// `security` of `GET /things`, and of the document where it has one.
  private func contract(_ security: String?, document: String? = nil) throws -> Contract {
    try SampleContract.make(
      """
      \(document.map { "security: \($0)" } ?? "{}:")
      paths:
        /things:
          get:
            \(security.map { "security: \($0)" } ?? "x: y")
            responses: {'200': {description: ''}, '401': {description: ''}, '403': {description: ''}}
      \(Self.schemes)
      """.replacing("{}:\n", with: ""))
  }

  private func told(
    _ contract: Contract, _ target: String = "/things", _ headers: [(String, String)] = []
  ) -> [String] {
    let fields = HeaderFields(headers.map { HeaderField($0.0, $0.1) })
    return contract.verify(SampleContract.get(target, headers: fields)).map(\.rule.id)
  }

  @Test(arguments: [
    ("key", "/things", [("x-api-key", "1")]), ("item", "/things?token=1", []),
    ("crumb", "/things", [("Cookie", "a=b; session=1")]), ("basic", "/things", [("Authorization", "basic eDp5")]),
    ("bearer", "/things", [("Authorization", "Bearer {{api.token}}")]),
    ("bearer", "/things", [("Authorization", "{{api.authorization}}")]),
    ("oauth", "/things", [("authorization", "bearer 1")]), ("connect", "/things", [("Authorization", "Bearer 1")]),
    ("alias", "/things", [("Authorization", "Bearer 1")]),
    ("aws", "/things", [("Authorization", "AWS4-HMAC-SHA256 Credential=x")]),
    ("aws", "/things?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=1", []),
  ])
  func `credentials of each kind are seen, and their absence is a finding`(
    scheme: String, target: String, headers: [(String, String)]
  ) throws {
    let contract = try contract("[{\(scheme): []}]")
    #expect(told(contract, target, headers) == [])
    #expect(told(contract) == ["missing-credentials"])
  }

  @Test(arguments: [
    ("bearer", [("Authorization", "Basic eDp5")]), ("bearer", [("Authorization", "Bearer")]),
    ("bearer", [("Authorization", "")]), ("key", [("X-Api-Key", "")]),
    ("aws", [("Authorization", "Bearer 1")]), ("crumb", [("Cookie", "session=")]),
  ])
  func `another scheme, or nothing behind it, is not what is asked for`(
    scheme: String, headers: [(String, String)]
  ) throws {
    #expect(told(try contract("[{\(scheme): []}]"), "/things", headers) == ["missing-credentials"])
  }

  @Test func `one alternative suffices, and all schemes of it are needed`() throws {
    let contract = try contract("[{bearer: [], key: []}, {item: []}]")
    #expect(told(contract, "/things?token=1") == [])
    #expect(told(contract, "/things", [("Authorization", "Bearer 1"), ("X-Api-Key", "1")]) == [])
    #expect(told(contract, "/things", [("Authorization", "Bearer 1")]) == ["missing-credentials"])
    let finding = try #require(contract.verify(SampleContract.get("/things")).first)
    #expect(
      finding.message == "the request has no credentials that the operation takes: "
        + "Authorization: Bearer and the header X-Api-Key, or the query parameter token")
    #expect(finding.contract?.pointer?.description == "/paths/~1things/get/security")
    #expect(finding.severity == .error && finding.subject.part == "request")
  }

  @Test func `the document's list holds where the operation has none, and none are needed where one is empty`() throws {
    #expect(told(try contract(nil, document: "[{bearer: []}]")) == ["missing-credentials"])
    #expect(told(try contract(nil)) == [])
    #expect(told(try contract("[]", document: "[{bearer: []}]")) == [])
    #expect(told(try contract("[{bearer: []}, {}]")) == [])
    #expect(told(try contract("[{tls: []}]")) == [])
  }

  @Test func `a scheme that the contract does not describe cannot be verified, unless another one is met`() throws {
    for unknown in ["odd", "none"] {
      let contract = try contract("[{\(unknown): []}, {bearer: []}]")
      #expect(told(contract) == ["unverifiable"])
      #expect(told(contract, "/things", [("Authorization", "Bearer 1")]) == [])
    }
  }

  @Test(arguments: [(200, Severity.error), (401, .note), (403, .note)])
  func `a request that was refused for having none is a note`(status: Int, severity: Severity) throws {
    let exchange = Exchange(
      request: SampleContract.get("/things"), outcome: .response(Response(status: status)))
    let found = try contract("[{bearer: []}]").verify(exchange)
    #expect(found.map(\.rule) == [.missingCredentials])
    #expect(found.first?.severity == severity)
  }

  @Test func `parameters and headers that carry credentials are not undocumented`() throws {
    let contract = try contract("[{aws: []}, {key: []}]")
    #expect(told(contract, "/things?X-Amz-Signature=1&X-Amz-Date=2&token=3", [("X-Api-Key", "1")]) == [])
    #expect(told(contract, "/things", [("Authorization", "AWS4-HMAC-SHA256 x"), ("X-Amz-Date", "1")]) == [])
  }

  @Test func `the document's list is for its clients, so a webhook has only its own`() throws {
    let webhook = "post: {requestBody: {content: {application/json: {schema: {}}}}}"
    let contract = try SampleContract.make(
      """
      security: [{bearer: []}]
      webhooks:
        a.done: {\(webhook)}
        b.done: {\(webhook.replacing("{requestBody", with: "{security: [{key: []}], requestBody"))}
      \(Self.schemes)
      """)
    let request = SampleContract.post("{}")
    #expect(contract.verify(webhook: request, event: "a.done").isEmpty)
    #expect(contract.verify(webhook: request, event: "b.done").map(\.rule) == [.missingCredentials])
  }
}
