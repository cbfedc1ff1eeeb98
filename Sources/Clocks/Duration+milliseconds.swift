extension Duration {
  /// What becomes of less than a millisecond.
  public enum Rounding: Sendable { case down, nearest, up }

  /// How many milliseconds it lasts; at most what an `Int64` holds, 292 million years.
  public func milliseconds(_ rounding: Rounding) -> Int64 {
    let unit: Int128 = 1_000_000_000_000_000
    let more: Int128 =
      switch rounding {
      case .down: 0
      case .nearest: unit / 2
      case .up: unit - 1
      }
    return Int64(clamping: (attoseconds + more).floored(by: unit).quotient)
  }

  /// What is finer is cut off; at most what an `Int64` holds, 292 years.
  public var wholeNanoseconds: Int64 { Int64(clamping: attoseconds / 1_000_000_000) }
}
