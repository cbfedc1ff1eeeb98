/// Tells of most things that they are not in a set, by two bits for each that is (Bloom's filter).
struct HashSketch: Sendable {
  private var words: [UInt64]
  private let shift: UInt64
  /// How many it is made for; with more it says yes too often.
  let capacity: Int

  init(capacity: Int) {
    var bits = 10
    while bits < 24, 1 << bits < capacity * 32 { bits += 1 }
    self.capacity = capacity
    shift = UInt64(64 - bits)
    words = capacity == 0 ? [] : Array(repeating: 0, count: 1 << (bits - 6))
  }

  mutating func insert(_ value: UInt64) {
    for bit in [first(value), second(value)] { words[bit >> 6] |= 1 << UInt64(bit & 63) }
  }

  func mayContain(_ value: UInt64) -> Bool {
    if words.isEmpty { return false }
    return words.withUnsafeBufferPointer { words in
      let bit = first(value)
      guard words[bit >> 6] >> UInt64(bit & 63) & 1 == 1 else { return false }
      let other = second(value)
      return words[other >> 6] >> UInt64(other & 63) & 1 == 1
    }
  }

  private func first(_ value: UInt64) -> Int { Int((value &* 0x9E37_79B9_7F4A_7C15) >> shift) }
  private func second(_ value: UInt64) -> Int { Int((value &* 0xD6E8_FEB8_6659_FD93) >> shift) }
}

extension HashSketch {
  /// Length, start and end of a text in one number.
  static func outline(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(text)
    guard raw.count >= 8 else { return raw.reduce(UInt64(raw.count)) { $0 &* 257 &+ UInt64($1) } }
    let start = raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
    let end = raw.loadUnaligned(fromByteOffset: raw.count - 8, as: UInt64.self)
    return start ^ (end << 17 | end >> 47) ^ UInt64(raw.count) &* 0xC2B2_AE3D_27D4_EB4F
  }
}
