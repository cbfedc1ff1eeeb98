import Testing

@testable import WorkflowEngine

struct TimestampTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2026-01-01T00:00:00Z", 1_767_225_600_000),
    ("2024-02-29T12:00:00.5Z", 1_709_208_000_500),
    ("2026-01-01T02:00:00+02:00", 1_767_225_600_000), ("1969-12-31T23:59:59.999Z", -1),
    ("2016-03-05T21:29:29.243167252Z", 1_457_213_369_244),
  ])
  func `a date-time is so many milliseconds`(text: String, milliseconds: Int64) {
    #expect(Timestamp(text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "2016-13-05T21:29:29Z", "2016-12-05 21:29:29Z", "2016-12-05T21:29:29", "05-12-2016T21:29:29Z", "",
    "2016-12-05T25:29:29Z", "2023-02-29T00:00:00Z", "2016-12-05T21:29:29.Z", "2016-12-05T21:29:29+0200", "２０16-12-05",
    "2016-12-05T21:29:29Zx",
  ])
  func `what RFC 3339 doesn't know is no date-time`(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test(arguments: [0, -1, 1_767_225_600_001, 951_782_400_000, 253_402_300_799_999] as [Int64])
  func `what is written is read again`(milliseconds: Int64) {
    #expect(Timestamp(Timestamp.text(milliseconds: milliseconds))?.milliseconds == milliseconds)
  }
}
