import ContractTesting
import Findings
import HTTPModel
import JSONModel
import Testing

/// Which operation a request is.
struct OperationLookupTests {
  private func contract(_ paths: [String], servers: String = "") throws -> Contract {
    let entries = paths.map { "  '\($0)': {get: {responses: {default: {description: d}}}}" }
    return try SampleContract.make("\(servers)\npaths:\n\(entries.joined(separator: "\n"))")
  }

  struct Case: Sendable {
    let target: String, name: String?
    init(_ target: String, _ name: String?) { (self.target, self.name) = (target, name) }
  }

  @Test(arguments: [
    Case("/users/@me", "/users/@me"), Case("/users/%40me", "/users/@me"), Case("/users/42", "/users/{id}"),
    Case("/users/42?x=1", "/users/{id}"), Case("/users/", nil), Case("/users", nil), Case("/users/42/", nil),
    Case("/files/7.json", "/files/{id}.json"), Case("/files/7", "/files/{id}"),
    Case("/files/a.b.json", "/files/{id}.json"),
    Case("/files/.json", "/files/{id}"), Case("/thumbs/7.png", "/thumbs/{id}.{extension}"), Case("/thumbs/png", nil),
    Case("/levels:append", "/levels:append"), Case("/a/b", "/a/{x}"), Case("/z/b", "/{y}/b"), Case("/", "/"),
    Case("/slash/", "/slash/"), Case("/v/5:cancel", "/v/{id}:cancel"), Case("/v/5%3acancel", "/v/{id}:cancel"),
    Case("/v/5%3cancel", nil), Case("/v/%3Acancel", nil), Case("/d(%27a%27)", "/d('{k}')"), Case("/d(a)", nil),
  ])
  func `the most specific path that fits is taken`(_ sample: Case) throws {
    let contract = try contract([
      "/users/{id}", "/users/@me", "/files/{id}", "/files/{id}.json", "/thumbs/{id}.{extension}", "/levels:append",
      "/{y}/b", "/a/{x}", "/", "/slash/", "/v/{id}:cancel", "/d(''{k}'')",
    ])
    #expect(contract.operationName(for: SampleContract.get(sample.target)) == sample.name.map { "GET \($0)" })
  }

  @Test(arguments: [
    Case("/v1/a", "/a"), Case("/a", nil), Case("/eu/v2/a", "/a"), Case("/v1/v1/a", nil), Case("/v1", nil),
  ])
  func `a server's path comes before`(_ sample: Case) throws {
    let servers = "servers: [{url: 'https://api.example.com/v1/'}, {url: '/{region}/v2'}]"
    let contract = try contract(["/a"], servers: servers)
    #expect(contract.operationName(for: SampleContract.get(sample.target)) == sample.name.map { "GET \($0)" })
  }

  @Test func `a server's URL may begin with a variable for the host`() throws {
    let servers = "servers: [{url: '{base}/v1', variables: {base: {default: 'https://api.example.com'}}}]"
    #expect(try contract(["/a"], servers: servers).operationName(for: SampleContract.get("/v1/a")) == "GET /a")
  }

  @Test func `a path's own servers replace the document's`() throws {
    let contract = try SampleContract.make(
      """
      servers: [{url: 'https://a.example.com/v1'}]
      paths:
        /own: {servers: [{url: 'https://b.example.com'}], get: {responses: {default: {description: d}}}}
        /operation: {get: {servers: [{url: 'https://c.example.com/c'}], responses: {default: {description: d}}}}
      """)
    #expect(contract.operationName(for: SampleContract.get("/own")) == "GET /own")
    #expect(contract.operationName(for: SampleContract.get("/v1/own")) == nil)
    #expect(contract.operationName(for: SampleContract.get("/c/operation")) == "GET /operation")
  }

  @Test func `what no contract covers is a finding in open verification too`() throws {
    let contract = try contract(["/a"])
    #expect(contract.told(contract.verify(SampleContract.get("/b"), Verification(.open))) == ["undocumented-operation"])
    let post = SampleContract.post("{}", to: "/a")
    #expect(contract.told(contract.verify(post, Verification(.open))) == ["undocumented-operation"])
    let answer = contract.verify(SampleContract.response("{}"), to: post, Verification(.open))
    #expect(contract.told(answer) == ["undocumented-operation"])
  }

  @Test func `of operations that differ behind the hash the one that fits best is meant`() throws {
    let contract = try SampleContract.make(
      """
      paths:
        '/files/{id}':
          get: {parameters: [{name: id, in: path, required: true, schema: {}}], responses: {'200': {description: d}}}
        '/files/{id}#share':
          get:
            parameters:
              - {name: id, in: path, required: true, schema: {}}
              - {name: fields, in: query, required: true, schema: {}}
            responses: {'200': {description: d}, '404': {description: d}}
      """)
    #expect(contract.verify(SampleContract.get("/files/1")) == [])
    #expect(contract.verify(SampleContract.get("/files/1?fields=shared")) == [])
    #expect(contract.told(contract.verify(SampleContract.get("/files/1?other=1"))) == ["undocumented-parameter"])
    let missing = contract.verify(SampleContract.response("", status: 404), to: SampleContract.get("/files/1"))
    #expect(missing == [])
  }

  @Test func `ids name operations, behind references and where several fit, too`() throws {
    let contract = try SampleContract.make(
      """
      paths:
        '/files/{id}': {get: {operationId: getFile}, head: {}}
        '/files/{id}#share': {get: {operationId: shareFile}}
        /other: {$ref: '#/components/pathItems/other'}
      components: {pathItems: {other: {get: {operationId: getOther}}}}
      """)
    #expect(contract.operationIDs == ["getFile", "shareFile", "getOther"])
    #expect(contract.operationIDs(for: SampleContract.get("/files/1?x")) == ["getFile", "shareFile"])
    #expect(contract.operationIDs(for: SampleContract.get("/other")) == ["getOther"])
    #expect(contract.operationIDs(for: SampleContract.get("/nowhere")) == [])
  }

  @Test func `what a path has behind its question mark is a part of the request's query`() throws {
    let contract = try contract(["/messages", "/messages?beta=true", "/files/{id}?beta=true&v=2"])
    func name(_ target: String) -> String? { contract.operationName(for: SampleContract.get(target)) }
    func told(_ target: String) -> [String] { contract.told(contract.verify(SampleContract.get(target))) }
    #expect(name("/messages") == "GET /messages")
    #expect(name("/messages?beta=true") == "GET /messages?beta=true")
    #expect(told("/messages?beta=true") == [])
    #expect(told("/messages?beta=false") == ["undocumented-parameter"])
    #expect(told("/files/1?v=2&beta=true") == [])
    #expect(told("/files/1?v=2") == ["missing-parameter"])
    #expect(contract.faults().map(\.rule.id).filter { $0 == "ambiguous-paths" } == [])
  }

  @Test func `very many variables in a segment end the search`() throws {
    let template = "/" + (0..<40).map { "{v\($0)}a" }.joined()
    let contract = try contract([template])
    #expect(contract.operationName(for: SampleContract.get("/" + String(repeating: "aa", count: 2_000) + "b")) == nil)
    let deep = String(repeating: "/a", count: 10_000)
    #expect(contract.operationName(for: SampleContract.get(deep)) == nil)
  }
}
