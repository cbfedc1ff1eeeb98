import HTTPModel

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
    let side: Redaction.Side
    /// In `text`: the name, and behind it the value.
    let name: Int, value: Int, end: Int
    /// The entry of the field that came behind it last.
    var next = 0
    /// How often in a row the field had a value that was new.
    var changes = 0
  }

  private var entries: [Entry] = []
  /// Of the entries.
  private var keys: [Key] = []
  /// By a hash, an entry's index and one; 0 where there is none.
  private var slots: [Int32] = []
  private var text: [UInt8] = []
  /// The entry of the field that was asked for last, and of each side's first.
  private var last = 0, first = (sent: 0, received: 0)
  private static var maxEntries: Int { 1 << 12 }
  private static var maxTextBytes: Int { 1 << 20 }
  private static var maxFieldBytes: Int { 1 << 14 }
  private static var maxChanges: Int { 32 }

  subscript(_ index: Int) -> Entry {
    get { entries[index] }
    _modify { yield &entries[index] }
  }

  /// The entry of a field of a message whose fields are asked for in order; nil for one that is too long or has another
  /// value each time. Makes it where there is none, and forgets all others where they are too many: an index is good until
  /// the next call. Mostly the same field follows as the last time.
  mutating func index(of field: Int, in fields: HeaderFields, _ side: Redaction.Side) -> Int? {
    let guess =
      field == 0 ? (side == .sent ? first.sent : first.received) : last < keys.count ? keys[last].next : keys.count
    if guess < keys.count, isEntry(guess, side, field, fields) {
      last = guess
      return guess
    }
    return fields.withBytes(of: field) { name, value in
      var changes = 0, next = 0
      if guess < keys.count, isNamed(guess, name) {
        (changes, next) = (keys[guess].changes, keys[guess].next)
        if changes >= Self.maxChanges {
          last = guess
          return nil
        }
      }
      let count = entries.count
      guard let index = index(of: name, value, side) else { return nil }
      let isNew = entries.count != count
      if isNew, entries.count > count { keys[index].next = next }
      keys[index].changes = isNew ? changes + 1 : 0
      if field == 0 {
        if side == .sent { first.sent = index } else { first.received = index }
      } else if last < keys.count {
        keys[last].next = index
      }
      last = index
      return index
    }
  }

  private mutating func index(
    of name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>, _ side: Redaction.Side
  ) -> Int? {
    guard name.count + value.count <= Self.maxFieldBytes else { return nil }
    if keys.count >= Self.maxEntries || text.count > Self.maxTextBytes || slots.isEmpty {
      slots = Array(repeating: 0, count: 2 * Self.maxEntries)
      (keys, entries, text) = ([], [], [])
    }
    let hash = name.mixed &* 0x9E37_79B9_7F4A_7C15 ^ value.mixed
    var slot = Int(truncatingIfNeeded: hash >> 40) & (slots.count - 1)
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if keys[index].hash == hash, isEntry(index, side, name, value) { return index }
      slot = (slot + 1) & (slots.count - 1)
    }
    let start = text.count
    keys.append(
      Key(
        hash: hash, side: side, name: start, value: start + name.count, end: start + name.count + value.count))
    text += name
    text += value
    entries.append(Entry())
    slots[slot] = Int32(entries.count)
    return entries.count - 1
  }

  private func isEntry(_ index: Int, _ side: Redaction.Side, _ field: Int, _ fields: HeaderFields) -> Bool {
    fields.withBytes(of: field) { name, value in isEntry(index, side, name, value) }
  }

  private func isNamed(_ index: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    text.withUnsafeBufferPointer {
      UnsafeBufferPointer(rebasing: $0[keys[index].name..<keys[index].value]).equals(name)
    }
  }

  private func isEntry(
    _ index: Int, _ side: Redaction.Side, _ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let key = keys[index]
    guard key.side == side, key.value - key.name == name.count, key.end - key.value == value.count else { return false }
    return text.withUnsafeBufferPointer { text in
      UnsafeBufferPointer(rebasing: text[key.name..<key.value]).equals(name)
        && UnsafeBufferPointer(rebasing: text[key.value..<key.end]).equals(value)
    }
  }
}

extension FieldMemo.Replaced {
  /// Of a field that stays, and in which none of so many secrets is.
  init(stayingOf secrets: Int) {
    self.init(secrets: secrets, value: nil, captures: [], replacements: [], doubts: [], isClear: true)
  }
}
