/// All of a request that matters for matching, in 128 bits: two requests are the same where these are.
///
/// The bytes themselves would be as long as the bodies. It is two hashes of them, keyed anew in each process, so nobody
/// can make two requests with one key on purpose; among a million requests two have it by chance once in 10^26 processes.
struct MatchKey: Hashable, Sendable {
  private let first: Int, second: Int

  init(_ bytes: [UInt8]) {
    (first, second) = bytes.withUnsafeBytes { (MatchKey.hash($0, 1), MatchKey.hash($0, 2)) }
  }

  private static func hash(_ bytes: UnsafeRawBufferPointer, _ seed: Int) -> Int {
    var hasher = Hasher()
    hasher.combine(seed)
    hasher.combine(bytes: bytes)
    return hasher.finalize()
  }

  func hash(into hasher: inout Hasher) { hasher.combine(first) }
}
