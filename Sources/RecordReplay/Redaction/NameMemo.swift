/// What is known of names: the same ones come again and again, and each is judged once.
struct NameMemo<Verdict: Sendable>: Sendable {
  private struct Slot: Sendable {
    let name: [UInt8]
    let verdict: Verdict
  }

  /// By a hash of the name, the last such name; empty before the first.
  private var slots: [Slot?] = []
  private static var count: Int { 1 << 10 }

  mutating func verdict(on name: UnsafeBufferPointer<UInt8>, judge: (String) -> Verdict) -> Verdict {
    if slots.isEmpty { slots = Array(repeating: nil, count: Self.count) }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let index = Int(hash >> 32) & (Self.count - 1)
    if let slot = slots[index], slot.name.elementsEqual(name) { return slot.verdict }
    let verdict = judge(String(decoding: name, as: UTF8.self))
    slots[index] = Slot(name: Array(name), verdict: verdict)
    return verdict
  }
}
