#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// All of a request that matters for matching, in one form only, as bytes: two requests are the same where these are.
struct MatchKey: Hashable, Sendable {
  let bytes: [UInt8]

  static func == (left: MatchKey, right: MatchKey) -> Bool {
    guard left.bytes.count == right.bytes.count else { return false }
    return left.bytes.withUnsafeBytes { left in
      right.bytes.withUnsafeBytes { right in
        guard let one = left.baseAddress, let other = right.baseAddress else { return true }
        return memcmp(one, other, left.count) == 0
      }
    }
  }

  func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
}
