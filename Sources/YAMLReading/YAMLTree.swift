import JSONModel

/// The values of a document. What aliases repeat is in it once, and is the child of several.
struct YAMLTree {
  struct Node {
    enum Content {
      case scalar(YAMLScalar)
      case array([Int])
      /// Each key is a scalar that is text.
      case object([(key: Int, value: Int)])
    }

    let content: Content
    /// Where it begins in the text.
    let offset: Int
    let size: Size

    var kind: JSONKind {
      switch content {
      case .scalar(let scalar): scalar.kind
      case .array: .array
      case .object: .object
      }
    }
  }

  /// What a node costs, aliases written out.
  struct Size {
    /// Values and keys, itself included.
    var values = 1
    var bytes = 0
    /// Arrays and objects inside each other, itself included.
    var depth = 0

    /// Adds a child.
    mutating func add(_ child: Size) {
      values += child.values
      bytes += child.bytes + 1
      depth = max(depth, child.depth + 1)
    }
  }

  private(set) var nodes: [Node] = []

  subscript(_ node: Int) -> Node { nodes[node] }

  mutating func add(_ scalar: YAMLScalar, at offset: Int) -> Int {
    nodes.append(Node(content: .scalar(scalar), offset: offset, size: Size(bytes: scalar.json.count)))
    return nodes.count - 1
  }

  mutating func add(array elements: [Int], at offset: Int) -> Int {
    var size = Size(bytes: 2, depth: 1)
    for element in elements { size.add(nodes[element].size) }
    nodes.append(Node(content: .array(elements), offset: offset, size: size))
    return nodes.count - 1
  }

  mutating func add(object members: [(key: Int, value: Int)], at offset: Int) -> Int {
    var size = Size(bytes: 2, depth: 1)
    for member in members {
      size.add(nodes[member.key].size)
      size.add(nodes[member.value].size)
    }
    nodes.append(Node(content: .object(members), offset: offset, size: size))
    return nodes.count - 1
  }

  func members(of node: Int) -> [(key: Int, value: Int)]? {
    if case .object(let members) = nodes[node].content { members } else { nil }
  }

  func elements(of node: Int) -> [Int]? {
    if case .array(let elements) = nodes[node].content { elements } else { nil }
  }

  /// A scalar as JSON writes it; empty for every other node.
  func json(of node: Int) -> [UInt8] {
    if case .scalar(let scalar) = nodes[node].content { scalar.json } else { [] }
  }
}
