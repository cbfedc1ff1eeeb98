import ContractTesting
import Findings
import HTTPModel
import TestSupport
import Testing

struct FormatAlternativeTests {
  private static let document = """
    openapi: 3.1.0
    info: {title: t, version: '1'}
    paths: {}
    webhooks:
      changed:
        post:
          requestBody:
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    id: {type: string, anyOf: [{format: uuid}, {maxLength: 0}]}

    """

  @Test(arguments: [("", []), ("7a1e4a37-3ac0-4e8e-9f4e-2f6a1b0c9d8e", []), ("x", ["wrong-format"])])
  func `a format counts only where no alternative without one fits`(id: String, rules: [String]) throws {
    let contract = try Contract(parsing: Array(Self.document.utf8))
    let findings = contract.verify(webhook: Array(#"{"id": "\#(id)"}"#.utf8), event: "changed")
    #expect(findings.map(\.rule.id) == rules)
  }
}
