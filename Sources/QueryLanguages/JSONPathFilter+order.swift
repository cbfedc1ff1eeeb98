import JSONModel

extension JSONPathFilter {
  /// Of two values the order, as Jayway sees it.
  enum Order: Equatable {
    /// How the right one compares to the left: below zero where it is smaller.
    case known(Int)
    /// They are of kinds that have no order, and so are not even different.
    case none
    /// A number is compared with a text that is none, which ends the path.
    case noNumber(JSONNumber, String)
  }

  /// How `right` compares to `left`. A text stands for the kind of value it is compared with, but only on the right
  /// side: of a number, of true (in any letters) or false. The text `null` is null.
  static func order(of right: JSONValue, to left: JSONValue) -> Order {
    switch (isNull(right), isNull(left)) {
    case (true, true): return .known(0)
    case (true, false): return .known(-1)
    case (false, true): return .known(1)
    case (false, false): break
    }
    switch (right, left) {
    case (.string(let right), .string(let left)):
      return .known(order(right.text.utf8.contains(UInt8(ascii: "'")) ? unescaped(right.text) : right.text, left.text))
    case (.number(let right), .number(let left)): return order(right.text, of: left)
    case (.string(let right), .number(let left)): return order(right.text, of: left)
    case (.string(let right), .bool(let left)):
      return .known((right.text.lowercased() == "true" ? 1 : 0) - (left ? 1 : 0))
    case (.bool(let right), .bool(let left)): return .known((right ? 1 : 0) - (left ? 1 : 0))
    default: return .none
    }
  }

  private static func isNull(_ value: JSONValue) -> Bool {
    value.isNull || value.text.map { $0.utf8.elementsEqual("null".utf8) } ?? false
  }

  private static func order(_ right: String, of left: JSONNumber) -> Order {
    guard let number = DecimalText(right), let other = DecimalText(left.text) else { return .noNumber(left, right) }
    return .known(number.order(to: other))
  }

  /// By UTF-16 code units, as Java does.
  private static func order(_ right: String, _ left: String) -> Int {
    let (right, left) = (right.utf16, left.utf16)
    return (left.lexicographicallyPrecedes(right) ? 1 : 0) - (right.lexicographicallyPrecedes(left) ? 1 : 0)
  }

  /// With `\'` as `'`.
  private static func unescaped(_ text: String) -> String {
    var result: [UInt8] = []
    for byte in text.utf8 {
      if byte == UInt8(ascii: "'"), result.last == UInt8(ascii: "\\") { result.removeLast() }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }
}
