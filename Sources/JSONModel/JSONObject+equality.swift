extension JSONObject: Hashable {
  /// Without regard to order, but for the values of a key that stands several times, of which look-ups give the last.
  /// Each value is compared once: objects inside objects in another order cost no more than in the same.
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    guard left.count == right.count else { return false }
    if zip(left, right).allSatisfy({ $0.key == $1.key }) {
      return zip(left, right).allSatisfy { $0.value == $1.value }
    }
    var places: [JSONString: ArraySlice<Int>] = [:]
    for (index, member) in right.enumerated() { places[member.key, default: []].append(index) }
    var pairs: [(Int, Int)] = []
    for (index, member) in left.enumerated() {
      guard let place = places[member.key]?.popFirst() else { return false }
      pairs.append((index, place))
    }
    return pairs.allSatisfy { left[$0].value == right[$1].value }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    hasher.combine(reduce(0) { $0 ^ $1.hashValue })
  }
}
