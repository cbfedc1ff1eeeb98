import ContractTesting
import Findings
import JSONModel
import Locking
import TestSupport
import Testing

/// Parsed forms of YAML files.
struct ContractCacheTests {
  private final class Memory: Sendable {
    let forms = Lock<[[UInt8]: [UInt8]]>([:])
    let loads = Lock(0)

    var cache: ContractCache {
      ContractCache(
        load: { file in
          self.loads.withLock { $0 += 1 }
          return self.forms.withLock { $0[file] }
        },
        store: { file, form in self.forms.withLock { $0[file] = form } })
    }
  }

  /// Long enough to be worth it.
  private static let text: [UInt8] = {
    let fields = (0..<300).map { "          field\($0): {type: integer, description: 'é and \"quotes\"'}" }
    let lines = [
      "openapi: 3.1.0", "paths: {}", "webhooks:", "  a.done:", "    post: {requestBody: {content: {application/json:",
      "      {schema: {$ref: '#/components/schemas/A'}}}}}", "components:", "  schemas:", "    A:",
      "        properties:",
    ]
    return Array((lines + fields).joined(separator: "\n").utf8)
  }()

  private func load(_ memory: Memory) throws -> Contract {
    try Contract("openapi.yaml", cache: memory.cache) { _ in ContractCacheTests.text }
  }

  private func findings(_ contract: Contract) -> [Finding] {
    contract.verify(webhook: Array(#"{"field7": "x", "field299": null, "other": 1}"#.utf8))
  }

  @Test func `a contract from the cache is the same, positions too`() throws {
    let memory = Memory()
    let parsed = findings(try load(memory))
    #expect(parsed.count == 3)
    #expect(memory.forms.withLock { $0.count } == 1)
    let cached = findings(try load(memory))
    #expect(cached == parsed)
    #expect(cached.map(\.contract?.description) == parsed.map(\.contract?.description))
    #expect(parsed.first?.contract?.description == "openapi.yaml:18:26")
    #expect(cached.first?.contract.map { PlaceReport("", at: $0).lines.count } == 3)
  }

  @Test func `a damaged form is not used`() throws {
    let memory = Memory()
    let parsed = findings(try load(memory))
    let form = try #require(memory.forms.withLock { $0[ContractCacheTests.text] })
    for cut in [0, 30, form.count / 2, form.count - 1] {
      memory.forms.withLock { $0[ContractCacheTests.text] = Array(form[..<cut]) }
      #expect(findings(try load(memory)) == parsed)
    }
    for place in stride(from: 0, to: form.count, by: form.count / 12) {
      var damaged = form
      damaged[place] ^= 4
      memory.forms.withLock { $0[ContractCacheTests.text] = damaged }
      #expect(findings(try load(memory)) == parsed)
    }
  }

  @Test func `a form of another file is not used`() throws {
    let memory = Memory()
    _ = try load(memory)
    let form = memory.forms.withLock { $0[ContractCacheTests.text] } ?? []
    var other = ContractCacheTests.text
    other[other.count - 3] = UInt8(ascii: "x")
    memory.forms.withLock { $0[other] = form }
    _ = try Contract("openapi.yaml", cache: memory.cache) { [other] _ in other }
    #expect(memory.forms.withLock { $0[other] } != form)
  }

  @Test(.enabled(if: SharedFiles.available)) func `the form of a real document gives the same faults`() throws {
    let text = try SharedFiles.bytes("contracts/resend/resend.yaml")
    let memory = Memory()
    let contracts = try (0..<2).map { _ in try Contract("resend.yaml", cache: memory.cache) { _ in text } }
    let faults = contracts.map { $0.faults().map { "\($0.contract?.description ?? "") \($0.message)" } }
    #expect(faults[0] == faults[1])
    #expect(faults[0].count == 16)
    #expect(memory.loads.withLock { $0 } == 2)
  }
}
