import Locking

/// What was asked in one session, in order: which interaction answered, or that none did.
final class RequestJournal: Sendable {
  private struct State: Sendable {
    /// The index of an interaction; below zero a miss: -1 the first one that was kept, `unkept` one that was not.
    var entries: [Int32] = []
    var dropped = 0
  }

  private let state = Lock(State())
  private let limit: Int
  private static let unkept = Int32.min

  init(limit: Int) { self.limit = limit }

  enum Entry: Hashable, Sendable {
    /// By its index.
    case interaction(Int)
    /// By its place among the misses that were kept; nil where it was not.
    case miss(Int?)
  }

  /// As long as there is room, and how many there were beyond.
  var all: (entries: [Entry], dropped: Int) {
    let (entries, dropped) = state.withLock { ($0.entries, $0.dropped) }
    let read = entries.map { entry -> Entry in
      if entry >= 0 { return .interaction(Int(entry)) }
      return .miss(entry == RequestJournal.unkept ? nil : -1 - Int(entry))
    }
    return (read, dropped)
  }

  func add(interaction index: Int) { add(Int32(clamping: index)) }

  func add(miss place: Int?) { add(place.map { Int32(clamping: -1 - $0) } ?? RequestJournal.unkept) }

  private func add(_ entry: Int32) {
    state.withLock { state in
      if state.entries.count < limit { state.entries.append(entry) } else { state.dropped += 1 }
    }
  }

  func clear() { state.withLock { $0 = State() } }
}
