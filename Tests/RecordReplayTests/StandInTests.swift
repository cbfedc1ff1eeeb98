import Testing

@testable import RecordReplay

struct StandInTests {
  private func made(_ value: String, _ number: Int = 1) -> String {
    String(decoding: StandIn.make(for: Array(value.utf8), number: number), as: UTF8.self)
  }

  @Test(arguments: [
    ("prod-" + String(repeating: "9a", count: 32) + "v3", "prod-" + String(repeating: "0", count: 64) + "v3"),
    ("1A2B3C-4D5E6F-1A2B3C-4D5E6F-1A2B3C-V3", "000000-000000-000000-000000-000000-V3"),
    ("sk_live_abcDEF123ghi", "sk_live_redACT000edr"), ("12345678", "00000000"), ("hunter2x", "redact0e"),
    ("01234567-89ab-4cde-8f01-23456789abcd", "00000000-0000-4000-8000-000000000001"),
    ("correct horse", "redacte dreda"),
  ])
  func `it has the length, the marks and the kinds of letters`(value: String, standIn: String) {
    #expect(made(value) == standIn)
  }

  @Test func `another one of the kind has its number`() {
    #expect(made("1A2B3C-4D5E6F-V3", 2) == "000000-000002-V3")
    #expect(made("sk_live_abcdefghij", 31) == "sk_live_redacted31")
    #expect(made("01234567-89ab-4cde-8f01-23456789abcd", 12) == "00000000-0000-4000-8000-000000000012")
  }
}
