import HTTPModel

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What became of header fields. In the exchanges of one import or recording the same ones come again and again, and each
/// is looked at closely once.
struct FieldMemo: Sendable {
  struct Entry: Sendable {
    /// To learn from the field again would teach nothing.
    var learnt: FieldLook?
    var replaced: Replaced?
  }

  /// What replacing made of it, while so many secrets were known.
  struct Replaced: Sendable {
    let secrets: Int
    /// Nil where it stays.
    let value: [UInt8]?
    let captures: [Capture], replacements: [Replacement], doubts: [Doubt]
    /// Whether no known secret is left in what is stored.
    let isClear: Bool

    /// Whether the field's place stands in it, which is another where a field of the same name stands before.
    var isNoted: Bool { !captures.isEmpty || !replacements.isEmpty || !doubts.isEmpty }
  }

  private struct Key: Sendable {
    let hash: UInt64
    /// In `text`: the name, and behind it the value.
    let name: Int, value: Int, end: Int
  }

  private var entries: [Entry] = []
  /// Of the entries.
  private var keys: [Key] = []
  /// By a hash, an entry's index and one; 0 where there is none.
  private var slots: [Int32] = []
  private var text: [UInt8] = []
  private static var maxEntries: Int { 1 << 12 }
  private static var maxTextBytes: Int { 1 << 20 }
  private static var maxFieldBytes: Int { 1 << 14 }

  subscript(_ index: Int) -> Entry {
    get { entries[index] }
    _modify { yield &entries[index] }
  }

  /// The entry of a field; nil for one that is too long. Makes it where there is none, and forgets all others where they
  /// are too many: an index is good until the next call.
  mutating func index(of field: Int, in fields: HeaderFields, _ side: Redaction.Side) -> Int? {
    fields.withBytes(of: field) { name, value in
      guard name.count + value.count <= Self.maxFieldBytes else { return nil }
      if keys.count >= Self.maxEntries || text.count > Self.maxTextBytes || slots.isEmpty {
        slots = Array(repeating: 0, count: 2 * Self.maxEntries)
        (keys, entries, text) = ([], [], [])
      }
      let hash = (name.mixed &+ (side == .sent ? 1 : 0)) &* 0x9E37_79B9_7F4A_7C15 ^ value.mixed
      let (slot, known) = find(hash, name, value)
      if let known { return known }
      keys.append(
        Key(
          hash: hash, name: text.count, value: text.count + name.count, end: text.count + name.count + value.count))
      text += name
      text += value
      entries.append(Entry())
      slots[slot] = Int32(entries.count)
      return entries.count - 1
    }
  }

  /// The entry, or where one is to come.
  private func find(
    _ hash: UInt64, _ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>
  ) -> (slot: Int, entry: Int?) {
    slots.withUnsafeBufferPointer { slots in
      keys.withUnsafeBufferPointer { keys in
        text.withUnsafeBufferPointer { text in
          var slot = Int(truncatingIfNeeded: hash >> 40) & (slots.count - 1)
          while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1, key = keys[index]
            if key.hash == hash, key.value - key.name == name.count, key.end - key.value == value.count,
              FieldMemo.same(UnsafeBufferPointer(rebasing: text[key.name..<key.value]), name),
              FieldMemo.same(UnsafeBufferPointer(rebasing: text[key.value..<key.end]), value)
            {
              return (slot, index)
            }
            slot = (slot + 1) & (slots.count - 1)
          }
          return (slot, nil)
        }
      }
    }
  }

  private static func same(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let left = left.baseAddress, let start = right.baseAddress else { return true }
    return memcmp(left, start, right.count) == 0
  }
}
