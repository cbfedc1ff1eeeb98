import Reporting
import Testing

struct RunSummaryTests {
  @Test(arguments: [
    (4, 0, false, "4 requests, all answered from Cassettes/a; nothing went over the network (9 ms)"),
    (1, 0, false, "1 request, answered from Cassettes/a; nothing went over the network (9 ms)"),
    (0, 0, false, "no requests; nothing went over the network (9 ms)"),
    (1, 1, false, "1 request, 1 of them not in Cassettes/a; nothing went over the network (9 ms)"),
    (3, 1, true, "3 requests, 1 of them not in Cassettes/a; nothing left this machine (9 ms)"),
  ])
  func `a run says where its answers came from`(requests: Int, misses: Int, isWire: Bool, text: String) {
    let summary = RunSummary(
      requests: requests, misses: misses, cassette: "Cassettes/a", isWire: isWire, elapsed: .microseconds(9_200))
    #expect(summary.text == text)
  }

  @Test func `less than a millisecond is shown as one`() {
    let summary = RunSummary(
      requests: 2, misses: 0, cassette: "c", isWire: false, elapsed: .microseconds(20))
    #expect(summary.text.hasSuffix("(1 ms)"))
  }
}
