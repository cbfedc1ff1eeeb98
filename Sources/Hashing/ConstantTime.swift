import COpenSSL

/// Comparing secrets without telling by the time it takes how much of them was right.
public enum ConstantTime {
  /// The time depends on the lengths only; different lengths are told at once.
  public static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
  }
}
