/// Texts for a `KeyTable`, each once.
struct KeyTableBuilder {
  struct Entry {
    var text: [UInt8]
    var value: Int32 = -1
    var required: Int32 = -1
  }

  private(set) var entries: [Entry] = []
  private var numbers: [[UInt8]: Int] = [:]

  var isEmpty: Bool { entries.isEmpty }

  /// Changes the entry of this text, a new one where there is none.
  mutating func update(_ text: [UInt8], _ change: (inout Entry) -> Void) {
    let number = numbers[text] ?? entries.count
    if number == entries.count {
      numbers[text] = number
      entries.append(Entry(text: text))
    }
    change(&entries[number])
  }

  func entry(_ text: [UInt8]) -> Entry? { numbers[text].map { entries[$0] } }

  /// Appends the table's slots and bytes to those of a program.
  func build(slots: inout [KeySlot], texts: inout [UInt8]) -> KeyTable {
    let made = entries.map { entry -> KeySlot in
      let digest = entry.text.withUnsafeBufferPointer { bytes in
        bytes.baseAddress.map { KeyDigest($0, bytes.count) } ?? KeyDigest(UnsafePointer(bitPattern: 1)!, 0)
      }
      defer { texts += entry.text }
      return KeySlot(
        head: digest.head, tail: digest.tail, length: Int32(truncatingIfNeeded: entry.text.count),
        start: UInt32(truncatingIfNeeded: texts.count), value: entry.value, required: entry.required)
    }
    var bits: UInt64 = 1
    while 1 << bits < 2 * entries.count + 1 { bits += 1 }
    var table = KeyTable(start: slots.count, mask: 1 << bits - 1, seed: 0, shift: 64 - bits, count: entries.count)
    var best = Int.max
    var taken = [UInt16](repeating: 0, count: 4 << bits)
    for attempt: UInt16 in 1...24 where best > entries.count / 8 {
      if attempt % 8 == 0, bits < 12, attempt < 17 { bits += 1 }
      let seed = (0x9E37_79B9_7F4A_7C15 &* UInt64(2 * attempt + 1)) | 1
      let strays = KeyTableBuilder.strays(made, seed, bits, attempt, &taken)
      if strays < best {
        best = strays
        (table.seed, table.shift, table.mask) = (seed, 64 - bits, 1 << bits - 1)
      }
      if entries.count > 256 { break }
    }
    table.readsAll = best > entries.count / 2 + 4
    place(made, table, &slots)
    return table
  }

  private func place(_ made: [KeySlot], _ table: KeyTable, _ slots: inout [KeySlot]) {
    slots += Array(repeating: KeySlot(), count: Int(table.mask) + 1)
    for (entry, slot) in zip(entries, made) {
      var index =
        table.readsAll
        ? entry.text.withUnsafeBufferPointer { KeyTable.hashOfAll($0) & table.mask }
        : KeyTableBuilder.hash(slot, table.seed, table.shift)
      while slots[table.start + Int(index)].length >= 0 { index = (index + 1) & table.mask }
      slots[table.start + Int(index)] = slot
    }
  }

  /// How many would not be where they belong. `taken` holds the last attempt that took each slot.
  private static func strays(
    _ slots: [KeySlot], _ seed: UInt64, _ bits: UInt64, _ attempt: UInt16, _ taken: inout [UInt16]
  ) -> Int {
    var strays = 0
    for slot in slots {
      let index = Int(hash(slot, seed, 64 - bits))
      if taken[index] == attempt { strays += 1 }
      taken[index] = attempt
    }
    return strays
  }

  private static func hash(_ slot: KeySlot, _ seed: UInt64, _ shift: UInt64) -> UInt64 {
    let tail = slot.tail
    return ((slot.head ^ (tail << 29 | tail >> 35) ^ UInt64(slot.length)) &* seed) >> shift
  }
}
