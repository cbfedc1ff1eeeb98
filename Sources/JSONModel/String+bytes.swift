#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension String {
  /// Whether both are the same code units. `==` takes canonically equivalent texts for equal, and `utf8.elementsEqual`
  /// goes byte by byte.
  package func hasSameBytes(as other: String) -> Bool {
    var one = self, two = other
    return one.withUTF8 { one in
      two.withUTF8 { two in
        guard one.count == two.count else { return false }
        guard let left = one.baseAddress, let right = two.baseAddress else { return true }
        return memcmp(left, right, one.count) == 0
      }
    }
  }
}
