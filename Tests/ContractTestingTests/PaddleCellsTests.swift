import ContractTesting
import Findings
import HTTPModel
import JSONModel
import TestSupport
import Testing

/// Paddle's payloads against eight versions of its contract: what each lacks, found by independent tools.
struct PaddleCellsTests {
  private static let origin = Origin(scheme: "https", host: "api.paddle.com")

  private func contracts() throws -> [String: Contract] {
    var contracts: [String: Contract] = [:]
    for path in try SharedFiles.paths(endingIn: [".yaml"]) where path.hasPrefix("drift/paddle/contracts/") {
      let name = String(path.dropFirst("drift/paddle/contracts/".count))
      contracts[name] = try Contract(name, api: "paddle") { _ in try SharedFiles.bytes(path) }
    }
    return contracts
  }

  private func findings(_ cell: JSONCursor, _ contract: Contract) throws -> [Finding] {
    let operation = try #require(cell["operation"]?.string), part = try #require(cell["part"]?.string)
    let file = try #require(cell["payload_file"]?.string)
    let body = try SharedFiles.bytes("drift/paddle/payloads/\(file)")
    let json: HeaderFields = [HeaderField("Content-Type", "application/json")]
    if operation.hasPrefix("webhook ") { return contract.verify(webhook: body) }
    let words = operation.split(separator: " ")
    let path = words[1].replacing("{customer_id}", with: "ctm_01hv6y1jedq4p1n0yqn5ba3ky4")
      .replacing("{transaction_id}", with: "txn_01hv8wptq8987qeep44cyrewp9")
    let isRequest = part.hasPrefix("request")
    let request = Request(
      HTTPMethod(rawValue: String(words[0])), PaddleCellsTests.origin, Target(String(path)),
      headers: HeaderFields((isRequest ? Array(json) : []) + [HeaderField("Authorization", "Bearer {{paddle.token}}")]),
      body: isRequest ? .bytes(body) : .empty)
    if isRequest { return contract.verify(request) }
    let status = try #require(Int(String(part.split(separator: "/")[1])))
    return contract.verify(Response(status: status, headers: json, body: .bytes(body)), to: request)
  }

  private static let kinds = [
    "undocumented_field": "undocumented-field", "unexpected_null": "unexpected-null",
    "enum_value_unknown": "unknown-enum-value",
  ]

  @Test(.enabled(if: SharedFiles.available))
  func `each payload has exactly the findings that it is known to have`() throws {
    let contracts = try contracts()
    let cells = try JSONDocument(parsing: SharedFiles.bytes("drift/paddle/payload_cells.json")).root
    var right = 0, total = 0
    for cell in cells.elements {
      let contract = try #require(contracts[cell["contract"]?.string ?? ""])
      let found = try findings(cell, contract).map { "\($0.rule.id) \($0.payload?.pointer?.description ?? "")" }
        .sorted()
      let expected = (cell["findings"]?.elements).map(Array.init)?.map { finding in
        "\(PaddleCellsTests.kinds[finding["kind"]?.string ?? ""] ?? "") \(finding["pointer"]?.string ?? "")"
      }.sorted()
      total += expected?.count ?? 0
      if found == expected {
        right += 1
      } else {
        let name = "\(cell["contract"]?.string ?? "") \(cell["payload_file"]?.string ?? "")"
        let missing = Set(expected ?? []).subtracting(found), extra = Set(found).subtracting(expected ?? [])
        Issue.record("\(name): missing \(missing.sorted().prefix(5)), extra \(extra.sorted().prefix(5))")
      }
    }
    #expect(right == 201)
    #expect(total == 860)
  }
}
