#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A member whose key stands in the same object already. Look-ups by key give the last one.
public struct JSONDuplicateKey: Hashable, Sendable {
  /// Of the object.
  public let object: JSONPointer
  public let key: String
  /// Of the later key.
  public let position: TextPosition
}

extension JSONDocument {
  /// Each member whose key an earlier member of the same object has, in document order: the first 1,000 of them.
  public var duplicateKeys: [JSONDuplicateKey] {
    var result: [JSONDuplicateKey] = []
    var open: [Container] = []
    for (index, node) in storage.nodes.enumerated() {
      while let last = open.last, index >= last.end { open.removeLast() }
      if !open.isEmpty {
        open[open.count - 1].goOn(to: index)
        if open[open.count - 1].isAtRepeatedKey(storage) {
          let pointer = JSONPointer(tokens: open.dropLast().map { $0.token(storage) })
          let key = JSONCursor(storage: storage, index: index)
          result.append(JSONDuplicateKey(object: pointer, key: key.string ?? "", position: key.position))
          if result.count == 1_000 { return result }
        }
      }
      if node.count > 0, node.kind == .array || node.kind == .object {
        open.append(Container(end: Int(node.next), isObject: node.kind == .object, isAlone: node.count == 1))
      }
    }
    return result
  }
}

extension JSONCursor {
  /// The first member whose key an earlier one has; nil where there is none, or this is not an object.
  public var repeatedMember: JSONMember? {
    let nodes = storage.nodes
    var keys: [Int] = []
    var next = index + 1
    for _ in 0..<(kind == .object ? count : 0) {
      keys.append(next)
      next = Int(nodes[next + 1].next)
    }
    // Of a few, which most objects have, comparing each with each costs a fraction of a set.
    if keys.count > 16 || keys.contains(where: { nodes[$0].hasEscapes }) {
      var seen: Set<JSONString> = []
      return members.first { !seen.insert($0.key).inserted }
    }
    let found = storage.bytes.withUnsafeBytes { bytes in
      keys.indices.first { index in
        let key = bytes[keys[index], in: nodes]
        return keys[..<index].contains { bytes[$0, in: nodes].isSame(as: key) }
      }
    }
    return found.map { JSONMember(keyCursor: JSONCursor(storage: storage, index: keys[$0])) }
  }
}

extension UnsafeRawBufferPointer {
  fileprivate subscript(_ node: Int, in nodes: [JSONNode]) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: self[Int(nodes[node].start)..<Int(nodes[node].end)])
  }

  fileprivate func isSame(as other: UnsafeRawBufferPointer) -> Bool {
    guard count == other.count, let left = baseAddress, let right = other.baseAddress else { return false }
    return memcmp(left, right, count) == 0
  }
}

/// An array or object on the way to a node.
private struct Container {
  let end: Int, isObject: Bool, isAlone: Bool
  /// The last key's node, or the number of the last element.
  private var place = -1
  private var isAtKey = false
  private var seen: Set<JSONString> = []

  init(end: Int, isObject: Bool, isAlone: Bool) {
    (self.end, self.isObject, self.isAlone) = (end, isObject, isAlone)
  }

  mutating func goOn(to index: Int) {
    isAtKey = isObject && !isAtKey
    if isAtKey { place = index } else if !isObject { place += 1 }
  }

  mutating func isAtRepeatedKey(_ storage: JSONStorage) -> Bool {
    guard isAtKey, !isAlone, let key = JSONCursor(storage: storage, index: place).jsonString else { return false }
    return !seen.insert(key).inserted
  }

  func token(_ storage: JSONStorage) -> String {
    isObject ? JSONCursor(storage: storage, index: place).string ?? "" : String(place)
  }
}
