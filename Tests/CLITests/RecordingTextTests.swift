import Clocks
import HTTPModel
import JSONModel
import Reporting
import Testing

@testable import CLI
@testable import RecordReplay

/// What a recording says.
struct RecordingTextTests {
  private static func counts(_ change: (inout Recording.Counts) -> Void) -> Recording.Counts {
    var counts = Recording.Counts()
    change(&counts)
    return counts
  }

  @Test func `the summary names what there was`() {
    #expect(RecordingText.summary(Self.counts { $0.kept = 2 }) == "2 recorded, 0 not")
    #expect(
      RecordingText.summary(
        Self.counts { ($0.kept, $0.changed, $0.unchanged, $0.skipped, $0.refused, $0.replayed) = (1, 2, 3, 4, 5, 6) })
        == "6 recorded (1 new, 2 changed, 3 unchanged), 4 not, 6 from the cassette, 5 refused")
    #expect(RecordingText.summary(Self.counts { $0.unchanged = 3 }) == "3 recorded (3 unchanged), 0 not")
  }

  private static func event(_ fate: RecordingEvent.Fate, url: String? = "https://api.test/a", result: String? = "200")
    -> RecordingEvent
  {
    RecordingEvent(
      method: .get, api: "demo", direction: .outbound, url: url, result: result, bytes: 12, at: nil,
      duration: .milliseconds(5), fate: fate)
  }

  @Test(arguments: [
    (RecordingEvent.Fate.kept("001-x"), "001-x  GET https://api.test/a -> 200, 12 bytes, 5ms"),
    (.changed("001-x"), "001-x  GET https://api.test/a -> 200, 12 bytes, 5ms, changed"),
    (.unchanged("001-x"), "001-x  GET https://api.test/a -> 200, 12 bytes, 5ms, unchanged"),
    (.replayed("001-x"), "001-x  GET https://api.test/a -> 200, 12 bytes, 5ms, from the cassette"),
    (.refused("no"), "refused: GET https://api.test/a: no"),
    (.skipped("why"), "not recorded: GET https://api.test/a -> 200, 12 bytes, 5ms: why"),
  ])
  func `a line names the exchange and what became of it`(fate: RecordingEvent.Fate, line: String) {
    let event = Self.event(fate)
    #expect(RecordingText.line(event) == line)
    let colored = RecordingText.line(event, in: LineLayout(width: nil, isColored: true))
    #expect(colored.hasPrefix("\u{1b}[") && colored.contains("\u{1b}[0m"))
    #expect(colored.replacing(#/\u{1b}\[\d+m/#, with: "") == line)
  }

  @Test func `of what is not stored no URL is said`() {
    #expect(
      RecordingText.line(Self.event(.skipped("why"), url: nil)) == "not recorded: GET demo -> 200, 5ms: why")
    let json = RecordingLog.json(
      Self.event(.skipped("why"), url: nil, result: "-"), now: .init(millisecondsSince1970: 0))
    #expect(
      json.text()
        == #"{"time":"1970-01-01T00:00:00Z","method":"GET","api":"demo","ms":5,"fate":"not recorded","reason":"why"}"#)
  }
}
