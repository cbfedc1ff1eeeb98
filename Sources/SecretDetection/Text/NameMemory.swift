/// What the names of a text say: the same few names come again and again in it, and each is cut into words once.
struct NameMemory {
  enum Meaning {
    case nothing
    case secret(NameVerdict)
    /// A field of cookies.
    case cookies
    /// An attribute that says what a tag's value is called, and one that has the value.
    case name, value
  }

  /// By a hash of the name, the last such name and what it says; empty before the first.
  private var slots: [(place: Range<Int>, meaning: Meaning)] = []
  private static let count = 64

  mutating func meaning(of place: Range<Int>, in bytes: [UInt8]) -> Meaning {
    // In a short text hardly any name comes twice.
    if bytes.count < 2_048 { return NameMemory.meaning(bytes[place]) }
    if slots.isEmpty { slots = Array(repeating: (0..<0, .nothing), count: NameMemory.count) }
    var hash = 0
    for index in place { hash = (hash &* 31 &+ Int(bytes[index])) & 0xFFFF }
    let slot = hash % NameMemory.count
    if slots[slot].place.count == place.count, bytes[slots[slot].place] == bytes[place] { return slots[slot].meaning }
    let meaning = NameMemory.meaning(bytes[place])
    slots[slot] = (place, meaning)
    return meaning
  }

  /// Of one name by itself.
  static func meaning(_ name: some RandomAccessCollection<UInt8>) -> Meaning {
    if let verdict = SecretNames.verdict(NameWords(Array(name))) { return .secret(verdict) }
    guard name.count <= 10 else { return .nothing }
    switch String(decoding: name, as: UTF8.self).lowercased() {
    case "cookie", "set-cookie": return .cookies
    case "name", "key": return .name
    case "value", "content": return .value
    default: return .nothing
    }
  }
}
