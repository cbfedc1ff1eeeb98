#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension ArraySlice<UInt8> {
  /// Where `needle` begins for the first time; nil where it does not stand here, or is empty.
  func firstIndex(of needle: [UInt8]) -> Int? {
    guard let first = needle.first, needle.count <= count else { return nil }
    return withUnsafeBytes { space in
      needle.withUnsafeBytes { needle -> Int? in
        guard let base = space.baseAddress, let wanted = needle.baseAddress else { return nil }
        var offset = 0
        let last = space.count - needle.count
        while offset <= last, let hit = memchr(base + offset, Int32(first), last - offset + 1) {
          let place = base.distance(to: UnsafeRawPointer(hit))
          if memcmp(base + place, wanted, needle.count) == 0 { return startIndex + place }
          offset = place + 1
        }
        return nil
      }
    }
  }
}
