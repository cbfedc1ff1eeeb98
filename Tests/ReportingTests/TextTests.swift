import Testing

@testable import Reporting

struct TextTests {
  @Test(
    arguments: [
      (.milliseconds(999), "999 ms"), (.milliseconds(1050), "1.0 s"), (.milliseconds(1950), "1.9 s"),
      (.seconds(2), "2 s"), (.seconds(61), "1 min 1 s"), (.seconds(3660), "1 h 1 min"), (.seconds(90_000), "1 d 1 h"),
    ] as [(Duration, String)])
  func `a duration has two units at most, and tenths are cut off`(duration: Duration, text: String) {
    #expect(Text.duration(duration) == text)
  }

  @Test func `an empty line is indented only where it is kept`() {
    #expect(Text.indented("a\n\nb", by: "  ") == "  a\n\n  b")
    #expect(Text.indented("a\n\nb", by: "| ", keepingEmpty: true) == "| a\n| \n| b")
  }
}
