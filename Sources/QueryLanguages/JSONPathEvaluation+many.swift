import JSONModel

/// The tokens that lead to many places, and the indices.
extension JSONPathEvaluation {
  /// The elements at these indices. Where the document is made of maps, the first that is not there ends it.
  mutating func take(
    _ indices: some Collection<Int>, _ tokens: [JSONPath.Token], _ index: Int, _ place: Node
  ) throws(JSONPath.Missing) {
    if place.value.isNull, !place.isNullNode {
      throw JSONPath.Missing(kind: .absent, text: "The path \(text(place)) is null")
    }
    guard let array = place.value.array else {
      throw unfit("Filter: \(JSONPath.jaywayText(tokens[index...])) can only be applied to arrays. ", place)
    }
    try charge(model == .nodes ? indices.count : min(indices.count, array.count + 1))
    let start = work.count
    for number in indices {
      if array.indices.contains(number) {
        work.append(.apply(index + 1, element(array, number, of: place)))
      } else if model == .nodes {
        var node = place.child(.null, .index(number))
        node.isMade = number < 0
        work.append(.apply(index + 1, node))
      } else {
        let path = "\(text(place))[\(number)]"
        work.append(.fail(JSONPath.Missing(kind: .absent, text: "Index out of bounds when evaluating path \(path)")))
        break
      }
    }
    work[start...].reverse()
  }

  private func element(_ array: [JSONValue], _ number: Int, of place: Node) -> Node {
    var node = place.child(array[number], .index(number))
    node.isNullNode = model == .nodes && node.value.isNull
    return node
  }

  /// `[*]`: an object's values, an array's elements, nothing of anything else.
  mutating func spread(_ index: Int, _ place: Node, isLast: Bool) throws(JSONPath.Missing) {
    switch place.value {
    case .object:
      let children = children(of: place)
      try charge(children.count)
      for child in children.reversed() { work.append(.apply(index + 1, child)) }
    case .array(let array):
      try charge(array.count)
      for number in array.indices.reversed() {
        if !isLast { work.append(.endOfElement) }
        work.append(.apply(index + 1, element(array, number, of: place)))
      }
    default: break
    }
  }

  /// A filter asks an object itself, and the elements of an array one after the other.
  mutating func select(
    _ filter: JSONPathFilter, _ index: Int, _ place: Node, from number: Int
  ) throws(JSONPath.Missing) {
    guard let array = place.value.array else {
      if try holds(filter, for: place) { work.append(.apply(index + 1, place)) }
      return
    }
    for number in number..<array.count {
      let element = element(array, number, of: place)
      guard try holds(filter, for: element) else { continue }
      // What follows the filter is done with this element before the next is asked.
      work.append(.filter(filter, index, place, from: number + 1))
      work.append(.apply(index + 1, element))
      return
    }
  }

  /// `..`: tries the token after it where that can match, so that what does not fit is no error, on each array and
  /// object before what is in it. In an array a token that is not the last gives way to the one after it, which is
  /// applied to all elements.
  mutating func descend(_ tokens: [JSONPath.Token], _ index: Int, into place: Node) throws(JSONPath.Missing) {
    if index + 1 >= tokens.count || tokens[index + 1] == .descent { return }
    try charge(1 + (place.value.array?.count ?? place.value.object?.count ?? 0))
    let first = work.count
    switch place.value {
    case .array(let elements):
      for (number, element) in elements.enumerated() where element.isContainer {
        work.append(.descend(index, place.child(element, .index(number))))
      }
    case .object(let object):
      for member in object where member.value.isContainer {
        work.append(.descend(index, place.child(member.value, .member(member.key.text))))
      }
    default: return
    }
    work[first...].reverse()
    guard try matches(tokens[index + 1], place) else { return }
    if place.value.array != nil, index + 2 < tokens.count {
      let children = children(of: place)
      try charge(children.count)
      for child in children.reversed() { work.append(.apply(index + 2, child)) }
    } else {
      work.append(.apply(index + 1, place))
    }
  }

  private mutating func matches(_ token: JSONPath.Token, _ place: Node) throws(JSONPath.Missing) -> Bool {
    switch (token, place.value) {
    case (.member(let name), .object(let object)):
      try charge(object.count / 16)
      return object[name] != nil
    case (.members(let names), .object(let object)):
      try charge(names.count + object.count / 16)
      return object.lastValues(of: names).count == names.count
    case (.index, .array), (.indexFromCount, .array), (.indices, .array), (.slice, .array), (.wildcard, _): return true
    case (.filter(let filter), _): return try holds(filter, for: place)
    default: return false
    }
  }

  /// What a place holds: an array's elements, an object's values, nothing else.
  private func children(of place: Node) -> [Node] {
    switch place.value {
    case .array(let elements): elements.enumerated().map { place.child($1, .index($0)) }
    case .object(let object): object.map { place.child($0.value, .member($0.key.text)) }
    default: []
    }
  }
}

extension JSONValue {
  /// An array or an object.
  var isContainer: Bool {
    switch self {
    case .array, .object: true
    default: false
    }
  }
}
