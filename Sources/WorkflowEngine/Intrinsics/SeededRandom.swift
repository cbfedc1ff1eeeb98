/// Random numbers that a seed decides: SplitMix64 (Steele, Lea, Flood, 2014). The same seed gives the same numbers on
/// every machine and with every version of Swift. Guessable; nothing secret may come from it.
struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// From 0 to `bound - 1`. Not the standard library's way of drawing, which may change between versions.
  mutating func next(below bound: UInt32) -> UInt32 {
    UInt32(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A UUID of version 4 in lower case.
  mutating func nextUUID() -> String {
    let high = next() & ~0xF000 | 0x4000
    let low = next() & ~(3 << 62) | 1 << 63
    let digits = [high, low].map { half in
      let text = String(half, radix: 16)
      return String(repeating: "0", count: 16 - text.utf8.count) + text
    }.joined()
    let bytes = Array(digits.utf8)
    return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(decoding: bytes[$0], as: UTF8.self) }
      .joined(separator: "-")
  }
}
