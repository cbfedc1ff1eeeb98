import HTTPModel

/// How many fields of the same name stand before a field. Names are counted only up to where one was asked for.
struct FieldNumbers {
  private let fields: HeaderFields
  private var counts: [String: Int] = [:]
  private var counted = 0
  private static let fewFields = 64

  init(_ fields: HeaderFields) { self.fields = fields }

  /// Of the field at `index`, whose name in lower case is `name`; each is asked for after those before it.
  mutating func number(of index: Int, _ name: String) -> Int {
    // So few are compared faster than they are counted.
    if index <= FieldNumbers.fewFields { return (0..<index).count { fields.sameName($0, index) } }
    while counted < index {
      counts[fields[counted].name.lowercased(), default: 0] += 1
      counted += 1
    }
    return counts[name, default: 0]
  }
}
