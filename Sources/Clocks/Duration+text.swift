extension Duration {
  /// `84ms`, or in `us` or `ns` where it is not whole in the unit before. What is finer than a nanosecond is cut off.
  public var text: String {
    let nanoseconds = wholeNanoseconds
    if nanoseconds.isMultiple(of: 1_000_000) { return "\(nanoseconds / 1_000_000)ms" }
    if nanoseconds.isMultiple(of: 1000) { return "\(nanoseconds / 1000)us" }
    return "\(nanoseconds)ns"
  }

  /// Reads a whole number and its unit: `ns`, `us`, `ms`, `s`. Nil for anything else, and beyond a hundred years.
  public init?(text: String) {
    let digits = text.utf8.prefix { $0 >= 48 && $0 <= 57 }
    let unit = String(decoding: text.utf8.dropFirst(digits.count), as: UTF8.self)
    guard let number = Int64(String(decoding: digits, as: UTF8.self)),
      let scale: Int64 = ["ns": 1, "us": 1000, "ms": 1_000_000, "s": 1_000_000_000][unit]
    else { return nil }
    let (nanoseconds, overflow) = number.multipliedReportingOverflow(by: scale)
    guard !overflow, nanoseconds <= 3_155_760_000_000_000_000 else { return nil }
    self = .nanoseconds(nanoseconds)
  }
}
