import Clocks

/// What is still to come of an execution: tasks to be asked for, and events with their times.
///
/// Tasks are asked for in the order of their issue. Events come in the order of their times; what happens at the same time
/// happens in the order of the branches.
struct Agenda {
  struct Ask: Comparable {
    let id: Int
    let branch: [Int]
    let call: TaskCall
    let timeout: Duration?

    static func == (left: Ask, right: Ask) -> Bool { left.id == right.id }
    static func < (left: Ask, right: Ask) -> Bool { left.id < right.id }
  }

  struct Entry: Comparable {
    let id: Int
    let time: Instant
    let branch: [Int]
    let event: Interpreter.Event

    static func == (left: Entry, right: Entry) -> Bool { left.id == right.id }
    static func < (left: Entry, right: Entry) -> Bool {
      if left.time != right.time { return left.time < right.time }
      return left.branch == right.branch ? left.id < right.id : left.branch.lexicographicallyPrecedes(right.branch)
    }
  }

  private var asks = Heap<Ask>()
  private var entries = Heap<Entry>()
  /// What is cancelled stays where it is until its turn comes.
  private var cancelled: Set<Int> = []

  mutating func add(_ ask: Ask) { asks.insert(ask) }
  mutating func add(_ entry: Entry) { entries.insert(entry) }
  mutating func cancel(_ id: Int) { cancelled.insert(id) }

  mutating func nextAsk() -> Ask? {
    while let ask = asks.popFirst() { if cancelled.remove(ask.id) == nil { return ask } }
    return nil
  }

  mutating func nextEntry() -> Entry? {
    while let entry = entries.popFirst() { if cancelled.remove(entry.id) == nil { return entry } }
    return nil
  }

  /// A task's answer comes when it has taken its time, unless the task's timeout comes before.
  mutating func deliver(_ report: TaskReport, to ask: Ask, at now: Instant) {
    // A history has whole milliseconds; none takes less than none or more than a hundred years.
    let took = Duration.milliseconds(min(max(report.took.milliseconds(.nearest), 0), 3_155_760_000_000))
    let isLate = ask.timeout.map { took > $0 } ?? false
    add(
      Entry(
        id: ask.id, time: now + (isLate ? ask.timeout ?? took : took), branch: ask.branch,
        event: isLate ? .taskTimedOut(ask.id) : .taskFinished(ask.id, report)))
  }
}
