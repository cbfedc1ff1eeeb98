import ContractTesting
import HTTPModel
import Testing

/// The path that a server's URL puts before those of operations.
struct ServerPathTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let server: String, fitting: [String], other: [String]
    init(_ server: String, fits fitting: [String], not other: [String] = []) {
      (self.server, self.fitting, self.other) = (server, fitting, other)
    }
    var testDescription: String { server }
  }

  @Test(arguments: [
    Case("url: '//cdn.example.com/net'", fits: ["/net/a"], not: ["/a", "//cdn.example.com/net/a"]),
    Case("url: './beside'", fits: ["/beside/a"], not: ["/a"]), Case("url: plain/", fits: ["/plain/a"]),
    Case("url: '../../up'", fits: ["/up/a"]), Case("url: 'https://h.example.com/v1?key=1'", fits: ["/v1/a"]),
    Case("url: '.'", fits: ["/a"]), Case("url: 'https://h.example.com:8443'", fits: ["/a"]),
    // Of a list of values these are all, and the default is one of them.
    Case(
      "url: '/{base}/api', variables: {base: {default: v1/public, enum: [v1/public, v2]}}",
      fits: ["/v1/public/api/a", "/v2/api/a"], not: ["/v3/api/a", "/v1/api/a"]),
    Case("url: '/{v}', variables: {v: {default: 1, enum: [2]}}", fits: ["/1/a", "/2/a"], not: ["/3/a"]),
    // Without one a variable is any segment, and what its default says besides.
    Case("url: '/{v}', variables: {v: {default: v1}}", fits: ["/v1/a", "/v7/a"], not: ["/a", "/v1/x/a"]),
    Case("url: '/{v}', variables: {v: {default: deep/er}}", fits: ["/deep/er/a", "/v7/a"], not: ["/a"]),
    Case("url: 'https://e.com{base}', variables: {base: {default: ''}}", fits: ["/a"]),
    Case("url: '{root}', variables: {root: {default: 'https://e.com/x/y'}}", fits: ["/x/y/a"], not: ["/z/a"]),
    Case("url: 'http://{host}:{port}/{v}', variables: {host: {default: h}, port: {default: '80'}}", fits: ["/v1/a"]),
  ])
  func `a server's variables and relative URL`(_ sample: Case) throws {
    let contract = try SampleContract.make(
      "servers: [{\(sample.server)}]\npaths: {/a: {get: {responses: {default: {description: d}}}}}")
    for target in sample.fitting {
      #expect(contract.operationName(for: SampleContract.get(target)) == "GET /a", "\(target)")
    }
    for target in sample.other { #expect(contract.operationName(for: SampleContract.get(target)) == nil, "\(target)") }
  }

  @Test func `very many values of variables end`() throws {
    let names = (0..<30).map { "v\($0)" }
    let variables = names.map { "\($0): {default: a, enum: [a, b, c]}" }.joined(separator: ", ")
    let url = names.map { "{\($0)}" }.joined(separator: "-")
    let contract = try SampleContract.make(
      "servers: [{url: '/\(url)', variables: {\(variables)}}]\npaths: {/a: {get: {responses: {}}}}")
    let target = "/" + names.map { _ in "a" }.joined(separator: "-") + "/a"
    #expect(contract.operationName(for: SampleContract.get(target)) == "GET /a")
  }
}
