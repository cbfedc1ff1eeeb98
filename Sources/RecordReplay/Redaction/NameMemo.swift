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
    let index = Int(truncatingIfNeeded: Self.hash(name) >> 32) & (Self.count - 1)
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

  /// Eight bytes at a time.
  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(name)
    var hash = UInt64(truncatingIfNeeded: raw.count), index = 0
    func mix(_ word: UInt64) {
      hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
    }
    while index &+ 8 <= raw.count {
      mix(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index &+= 8
    }
    var rest: UInt64 = 0
    while index < raw.count {
      rest = rest << 8 | UInt64(raw[index])
      index &+= 1
    }
    mix(rest)
    return hash
  }
}
