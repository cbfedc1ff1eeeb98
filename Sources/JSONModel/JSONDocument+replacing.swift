extension JSONDocument {
  /// The document with other strings, numbers and literals in the place of some, without being parsed again. Each begins
  /// where one begins now, is as long, and gets the bytes of a whole one; in order. Nil where that is not so, or where the
  /// text gets too long.
  package func replacing(_ scalars: [(start: Int, length: Int, bytes: [UInt8])]) -> JSONDocument? {
    guard let bytes = spliced(scalars) else { return nil }
    var nodes = storage.nodes
    // By how much longer the text got with each of them.
    var growth = [0]
    growth.reserveCapacity(scalars.count + 1)
    for scalar in scalars { growth.append(growth[growth.count - 1] + scalar.bytes.count - scalar.length) }
    let isDone = nodes.withUnsafeMutableBufferPointer { JSONDocument.move($0, scalars, growth) }
    return isDone ? JSONDocument(bytes: bytes, nodes: nodes, depth: storage.depth) : nil
  }

  /// Whether each of them is a node's.
  private static func move(
    _ nodes: UnsafeMutableBufferPointer<JSONNode>, _ scalars: [(start: Int, length: Int, bytes: [UInt8])],
    _ growth: [Int]
  ) -> Bool {
    var next = 0
    for index in nodes.indices {
      let (start, end) = (Int(nodes[index].start), Int(nodes[index].end))
      nodes[index].start = UInt32(start + growth[next])
      if nodes[index].kind == .array || nodes[index].kind == .object {
        let inside = next < scalars.count ? count(of: scalars, before: end, from: next) : next
        nodes[index].end = UInt32(end + growth[inside])
        continue
      }
      if next < scalars.count, scalars[next].start <= start {
        guard scalars[next].start == start, scalars[next].length == end - start,
          let kind = kind(of: scalars[next].bytes)
        else { return false }
        let hasEscapes = kind == .string && scalars[next].bytes.contains(UInt8(ascii: "\\"))
        nodes[index].packed = UInt32(kind.rawValue) | (hasEscapes ? 8 : 0)
        next += 1
      }
      nodes[index].end = UInt32(end + growth[next])
    }
    return next == scalars.count
  }

  private func spliced(_ scalars: [(start: Int, length: Int, bytes: [UInt8])]) -> [UInt8]? {
    let old = storage.bytes
    let count = scalars.reduce(old.count) { $0 + $1.bytes.count - $1.length }
    guard (1...JSONLimits().bytes).contains(count) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    var done = 0
    for scalar in scalars {
      guard scalar.start >= done, scalar.length > 0, scalar.length <= old.count - scalar.start else { return nil }
      bytes += old[done..<scalar.start]
      bytes += scalar.bytes
      done = scalar.start + scalar.length
    }
    bytes += old[done...]
    return bytes
  }

  /// How many of them, the first `from` included, begin before `end`.
  private static func count(
    of scalars: [(start: Int, length: Int, bytes: [UInt8])], before end: Int, from: Int
  ) -> Int {
    var low = from, high = scalars.count
    while low < high {
      let middle = (low + high) / 2
      if scalars[middle].start < end { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Of a scalar by its first byte.
  private static func kind(of scalar: [UInt8]) -> JSONKind? {
    guard let first = scalar.first else { return nil }
    return switch first {
    case UInt8(ascii: "\""): .string
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): .number
    case UInt8(ascii: "t"), UInt8(ascii: "f"): .bool
    case UInt8(ascii: "n"): .null
    default: nil
    }
  }
}
