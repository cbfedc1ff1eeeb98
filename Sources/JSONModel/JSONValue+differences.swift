extension JSONValue {
  /// What must be changed to get from this value to `new`, by structure: members by key (of several with one key the
  /// last), elements by position after what both arrays begin and end with is set aside. Empty where the two are equal.
  ///
  /// Goes over each value a few times at most, however deep it lies.
  public func differences(to new: JSONValue) -> [JSONDifference] {
    var comparison = Comparison()
    comparison.compare(self, new)
    return comparison.found
  }
}

private struct Comparison {
  private(set) var found: [JSONDifference] = []
  private var tokens: [String] = []

  mutating func compare(_ old: JSONValue, _ new: JSONValue) {
    switch (old, new) {
    case (.object(let before), .object(let after)): compare(before, after)
    case (.array(let before), .array(let after)): compare(before, after)
    default: if old != new { append(old, new) }
    }
  }

  private mutating func append(_ old: JSONValue?, _ new: JSONValue?) {
    found.append(JSONDifference(pointer: JSONPointer(tokens: tokens), old: old, new: new))
  }

  private mutating func at(_ token: String, _ body: (inout Comparison) -> Void) {
    tokens.append(token)
    body(&self)
    tokens.removeLast()
  }

  private mutating func compare(_ before: JSONObject, _ after: JSONObject) {
    let (old, new) = (before.lastIndices, after.lastIndices)
    for (index, member) in before.enumerated() where old[member.key] == index {
      at(member.key.text) { comparison in
        if let place = new[member.key] {
          comparison.compare(member.value, after[place].value)
        } else {
          comparison.append(member.value, nil)
        }
      }
    }
    for (index, member) in after.enumerated() where new[member.key] == index && old[member.key] == nil {
      at(member.key.text) { $0.append(nil, member.value) }
    }
  }

  private mutating func compare(_ before: [JSONValue], _ after: [JSONValue]) {
    let shorter = min(before.count, after.count)
    var tail = 0
    var index = 0
    // Until the first difference nothing is known of the tail; arrays of one length are compared element by element.
    while index < shorter {
      let count = found.count
      at(String(index)) { $0.compare(before[index], after[index]) }
      index += 1
      if found.count > count {
        guard before.count != after.count else { continue }
        tail = Comparison.tail(before, after, limit: shorter - index + 1)
        // The pair that differs belongs to the tail of the shorter array: it is no pair.
        if tail == shorter - index + 1 {
          found.removeSubrange(count...)
          index -= 1
        }
        break
      }
    }
    while index < shorter - tail {
      at(String(index)) { $0.compare(before[index], after[index]) }
      index += 1
    }
    for place in index..<max(index, before.count - tail) { at(String(place)) { $0.append(before[place], nil) } }
    for place in index..<max(index, after.count - tail) { at(String(place)) { $0.append(nil, after[place]) } }
  }

  /// How many elements both end with, up to `limit`.
  private static func tail(_ before: [JSONValue], _ after: [JSONValue], limit: Int) -> Int {
    zip(before.reversed(), after.reversed()).prefix(limit).prefix { $0 == $1 }.count
  }
}
