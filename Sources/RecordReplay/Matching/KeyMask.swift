import JSONModel

/// Places that hold a placeholder in a recorded request, so that any value fits there.
final class KeyMask: Sendable {
  let path: Set<Int>
  let query: Set<[UInt8]>
  let headers: Set<String>
  let form: Set<[UInt8]>
  let json: Node?

  /// A place in JSON and what is below it.
  final class Node: Sendable {
    let isMasked: Bool
    let children: [String: Node]

    private init(isMasked: Bool, children: [String: Node]) {
      self.isMasked = isMasked
      self.children = children
    }

    /// Nil for no places.
    static func of(_ pointers: [ArraySlice<String>]) -> Node? {
      if pointers.isEmpty { return nil }
      let below = Dictionary(grouping: pointers.filter { !$0.isEmpty }) { $0.first ?? "" }
      return Node(
        isMasked: pointers.contains { $0.isEmpty },
        children: below.compactMapValues { Node.of($0.map { $0.dropFirst() }) })
    }
  }

  init(_ places: [NormalRequest.Place]) {
    var path: Set<Int> = [], query: Set<[UInt8]> = [], headers: Set<String> = [], form: Set<[UInt8]> = []
    var pointers: [ArraySlice<String>] = []
    for place in places {
      switch place {
      case .path(let index): path.insert(index)
      case .query(let name): query.insert(name)
      case .header(let name): headers.insert(name)
      case .form(let name): form.insert(name)
      case .json(let pointer): pointers.append(pointer.tokens[...])
      }
    }
    (self.path, self.query, self.headers, self.form) = (path, query, headers, form)
    json = Node.of(pointers)
  }
}
