import JSONModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Execution {
  mutating func hasUniqueItems(_ node: Int) -> Bool {
    let count = nodes[node].size
    if count < 2 { return true }
    steps &-= count &+ Int(nodes[node].end &- nodes[node].start) &>> 4
    if steps < 0 {
      giveUp(.tooMuchWork)
      return false
    }
    return canonicalItemsDiffer(node, count)
  }

  /// Compares what the elements denote, sorted.
  private mutating func canonicalItemsDiffer(_ node: Int, _ count: Int) -> Bool {
    var all: [UInt8] = []
    var items: [(start: Int, end: Int)] = []
    items.reserveCapacity(count)
    var element = node + 1
    for _ in 0..<count {
      let start = all.count
      CanonicalJSON.append(element, nodes, bytes, to: &all)
      items.append((start, all.count))
      element = Int(nodes[element].next)
    }
    return all.withUnsafeBufferPointer { all in
      guard let base = all.baseAddress else { return false }
      func order(_ left: (start: Int, end: Int), _ right: (start: Int, end: Int)) -> Int {
        let lengths = (left.end - left.start, right.end - right.start)
        if lengths.0 != lengths.1 { return lengths.0 - lengths.1 }
        return Int(memcmp(base + left.start, base + right.start, lengths.0))
      }
      if count <= 8 {
        for index in 1..<count {
          for other in 0..<index where order(items[index], items[other]) == 0 { return false }
        }
        return true
      }
      items.sort { order($0, $1) < 0 }
      return !zip(items, items.dropFirst()).contains { order($0, $1) == 0 }
    }
  }
}
