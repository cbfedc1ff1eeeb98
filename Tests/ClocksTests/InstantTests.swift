import Clocks
import Testing

struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2026-11-22T09:00:00Z", 1_795_338_000_000),
    ("2026-11-23T16:23:38.733Z", 1_795_451_018_733), ("2024-02-29T23:59:59.999Z", 1_709_251_199_999),
    ("1969-12-31T23:59:59.500Z", -500), ("2000-03-01T00:00:00Z", 951_868_800_000),
    ("2000-02-29T00:00:00Z", 951_782_400_000),
    ("9999-12-31T23:59:59.999Z", 253_402_300_799_999), ("0000-01-01T00:00:00Z", -62_167_219_200_000),
  ])
  func `a time is read and written the same`(text: String, milliseconds: Int64) {
    #expect(Instant(text)?.millisecondsSince1970 == milliseconds)
    #expect(Instant(strict: text) == Instant(text))
    #expect(Instant(millisecondsSince1970: milliseconds).description == text)
  }

  @Test(arguments: [
    ("2026-11-22T10:00:00+01:00", "2026-11-22T09:00:00Z"), ("2026-11-22T03:30:00-05:30", "2026-11-22T09:00:00Z"),
    ("2026-11-22 09:00:00z", "2026-11-22T09:00:00Z"), ("2026-11-22T09:00:00.1234567Z", "2026-11-22T09:00:00.123Z"),
    ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
  ])
  func `offsets, fine fractions, small letters and leap seconds are understood`(text: String, utc: String) {
    #expect(Instant(text)?.description == utc)
    #expect(Instant(text) == Instant(utc))
  }

  @Test(arguments: [
    "", "2026-11-22", "2026-11-22T09:00:00", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-22T24:00:00Z",
    "2026-11-22T09:00:00.Z", "2026-11-22T09:00:00Zx", "é026-11-22T09:00:00Z", "2026-11-00T09:00:00Z",
    "05-12-2016T21:29:29Z", "2016-12-05T21:29:29+0200", "２０16-12-05", "2016-12-05T21:60:29Z", "2016-12-05T21:29:61Z",
    "1900-02-29T00:00:00Z",
  ])
  func `what is no time is none, read either way`(text: String) {
    #expect(Instant(text) == nil)
    #expect(Instant(strict: text) == nil)
  }

  @Test(arguments: [
    "2016-12-05 21:29:29Z", "2016-12-05t21:29:29Z", "2016-12-05T21:29:29z", "2016-12-31T23:59:60Z",
    "2016-12-05T21:29:29.1234567890Z",
  ])
  func `the strict reader refuses what the other takes`(text: String) {
    #expect(Instant(text) != nil)
    #expect(Instant(strict: text) == nil)
  }

  @Test func `the strict reader keeps nanoseconds`() throws {
    let time = try #require(Instant(strict: "2016-03-05T21:29:29.243167252Z"))
    #expect(time - (try #require(Instant("2016-03-05T21:29:29Z"))) == .nanoseconds(243_167_252))
    #expect(time.millisecondsSince1970 == 1_457_213_369_243)
  }

  @Test(
    arguments: [
      (1_767_225_600_000, "2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.000000+00:00", "20260101T000000Z"),
      (-1, "1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999000+00:00", "19691231T235959Z"),
      (951_868_799_000, "2000-02-29T23:59:59.000Z", "2000-02-29T23:59:59.000000+00:00", "20000229T235959Z"),
      (4_107_542_400_007, "2100-03-01T00:00:00.007Z", "2100-03-01T00:00:00.007000+00:00", "21000301T000000Z"),
    ] as [(Int64, String, String, String)])
  func `each format is as its reader wants it`(milliseconds: Int64, context: String, cli: String, basic: String) {
    let time = Instant(millisecondsSince1970: milliseconds)
    #expect(time.text(.milliseconds) == context)
    #expect(time.text(.microsecondsWithOffset) == cli)
    #expect(time.text(.basic) == basic)
  }
}
