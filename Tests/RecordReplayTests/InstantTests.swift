import RecordReplay
import Testing

struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2026-11-22T09:00:00Z", 1_795_338_000_000),
    ("2026-11-23T16:23:38.733Z", 1_795_451_018_733), ("2024-02-29T23:59:59.999Z", 1_709_251_199_999),
    ("1969-12-31T23:59:59.500Z", -500), ("2000-03-01T00:00:00Z", 951_868_800_000),
  ])
  func `a time is read and written the same`(text: String, milliseconds: Int64) {
    #expect(Instant(text)?.millisecondsSince1970 == milliseconds)
    #expect(Instant(millisecondsSince1970: milliseconds).description == text)
  }

  @Test(arguments: [
    ("2026-11-22T10:00:00+01:00", "2026-11-22T09:00:00Z"), ("2026-11-22T03:30:00-05:30", "2026-11-22T09:00:00Z"),
    ("2026-11-22 09:00:00z", "2026-11-22T09:00:00Z"), ("2026-11-22T09:00:00.1234567Z", "2026-11-22T09:00:00.123Z"),
  ])
  func `offsets and fine fractions are understood`(text: String, utc: String) {
    #expect(Instant(text)?.description == utc)
  }

  @Test(arguments: [
    "", "2026-11-22", "2026-11-22T09:00:00", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-22T24:00:00Z",
    "2026-11-22T09:00:00.Z", "2026-11-22T09:00:00Zx", "é026-11-22T09:00:00Z",
  ])
  func `what is no time is none`(text: String) { #expect(Instant(text) == nil) }

  @Test(arguments: [
    ("84ms", Duration.milliseconds(84)), ("1500us", .microseconds(1500)), ("7ns", .nanoseconds(7)), ("0ms", .zero),
  ])
  func `a duration is read and written the same`(text: String, duration: Duration) {
    #expect(Duration(text: text) == duration)
    #expect(duration.text == text)
  }

  @Test(arguments: ["", "ms", "84", "-1ms", "1.5s", "84 ms", "99999999999999999999s", "9999999999s"])
  func `what is no duration is none`(text: String) { #expect(Duration(text: text) == nil) }
}
