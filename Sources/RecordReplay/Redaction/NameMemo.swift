/// What is known of names: the same ones come again and again, and each is judged once.
struct NameMemo<Verdict: Sendable>: Sendable {
  private struct Slot: Sendable {
    /// In `text`.
    let start: Int, count: Int
    let verdict: Verdict
  }

  /// By a hash of the name, the last such name; empty before the first.
  private var slots: [Slot?] = []
  /// Of the names that were judged, one after another.
  private var text: [UInt8] = []
  private static var count: Int { 1 << 10 }
  private static var maxTextBytes: Int { 1 << 20 }

  func verdict(on name: UnsafeBufferPointer<UInt8>) -> Verdict? {
    slots.withUnsafeBufferPointer { slots in
      guard !slots.isEmpty, let slot = slots[Self.index(of: name)], slot.count == name.count else { return nil }
      return text.withUnsafeBufferPointer { text in
        UnsafeBufferPointer(rebasing: text[slot.start..<(slot.start + slot.count)]).equals(name) ? slot.verdict : nil
      }
    }
  }

  mutating func note(_ verdict: Verdict, on name: UnsafeBufferPointer<UInt8>) {
    if slots.isEmpty || text.count > Self.maxTextBytes {
      slots = Array(repeating: nil, count: Self.count)
      text = []
    }
    slots[Self.index(of: name)] = Slot(start: text.count, count: name.count, verdict: verdict)
    text += name
  }

  private static func index(of name: UnsafeBufferPointer<UInt8>) -> Int {
    Int(truncatingIfNeeded: NumberSet.outline(name) &* 0x9E37_79B9_7F4A_7C15 >> 32) & (count - 1)
  }
}
