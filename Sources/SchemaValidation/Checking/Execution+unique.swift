import JSONModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Execution {
  mutating func hasUniqueItems(_ check: UnsafePointer<Instruction>, _ node: Int) -> Bool {
    let count = nodes[node].size
    if count < 2 { return true }
    guard spend(count &+ nodes[node].length &>> 4) else { return false }
    let repeated = repeatedItem(node, count)
    return result(repeated == nil, check, node, detail: Int32(truncatingIfNeeded: repeated ?? -1))
  }

  /// The index of an element that is equal to one before it: the first such, where it is told. Compares what the elements
  /// denote, sorted.
  private mutating func repeatedItem(_ node: Int, _ count: Int) -> Int? {
    var all: [UInt8] = []
    var items: [(start: Int, end: Int, index: Int)] = []
    items.reserveCapacity(count)
    var element = node + 1
    for index in 0..<count {
      let start = all.count
      CanonicalJSON.append(element, nodes, bytes, to: &all)
      items.append((start, all.count, index))
      element = Int(nodes[element].next)
    }
    return all.withUnsafeBufferPointer { all -> Int? in
      guard let base = all.baseAddress else { return nil }
      typealias Item = (start: Int, end: Int, index: Int)
      func order(_ left: Item, _ right: Item) -> Int {
        let lengths = (left.end - left.start, right.end - right.start)
        if lengths.0 != lengths.1 { return lengths.0 - lengths.1 }
        return Int(memcmp(base + left.start, base + right.start, lengths.0))
      }
      if count <= 8 {
        for index in 1..<count {
          for other in 0..<index where order(items[index], items[other]) == 0 { return index }
        }
        return nil
      }
      items.sort { left, right in
        let order = order(left, right)
        return order == 0 ? left.index < right.index : order < 0
      }
      let pairs = zip(items, items.dropFirst())
      if !Mode.records { return pairs.first { order($0, $1) == 0 }?.1.index }
      return pairs.filter { order($0, $1) == 0 }.map(\.1.index).min()
    }
  }
}
