import HTTPModel
import Locking

/// The misses of one session: all are counted, and kept as long as there is room.
final class MissLog: Sendable {
  /// How much more all sessions together may keep.
  struct Room: Sendable {
    var misses: Int
    /// Of their texts.
    var bytes: Int
  }

  private struct State: Sendable {
    var kept: [Miss] = []
    var bytes = 0
    var count = 0
  }

  private let state = Lock(State())
  private let limit: Int
  private let room: Lock<Room>

  init(limit: Int, room: Lock<Room>) {
    self.limit = limit
    self.room = room
  }

  deinit { clear() }

  /// In the order in which they happened.
  var kept: [Miss] { state.withLock { $0.kept } }
  var count: Int { state.withLock { $0.count } }

  /// Its place among those that are kept; nil where there is no room.
  func add(_ miss: Miss) -> Int? {
    let bytes = miss.size
    return state.withLock { state in
      state.count += 1
      guard state.kept.count < limit, takeRoom(bytes) else { return nil }
      state.kept.append(miss)
      state.bytes += bytes
      return state.kept.count - 1
    }
  }

  func clear() {
    let freed = state.withLock { state in
      defer { state = State() }
      return state
    }
    room.withLock { room in
      room.misses += freed.kept.count
      room.bytes += freed.bytes
    }
  }

  private func takeRoom(_ bytes: Int) -> Bool {
    room.withLock { room in
      guard room.misses > 0, room.bytes >= bytes else { return false }
      room.misses -= 1
      room.bytes -= bytes
      return true
    }
  }
}

extension Miss {
  /// Of what a client had a say in, in bytes.
  var size: Int {
    let mismatches = closest?.mismatches ?? []
    return mismatches.reduce(method.utf8.count + url.utf8.count) { sum, one in
      sum + one.pointer.utf8.count + (one.recorded?.utf8.count ?? 0) + (one.received?.utf8.count ?? 0)
    }
  }
}
