/// How many different values there were, up to a limit. Keeps none of them.
public struct DistinctCount: Hashable, Sendable {
  /// Beyond it nobody counts.
  public static let limit = 100

  private var hashes: Set<Int> = []
  /// There were more than the limit.
  public private(set) var isMore = false

  public init() {}

  /// At most the limit.
  public var count: Int { hashes.count }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    if isMore { return }
    var hasher = Hasher()
    hasher.combine(bytes: bytes)
    insert(hasher.finalize())
  }

  mutating func merge(_ other: DistinctCount) {
    isMore = isMore || other.isMore
    for hash in other.hashes where !isMore { insert(hash) }
  }

  private mutating func insert(_ hash: Int) {
    if hashes.count < DistinctCount.limit {
      hashes.insert(hash)
    } else if !hashes.contains(hash) {
      isMore = true
    }
  }
}
