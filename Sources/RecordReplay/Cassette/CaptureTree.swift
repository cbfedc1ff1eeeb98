import JSONModel

/// Places in a JSON body as a tree, so that many are found in one walk.
struct CaptureTree {
  private var places: [CapturePlace] = []
  private var children: [[UInt8]: CaptureTree] = [:]

  init(_ places: some Sequence<CapturePlace>) {
    for place in places { if case .json(let tokens) = place { add(place, tokens[...]) } }
  }

  private init() {}

  var isEmpty: Bool { places.isEmpty && children.isEmpty }

  private mutating func add(_ place: CapturePlace, _ tokens: ArraySlice<[UInt8]>) {
    guard let token = tokens.first else { return places.append(place) }
    children[token, default: CaptureTree()].add(place, tokens.dropFirst())
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
    // Most keys are told by their length to lead nowhere.
    let lengths = Set(children.keys.map(\.count))
    var meant: [[UInt8]: JSONCursor] = [:]
    if value.kind == .object {
      for member in value.members {
        if let key = member.plainKey, !lengths.contains(key.count) { continue }
        let key = member.plainKey.map(Array.init) ?? member.key.codeUnits
        if children[key] != nil { meant[key] = member.value }
      }
    } else if value.kind == .array {
      let indices = Dictionary(
        children.keys.compactMap { token in CapturePlace.index(token).map { ($0, token) } }, uniquingKeysWith: { $1 })
      for (index, element) in value.elements.enumerated() { if let token = indices[index] { meant[token] = element } }
    }
    for (token, child) in meant {
      way.append(value.kind == .object ? .member(token) : .element(CapturePlace.index(token) ?? 0))
      children[token]?.visit(child, &way, found)
      way.removeLast()
    }
  }
}
