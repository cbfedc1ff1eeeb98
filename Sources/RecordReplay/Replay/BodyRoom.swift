import Locking

/// How many bytes of request bodies the collectors of a server may hold at a time, all together.
public final class BodyRoom: Sendable {
  private let left: Lock<Int>

  /// 512 MiB unless something else is given.
  public init(bytes: Int = 512 << 20) { left = Lock(bytes) }

  /// False where there is not so much room.
  func take(_ bytes: Int) -> Bool {
    left.withLock { left in
      if left < bytes { return false }
      left -= bytes
      return true
    }
  }

  func give(_ bytes: Int) { left.withLock { $0 += bytes } }
}
