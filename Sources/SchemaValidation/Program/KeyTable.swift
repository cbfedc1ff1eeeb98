#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Texts and what each leads to, found with one look. The tables of a program share their slots and their bytes.
struct KeyTable: Sendable {
  /// In the program's slots; as many as `mask` and one.
  var start: Int
  var mask: UInt64
  var seed: UInt64
  var shift: UInt64
  /// Among the slots some are next to where they belong.
  var count: Int
  /// Many of the texts are alike at both ends (somebody may want that): all bytes decide.
  var readsAll = false
}

struct KeySlot: Sendable {
  /// The first and the last bytes, see `KeyDigest`.
  var head: UInt64 = 0, tail: UInt64 = 0
  /// -1 for an empty slot.
  var length: Int32 = -1
  /// In the program's bytes.
  var start: UInt32 = 0
  /// What it leads to; -1 for nothing.
  var value: Int32 = -1
  /// Which of the required names it is; -1 where it isn't.
  var required: Int32 = -1
}

/// What is compared of a text before its bytes: all of it up to 16 bytes.
struct KeyDigest {
  let head: UInt64, tail: UInt64

  @inline(__always) init(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    let raw = UnsafeRawPointer(bytes)
    if count >= 8 {
      head = raw.loadUnaligned(as: UInt64.self)
      tail = raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
    } else if count >= 4 {
      head = UInt64(raw.loadUnaligned(as: UInt32.self))
      tail = UInt64(raw.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
    } else if count > 0 {
      head = UInt64(bytes[0]) | UInt64(bytes[count &>> 1]) &<< 8 | UInt64(bytes[count &- 1]) &<< 16
      tail = 0
    } else {
      (head, tail) = (0, 0)
    }
  }

  @inline(__always) func hash(_ count: Int, seed: UInt64, shift: UInt64) -> UInt64 {
    let mixed = (head ^ (tail &<< 29 | tail &>> 35) ^ UInt64(truncatingIfNeeded: count)) &* seed
    return mixed &>> shift
  }
}

/// What is needed to look up texts. Small, so that handing it on costs nothing.
struct KeyLookup {
  let tables: UnsafePointer<KeyTable>
  let slots: UnsafePointer<KeySlot>
  let texts: UnsafePointer<UInt8>

  @inline(__always) func slot(_ table: Int, _ text: UnsafeBufferPointer<UInt8>) -> UnsafePointer<KeySlot>? {
    slot(table, text.baseAddress ?? texts, text.count)
  }

  /// The slot of a text, or nil.
  @inline(__always) func slot(_ table: Int, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> UnsafePointer<KeySlot>? {
    let table = tables + table
    let digest = KeyDigest(bytes, count)
    if table.pointee.readsAll { return slotByAllBytes(table, digest, bytes, count) }
    let mask = table.pointee.mask
    let slots = self.slots + table.pointee.start
    var index = digest.hash(count, seed: table.pointee.seed, shift: table.pointee.shift)
    while true {
      let slot = slots + Int(truncatingIfNeeded: index)
      if slot.pointee.length < 0 { return nil }
      if slot.pointee.head == digest.head, slot.pointee.tail == digest.tail, Int(slot.pointee.length) == count,
        count <= 16 || memcmp(bytes, texts + Int(slot.pointee.start), count) == 0
      {
        return slot
      }
      index = (index &+ 1) & mask
    }
  }

  @inline(never) private func slotByAllBytes(
    _ table: UnsafePointer<KeyTable>, _ digest: KeyDigest, _ bytes: UnsafePointer<UInt8>, _ count: Int
  ) -> UnsafePointer<KeySlot>? {
    let slots = self.slots + table.pointee.start
    var index = KeyTable.hashOfAll(UnsafeBufferPointer(start: bytes, count: count)) & table.pointee.mask
    while true {
      let slot = slots + Int(truncatingIfNeeded: index)
      if slot.pointee.length < 0 { return nil }
      if Int(slot.pointee.length) == count, memcmp(bytes, texts + Int(slot.pointee.start), count) == 0 { return slot }
      index = (index &+ 1) & table.pointee.mask
    }
  }
}

extension KeyTable {
  /// Not to be foretold: Swift's hashing is seeded in each process.
  static func hashOfAll(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }
}
