import Clocks
import JSONModel
import TestSupport
import Testing

@testable import WorkflowEngine

struct AgendaTests {
  static let now = VirtualClock.defaultStart
  static let call = TaskCall(resource: "r", state: "s", parameters: .null)

  @Test func `a heap gives the least first, whatever the order`() {
    var random = SeededGenerator(seed: 7)
    for count in [0, 1, 2, 3, 100] {
      let numbers = (0..<count).map { _ in Int.random(in: 0..<50, using: &random) }
      var heap = Heap<Int>()
      for number in numbers { heap.insert(number) }
      var drained: [Int] = []
      while let number = heap.popFirst() { drained.append(number) }
      #expect(drained == numbers.sorted())
    }
  }

  @Test func `events come by time, then branch, then id`() {
    var agenda = Agenda()
    let entries: [(id: Int, seconds: Int, branch: [Int])] = [
      (1, 3, [1]), (2, 3, [0, 5]), (3, 2, [9]), (4, 3, [0]), (6, 3, [0]), (5, 3, [0]),
    ]
    for (id, seconds, branch) in entries {
      agenda.add(Agenda.Entry(id: id, time: Self.now + .seconds(seconds), branch: branch, event: .timerFired(id)))
    }
    var order: [Int] = []
    while let entry = agenda.nextEntry() { order.append(entry.id) }
    #expect(order == [3, 4, 5, 6, 2, 1])
  }

  @Test func `what is cancelled does not come`() {
    var agenda = Agenda()
    for id in 1...3 {
      agenda.add(Agenda.Entry(id: id, time: Self.now, branch: [], event: .timerFired(id)))
      agenda.add(Agenda.Ask(id: id + 10, branch: [], call: Self.call, timeout: nil))
    }
    agenda.cancel(2)
    agenda.cancel(11)
    #expect([agenda.nextEntry(), agenda.nextEntry(), agenda.nextEntry()].map { $0?.id } == [1, 3, nil])
    #expect([agenda.nextAsk(), agenda.nextAsk(), agenda.nextAsk()].map { $0?.id } == [12, 13, nil])
  }

  @Test(
    arguments: [
      (.seconds(5), 5000, false), (.seconds(5) + .milliseconds(1), 5000, true), (.microseconds(1_500), 2, false),
      (.seconds(-3), 0, false), (.seconds(5) + .microseconds(400), 5000, false),
    ] as [(Duration, Int64, Bool)])
  func `an answer comes in its time or the timeout in its`(took: Duration, milliseconds: Int64, isLate: Bool) throws {
    var agenda = Agenda()
    let ask = Agenda.Ask(id: 1, branch: [], call: Self.call, timeout: .seconds(5))
    agenda.deliver(TaskReport(.succeeded(.null), took: took), to: ask, at: Self.now)
    let next = agenda.nextEntry()
    let entry = try #require(next)
    #expect(entry.time - Self.now == .milliseconds(milliseconds))
    if case .taskTimedOut = entry.event { #expect(isLate) } else { #expect(!isLate) }
  }
}
