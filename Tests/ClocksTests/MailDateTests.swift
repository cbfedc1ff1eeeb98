import Clocks
import Testing

struct MailDateTests {
  @Test(
    arguments: [
      (0, "Thu, 01 Jan 1970 00:00:00 +0000"), (1_795_537_418_999, "Tue, 24 Nov 2026 16:23:38 +0000"),
      (951_782_400_000, "Tue, 29 Feb 2000 00:00:00 +0000"), (-1, "Wed, 31 Dec 1969 23:59:59 +0000"),
    ] as [(Int64, String)])
  func `a date is as mails have it`(milliseconds: Int64, text: String) {
    #expect(Instant(millisecondsSince1970: milliseconds).mailDate == text)
  }
}
