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

  mutating func verdict(on name: UnsafeBufferPointer<UInt8>, judge: (String) -> Verdict) -> Verdict {
    let index = Int(truncatingIfNeeded: name.mixed >> 32) & (Self.count - 1)
    if let known = known(name, at: index) { return known }
    if slots.isEmpty || text.count > Self.maxTextBytes {
      slots = Array(repeating: nil, count: Self.count)
      text = []
    }
    let verdict = judge(String(decoding: name, as: UTF8.self))
    slots[index] = Slot(start: text.count, count: name.count, verdict: verdict)
    text += name
    return verdict
  }

  private func known(_ name: UnsafeBufferPointer<UInt8>, at index: Int) -> Verdict? {
    slots.withUnsafeBufferPointer { slots in
      guard !slots.isEmpty, let slot = slots[index], slot.count == name.count else { return nil }
      return text.withUnsafeBufferPointer { text in
        for offset in 0..<name.count where text[slot.start &+ offset] != name[offset] { return nil }
        return slot.verdict
      }
    }
  }
}
