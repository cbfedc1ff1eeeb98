import Findings
import JSONModel
import TestSupport
import Testing

@testable import ContractTesting

/// Faults of published documents beside their examples, which PublishedContractsTests holds.
///
/// Inside that suite, so that no document is loaded by two tests at the same time.
extension PublishedContractsTests {
  /// By document and rule; what is not here is 0.
  private static let expectedFaults: [String: [String: Int]] = [
    "twilio": ["nullable-without-effect": 48],
    "digitalocean": [
      "ambiguous-paths": 15, "invalid-schema": 6, "non-portable-pattern": 2, "nullable-without-effect": 13,
    ],
    "kubernetes-apps": [:], "intercom": ["nullable-without-effect": 20, "unresolved-reference": 4],
    "asana": ["ignored-siblings": 29, "nullable-without-effect": 12],
    // One is of a path whose variable is a part of a segment, which truth.json does not look at.
    "box": ["ambiguous-paths": 14, "nullable-without-effect": 19],
    "paypal-orders": ["ignored-siblings": 37, "non-portable-pattern": 3], "aws-sesv2": [:],
    "klaviyo-profiles": ["nullable-without-effect": 91], "discord": ["ambiguous-paths": 30], "museum": [:],
    "resend": ["ambiguous-paths": 6, "nullable-without-effect": 10],
  ]

  @Test(arguments: PublishedContract.names)
  func `a published document has the faults that it is known to have`(name: String) throws {
    let contract = try PublishedContract.named(name).contract
    let survey = ContractSurvey(contract.storage.files, isVersion30: contract.storage.isVersion30)
    let faults =
      contract.brokenReferences(survey) + contract.schemaFaults(survey) + contract.webhookFaults()
      + contract.pathFaults()
    let counts = Dictionary(faults.map { ($0.rule.id, 1) }, uniquingKeysWith: +)
    #expect(counts == PublishedContractsTests.expectedFaults[name])
  }

  @Test func `the newest of Paddle's documents has operations, webhooks and five examples that fail`() throws {
    let text = try SharedFiles.bytes("drift/paddle/contracts/2024-08-20-c666b74.yaml")
    let contract = try Contract(parsing: text, api: "paddle")
    #expect(contract.operations.count == 61)
    #expect(contract.webhooks.count == 42)
    let counts = Dictionary(contract.faults().map { ($0.rule.id, 1) }, uniquingKeysWith: +)
    #expect(counts == ["default-invalid": 1, "example-invalid": 5])
  }
}
