import JSONModel

/// Places in a JSON body as a tree, so that many are found in one walk.
struct CaptureTree {
  private var places: [CapturePlace] = []
  private var tokens: [[UInt8]] = []
  /// Of each token.
  private var children: [CaptureTree] = []
  /// Of each token, its index; empty where they are few.
  private var indices: [[UInt8]: Int] = [:]
  /// So many are compared faster than they are hashed.
  private static let few = 8

  init(_ places: some Sequence<CapturePlace>) {
    for place in places { if case .json(let tokens) = place { add(place, tokens[...]) } }
  }

  private init() {}

  var isEmpty: Bool { places.isEmpty && children.isEmpty }

  private mutating func add(_ place: CapturePlace, _ way: ArraySlice<[UInt8]>) {
    guard let token = way.first else { return places.append(place) }
    let index = index(of: token) ?? tokens.count
    if index == tokens.count {
      tokens.append(token)
      children.append(CaptureTree())
      if tokens.count > CaptureTree.few {
        if indices.isEmpty { for (index, token) in tokens.enumerated() { indices[token] = index } }
        indices[token] = index
      }
    }
    children[index].add(place, way.dropFirst())
  }

  private func index(of token: [UInt8]) -> Int? {
    indices.isEmpty ? tokens.firstIndex(of: token) : indices[token]
  }

  private func index(of key: Int, _ nodes: JSONNodes) -> Int? {
    if indices.isEmpty { return tokens.firstIndex { nodes.isText(key, $0) } }
    return indices[nodes.text(of: key)]
  }

  /// What the places lead to, with the way there. Of members with one name it is the last.
  func visit(_ root: JSONCursor, _ found: (CapturePlace, JSONCursor, [JSONToken]) -> Void) {
    var way: [JSONToken] = []
    visit(root, &way, found)
  }

  private func visit(
    _ value: JSONCursor, _ way: inout [JSONToken], _ found: (CapturePlace, JSONCursor, [JSONToken]) -> Void
  ) {
    for place in places { found(place, value, way) }
    if children.isEmpty { return }
    var meant: [JSONCursor?] = Array(repeating: nil, count: tokens.count)
    if value.kind == .object {
      value.withNodes { nodes in
        for key in nodes.children(of: value.ordinal) {
          if let index = index(of: key, nodes) { meant[index] = value.other(key + 1) }
        }
      }
    } else if value.kind == .array {
      let wanted = Dictionary(
        tokens.enumerated().compactMap { place, token in CapturePlace.index(token).map { ($0, place) } },
        uniquingKeysWith: { $1 })
      for (index, element) in value.elements.enumerated() { if let place = wanted[index] { meant[place] = element } }
    }
    for (index, child) in meant.enumerated() {
      guard let child else { continue }
      let token = tokens[index]
      way.append(value.kind == .object ? .member(token) : .element(CapturePlace.index(token) ?? 0))
      children[index].visit(child, &way, found)
      way.removeLast()
    }
  }
}
