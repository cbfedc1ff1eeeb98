#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension JSONDocument {
  /// The document's values by number, for whoever goes through all of them and cannot afford a cursor for each.
  package func withNodes<Result>(_ body: (JSONNodes) -> Result) -> Result { root.withNodes(body) }
}

extension JSONCursor {
  /// Those of its document.
  package func withNodes<Result>(_ body: (JSONNodes) -> Result) -> Result {
    storage.bytes.withUnsafeBufferPointer { bytes in
      storage.nodes.withUnsafeBufferPointer { body(JSONNodes(storage: storage, bytes: bytes, nodes: $0)) }
    }
  }
}

/// Values by number, in the order of the text; 0 is the root. An object's first key follows it, a value its key. Must not
/// be used outside the closure that it was given to.
package struct JSONNodes {
  fileprivate let storage: JSONStorage
  /// Of the document.
  package let bytes: UnsafeBufferPointer<UInt8>
  @usableFromInline let nodes: UnsafeBufferPointer<JSONNode>

  package var all: Range<Int> { 0..<nodes.count }

  @inlinable package func kind(of node: Int) -> JSONKind { nodes[node].kind }

  /// The keys of an object, the elements of an array, in the order of the text; nothing of every other kind.
  @inlinable package func children(of node: Int) -> Children {
    Children(nodes: nodes, isObject: kind(of: node) == .object, child: node + 1, remaining: nodes[node].count)
  }

  package struct Children: Sequence, IteratorProtocol {
    @usableFromInline let nodes: UnsafeBufferPointer<JSONNode>
    @usableFromInline let isObject: Bool
    @usableFromInline var child: Int, remaining: Int

    @inlinable init(nodes: UnsafeBufferPointer<JSONNode>, isObject: Bool, child: Int, remaining: Int) {
      (self.nodes, self.isObject, self.child, self.remaining) = (nodes, isObject, child, remaining)
    }

    @inlinable package mutating func next() -> Int? {
      guard remaining > 0 else { return nil }
      remaining -= 1
      defer { child = Int(nodes[isObject ? child + 1 : child].next) }
      return child
    }
  }

  package func value(of node: Int) -> JSONValue { JSONCursor(storage: storage, index: node).value }

  /// A string as it is written.
  package func string(of node: Int) -> JSONString {
    JSONCursor(storage: storage, index: node).jsonString ?? ""
  }

  /// Members of an object, elements of an array; 0 for every other kind.
  @inlinable package func count(of node: Int) -> Int { nodes[node].count }

  @inlinable package func hasEscapes(_ node: Int) -> Bool { nodes[node].hasEscapes }

  /// Where the value's own bytes are, with a string's quotes.
  @inlinable package func range(of node: Int) -> Range<Int> { Int(nodes[node].start)..<Int(nodes[node].end) }

  /// The value's own bytes, without a string's quotes.
  @inlinable package func source(of node: Int) -> UnsafeBufferPointer<UInt8> {
    let range = range(of: node), quote = nodes[node].kind == .string ? 1 : 0
    return UnsafeBufferPointer(rebasing: bytes[(range.lowerBound + quote)..<(range.upperBound - quote)])
  }

  /// Appends a literal as it is, a string as its text (see `JSONString.codeUnits`), a number by what it denotes: two give
  /// the same bytes exactly where the values are equal.
  package func appendScalar(_ node: Int, to out: inout [UInt8]) {
    let source = source(of: node)
    switch nodes[node].kind {
    case .string where nodes[node].hasEscapes: JSONString.appendCodeUnits(of: source, to: &out)
    case .number: JSONNumber.appendValue(of: source, to: &out)
    default: out += source
    }
  }

  package func text(of node: Int) -> [UInt8] {
    var text: [UInt8] = []
    appendScalar(node, to: &text)
    return text
  }

  /// Sorts the keys from `first` on by their text; those with one text keep their order.
  package func sort(_ keys: inout [Int], from first: Int) {
    keys.withUnsafeMutableBufferPointer { keys in
      let isSorted = zip(keys[first...], keys[first...].dropFirst()).allSatisfy { order($0, $1) <= 0 }
      if isSorted { return }
      keys[first...].sort { left, right in
        let order = order(left, right)
        return order == 0 ? left < right : order < 0
      }
    }
  }

  /// Below zero where `left` comes first.
  private func order(_ left: Int, _ right: Int) -> Int {
    if nodes[left].hasEscapes || nodes[right].hasEscapes {
      let (one, other) = (text(of: left), text(of: right))
      return one == other ? 0 : one.lexicographicallyPrecedes(other) ? -1 : 1
    }
    let (one, other) = (source(of: left), source(of: right))
    guard let first = one.baseAddress, let second = other.baseAddress else { return one.count - other.count }
    let order = Int(memcmp(first, second, min(one.count, other.count)))
    return order == 0 ? one.count - other.count : order
  }
}
