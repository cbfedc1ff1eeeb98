#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// By `memcmp` and `memchr`: `elementsEqual`, `starts(with:)` and `contains` go byte by byte.
extension ArraySlice<UInt8> {
  package func holds(_ byte: UInt8) -> Bool {
    withUnsafeBytes { bytes in bytes.baseAddress.map { memchr($0, Int32(byte), bytes.count) != nil } ?? false }
  }

  package func equals(_ other: [UInt8]) -> Bool { count == other.count && begins(with: other) }

  package func begins(with other: [UInt8]) -> Bool {
    guard count >= other.count else { return false }
    return withUnsafeBytes { bytes in
      other.withUnsafeBytes { other in
        guard let one = bytes.baseAddress, let two = other.baseAddress else { return true }
        return memcmp(one, two, other.count) == 0
      }
    }
  }
}
