import HTTPModel
import Locking

/// The misses of one session: all are counted, and kept as long as there is room.
final class MissLog: Sendable {
  private struct State: Sendable {
    var kept: [Miss] = []
    var count = 0
  }

  private let state = Lock(State())
  private let limit: Int
  /// How many more may be kept by all sessions together.
  private let room: Lock<Int>

  init(limit: Int, room: Lock<Int>) {
    self.limit = limit
    self.room = room
  }

  deinit { clear() }

  /// In the order in which they happened.
  var kept: [Miss] { state.withLock { $0.kept } }
  var count: Int { state.withLock { $0.count } }

  /// Its place among those that are kept; nil where there is no room.
  func add(_ miss: Miss) -> Int? {
    state.withLock { state in
      state.count += 1
      guard state.kept.count < limit, takeRoom() else { return nil }
      state.kept.append(miss)
      return state.kept.count - 1
    }
  }

  func clear() {
    let freed = state.withLock { state in
      defer { state = State() }
      return state.kept.count
    }
    room.withLock { $0 += freed }
  }

  private func takeRoom() -> Bool {
    room.withLock { room in
      guard room > 0 else { return false }
      room -= 1
      return true
    }
  }
}
