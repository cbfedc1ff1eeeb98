/// Numbers of 64 bits that are asked for at each place of a text: a look at one bit tells of nearly all others that they
/// are not in it.
struct NumberSet: Sendable {
  private(set) var count = 0
  /// Half of them at most are taken; 0 is an empty one.
  private var slots: [UInt64] = []
  private var hasZero = false
  /// Sixteen bits for a slot, of which each number sets one.
  private var sketch: [UInt64] = []

  mutating func insert(_ number: UInt64) {
    if 2 * (count + 1) > slots.count { grow() }
    let hash = Self.hash(number)
    sketch[Self.word(hash, of: sketch.count)] |= Self.bit(hash)
    if number == 0 {
      count += hasZero ? 0 : 1
      hasZero = true
      return
    }
    let slot = slots.withUnsafeBufferPointer { Self.slot(number, in: $0) }
    count += slots[slot] == 0 ? 1 : 0
    slots[slot] = number
  }

  func contains(_ number: UInt64) -> Bool { withView { $0?.contains(number) } ?? false }

  /// To ask often, without counting references each time; nil where nothing is in it.
  func withView<Result>(_ body: (View?) -> Result) -> Result {
    if count == 0 { return body(nil) }
    return sketch.withUnsafeBufferPointer { sketch in
      slots.withUnsafeBufferPointer { body(View(sketch: sketch, slots: $0, hasZero: hasZero)) }
    }
  }

  /// Must not be used outside the closure that it was given to.
  struct View {
    fileprivate let sketch: UnsafeBufferPointer<UInt64>, slots: UnsafeBufferPointer<UInt64>
    fileprivate let hasZero: Bool

    func contains(_ number: UInt64) -> Bool {
      let hash = NumberSet.hash(number)
      guard sketch[NumberSet.word(hash, of: sketch.count)] & NumberSet.bit(hash) != 0 else { return false }
      return number == 0 ? hasZero : slots[NumberSet.slot(number, in: slots)] == number
    }

    /// False where fewer bytes are left.
    func contains(eightBytes bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
      let raw = UnsafeRawBufferPointer(bytes)
      return raw.count - start >= 8 && contains(raw.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    }
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: max(64, 2 * old.count))
    sketch = Array(repeating: 0, count: slots.count / 4)
    count = 0
    for number in old where number != 0 { insert(number) }
    if hasZero {
      hasZero = false
      insert(0)
    }
  }

  private static func hash(_ number: UInt64) -> UInt64 { number &* 0x9E37_79B9_7F4A_7C15 }

  /// Of the word by the bits above those that choose the bit.
  private static func word(_ hash: UInt64, of count: Int) -> Int { Int(truncatingIfNeeded: hash >> 30) & (count &- 1) }

  private static func bit(_ hash: UInt64) -> UInt64 { 1 &<< (hash &>> 58) }

  /// Where the number is, or would be.
  private static func slot(_ number: UInt64, in slots: UnsafeBufferPointer<UInt64>) -> Int {
    var slot = Int(truncatingIfNeeded: hash(number) >> 24) & (slots.count &- 1)
    while slots[slot] != 0, slots[slot] != number { slot = (slot &+ 1) & (slots.count &- 1) }
    return slot
  }
}

extension NumberSet {
  /// Length, start and end of a text in one number.
  static func outline(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(text)
    guard raw.count >= 8 else { return raw.reduce(UInt64(raw.count)) { $0 &* 257 &+ UInt64($1) } }
    let start = raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
    let end = raw.loadUnaligned(fromByteOffset: raw.count - 8, as: UInt64.self)
    return start ^ (end << 17 | end >> 47) ^ UInt64(raw.count) &* 0xC2B2_AE3D_27D4_EB4F
  }
}
