import SchemaValidation
import Testing

struct IdentifierShapeTests {
  @Test(arguments: [
    "42", "07fab0ef-505c-447d-ae6a-932b5339300d", "ctm_01h7dtf1yg8jge7980baqdkjk8", "cus_9s6XKzkNRiz8i3",
    "01H7DTF1YG8JGE7980BAQDKJK8", "5f4dcc3b5aa765d61d8327deb882cf99", "2026-11-29", "2026-11-29T10:00:00Z",
    "ada@example.com", "192.0.2.1", "{{keygen.token-4}}", "3C092A-82E04C-E301E6-EEC3DA-463A95-V3", "txn-8h3k2j9d0s",
    "urn:uuid:07fab0ef-505c-447d-ae6a-932b5339300d",
  ])
  func `ids, dates and addresses are data`(name: String) {
    #expect(IdentifierShape.matches(name))
  }

  @Test(arguments: [
    "customers", "created_at", "v1", "validate-key", "credit-balances", "utf8_general", "sha256", "x-request-id",
    "@type",
    "oauth2", "address_line_1", "line2", "application/json", "", "A", "deadbeef", "x86_64", "customer@", "{id}",
    "update-payment-method-transaction",
  ])
  func `names that somebody chose are not`(name: String) {
    #expect(!IdentifierShape.matches(name))
  }
}
