import Clocks
import Testing

struct DurationTests {
  @Test(arguments: [
    ("84ms", Duration.milliseconds(84)), ("1500us", .microseconds(1500)), ("7ns", .nanoseconds(7)), ("0ms", .zero),
  ])
  func `a duration is read and written the same`(text: String, duration: Duration) {
    #expect(Duration(text: text) == duration)
    #expect(duration.text == text)
  }

  @Test(arguments: ["", "ms", "84", "-1ms", "1.5s", "84 ms", "99999999999999999999s", "9999999999s", "3155760001s"])
  func `what is no duration is none`(text: String) { #expect(Duration(text: text) == nil) }

  @Test(
    arguments: [
      (.zero, 0, 0, 0), (.milliseconds(3), 3, 3, 3), (.microseconds(1499), 1, 1, 2), (.microseconds(1500), 1, 2, 2),
      (.nanoseconds(1), 0, 0, 1), (.nanoseconds(-1), -1, 0, 0), (.microseconds(-1500), -2, -1, -1),
      (.seconds(84_000) + .milliseconds(123), 84_000_123, 84_000_123, 84_000_123),
      (.seconds(Int64.max), .max, .max, .max),
    ] as [(Duration, Int64, Int64, Int64)])
  func `milliseconds are counted down, to the nearest and up`(
    duration: Duration, down: Int64, nearest: Int64, up: Int64
  ) {
    #expect(duration.milliseconds(.down) == down)
    #expect(duration.milliseconds(.nearest) == nearest)
    #expect(duration.milliseconds(.up) == up)
  }
}
