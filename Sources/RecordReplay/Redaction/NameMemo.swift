/// What is known of names: the same ones come again and again, and each is judged once.
struct NameMemo<Verdict: Sendable>: Sendable {
  private struct Slot: Sendable {
    /// In `text`.
    let start: Int32, count: Int32
    let verdict: Verdict
  }

  /// By a hash of the name, or behind there; half of them are taken at most. Empty before the first.
  private var slots: [Slot?] = []
  private var count = 0
  /// Of the names that were judged, one after another.
  private var text: [UInt8] = []
  private static var slotCount: Int { 1 << 11 }
  private static var maxTextBytes: Int { 1 << 20 }

  func verdict(on name: UnsafeBufferPointer<UInt8>) -> Verdict? {
    slots.withUnsafeBufferPointer { slots in
      if slots.isEmpty { return nil }
      return text.withUnsafeBufferPointer { text in
        var index = Self.start(of: name)
        while let slot = slots[index] {
          let start = Int(slot.start)
          if UnsafeBufferPointer(rebasing: text[start..<(start + Int(slot.count))]).equals(name) { return slot.verdict }
          index = (index + 1) & (Self.slotCount - 1)
        }
        return nil
      }
    }
  }

  /// Of a name that is not known. All others are forgotten where they are too many.
  mutating func note(_ verdict: Verdict, on name: UnsafeBufferPointer<UInt8>) {
    guard name.count <= Self.maxTextBytes else { return }
    if slots.isEmpty || 2 * count >= Self.slotCount || text.count > Self.maxTextBytes {
      slots = Array(repeating: nil, count: Self.slotCount)
      (text, count) = ([], 0)
    }
    var index = Self.start(of: name)
    while slots[index] != nil { index = (index + 1) & (Self.slotCount - 1) }
    slots[index] = Slot(start: Int32(text.count), count: Int32(name.count), verdict: verdict)
    text += name
    count += 1
  }

  private static func start(of name: UnsafeBufferPointer<UInt8>) -> Int {
    Int(truncatingIfNeeded: NumberSet.outline(name) &* 0x9E37_79B9_7F4A_7C15 >> 32) & (slotCount - 1)
  }
}
