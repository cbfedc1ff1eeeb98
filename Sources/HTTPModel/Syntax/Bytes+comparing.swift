#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// By `memcmp` and `memchr`: `elementsEqual`, `starts(with:)` and `contains` go byte by byte.
extension ArraySlice<UInt8> {
  package func holds(_ byte: UInt8) -> Bool { place(of: byte) != nil }

  /// Where the byte stands first; nil where it does not.
  package func place(of byte: UInt8) -> Int? {
    withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, let found = memchr(base, Int32(byte), bytes.count) else { return nil }
      return startIndex + base.distance(to: UnsafeRawPointer(found))
    }
  }

  /// Below zero where these bytes come first, 0 where both are the same. What begins with the other comes after it.
  package func order(to other: ArraySlice<UInt8>) -> Int {
    let order = withUnsafeBytes { bytes in
      other.withUnsafeBytes { other -> Int in
        guard let one = bytes.baseAddress, let two = other.baseAddress else { return 0 }
        return Int(memcmp(one, two, Swift.min(bytes.count, other.count)))
      }
    }
    return order == 0 ? count - other.count : order
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
