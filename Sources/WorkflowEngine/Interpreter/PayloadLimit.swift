import JSONModel

/// How large and how deep a payload may be.
struct PayloadLimit {
  /// As compact JSON text in UTF-8.
  static let bytes = 262_144
  /// Arrays and objects inside each other. AWS documents no limit; this one is the JSON reader's, and what keeps a
  /// machine that wraps its data in every round from growing without end.
  static let depth = 512

  private var remaining = PayloadLimit.bytes
  private var isTooDeep = false

  /// `name` is what AWS's cause calls the task or state that gave the value.
  static func check(_ value: JSONValue, of name: String) throws(StateFailure) {
    var limit = PayloadLimit()
    limit.measure(value, depth: 0)
    if limit.isTooDeep {
      throw .runtime("The state/task '\(name)' returned a result that is nested more than \(depth) deep.", at: nil)
    }
    if limit.remaining < 0 { throw .tooLarge(name) }
  }

  /// Stops as soon as the value is too large or too deep.
  private mutating func measure(_ value: JSONValue, depth: Int) {
    switch value {
    case .null: remaining -= 4
    case .bool(let flag): remaining -= flag ? 4 : 5
    case .number(let number): remaining -= number.text.utf8.count
    case .string(let string): remaining -= string.escaped.utf8.count + 2
    case .array(let elements):
      guard enter(depth, count: elements.count) else { return }
      for element in elements where remaining >= 0 && !isTooDeep { measure(element, depth: depth + 1) }
    case .object(let object):
      guard enter(depth, count: object.count) else { return }
      for member in object.members where remaining >= 0 && !isTooDeep {
        remaining -= member.key.escaped.utf8.count + 3
        measure(member.value, depth: depth + 1)
      }
    }
  }

  /// Counts brackets and commas.
  private mutating func enter(_ depth: Int, count: Int) -> Bool {
    remaining -= 1 + max(1, count)
    isTooDeep = depth >= PayloadLimit.depth
    return !isTooDeep
  }
}
