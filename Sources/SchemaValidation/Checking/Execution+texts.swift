import JSONModel

extension Execution {
  /// The bytes of a value, without a string's quotes.
  @inline(__always) mutating func source(_ node: Int) -> UnsafeBufferPointer<UInt8> {
    let quote = nodes[node].packed & 7 == UInt32(JSONKind.string.rawValue) ? 1 : 0
    let start = Int(nodes[node].start) &+ quote
    return UnsafeBufferPointer(start: bytes + start, count: Int(nodes[node].end) &- quote &- start)
  }

  /// A string's text, escapes undone. For one that has some.
  @inline(never) mutating func unescaped(_ node: Int) -> [UInt8] {
    steps &-= nodes[node].length &>> 5
    var text: [UInt8] = []
    JSONString.appendCodeUnits(of: source(node), to: &text)
    return text
  }

  /// The slot of a string's text in a table.
  @inline(__always) mutating func slot(_ table: Int, _ node: Int) -> UnsafePointer<KeySlot>? {
    if nodes[node].isEscaped { return slotOfUnescaped(table, node) }
    let start = Int(nodes[node].start) &+ 1
    return keys.slot(table, bytes + start, Int(nodes[node].end) &- 1 &- start)
  }

  @inline(never) private mutating func slotOfUnescaped(_ table: Int, _ node: Int) -> UnsafePointer<KeySlot>? {
    let keys = keys
    return unescaped(node).withUnsafeBufferPointer { keys.slot(table, $0) }
  }

  /// Looks for a pattern in a string's text.
  @inline(__always) mutating func search(_ pattern: Int, _ node: Int) -> Bool {
    guard spend(nodes[node].length &>> 5) else { return false }
    let pattern = program.patterns + pattern
    var taken = 0
    let found =
      nodes[node].isEscaped
      ? unescaped(node).withUnsafeBufferPointer { pattern.pointee.search($0, steps: &taken) }
      : pattern.pointee.search(source(node), steps: &taken)
    // They are shorter than the steps here.
    steps &-= taken &>> 2
    if found == .exceededLimit { giveUp(.pattern) }
    return found == .found
  }
}

extension JSONNode {
  /// Here, so that it costs no call.
  @inline(__always) var isEscaped: Bool { packed & 8 != 0 }
  @inline(__always) var size: Int { Int(packed &>> 4) }
  /// Of the source, in bytes.
  @inline(__always) var length: Int { Int(end &- start) }
}
