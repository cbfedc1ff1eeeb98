public import JSONModel

/// What the values at one place were, counted: from it a schema is inferred. Keeps no value but short tokens.
///
/// Values and other evidence can be added in any order; what is inferred is the same but for the order of members. The
/// work is in proportion to the values, and what is kept is bounded: an object of very many members becomes a map, and
/// nothing is followed deeper than `maxDepth`.
public struct SchemaEvidence: Sendable {
  /// A member that was seen by its name.
  public struct Member: Sendable {
    public let name: String
    /// In how many of the objects it was.
    public internal(set) var present = 0
    public internal(set) var evidence = SchemaEvidence()
    /// The number of the last object that had it.
    var lastObject = 0
  }

  /// Of values.
  public private(set) var count = 0
  public private(set) var nulls = 0, booleans = 0, integers = 0, fractions = 0, arrays = 0, objects = 0
  public private(set) var texts = TextEvidence()
  /// Of numbers.
  public private(set) var numbers = DistinctCount()
  /// In the order in which they came.
  public internal(set) var members: [Member] = []
  /// Of the values of members whose names are data.
  public var others: SchemaEvidence? { othersBox.first }
  /// Of the elements of all arrays.
  public var items: SchemaEvidence? { itemsBox.first }
  /// Something was deeper than is followed.
  public private(set) var isCut = false

  var places: [JSONString: Int] = [:]
  /// There were so many names that each counts as data.
  public internal(set) var isMap = false
  // Arrays, since a struct can't hold itself. Each has at most one.
  var othersBox: [SchemaEvidence] = []
  private var itemsBox: [SchemaEvidence] = []

  /// Objects and arrays inside each other.
  static let maxDepth = 48

  public init() {}

  /// How many kinds of values there were, null aside; integers and fractions are one.
  public var kinds: Int {
    [booleans, integers + fractions, texts.count, arrays, objects].count { $0 > 0 }
  }

  public mutating func add(_ value: JSONCursor) { add(value, depth: 0) }

  mutating func add(_ value: JSONCursor, depth: Int) {
    count += 1
    switch value.kind {
    case .null: nulls += 1
    case .bool: booleans += 1
    case .number:
      if value.number?.isInteger ?? false { integers += 1 } else { fractions += 1 }
      value.sourceBytes.withUnsafeBytes { numbers.add($0) }
    case .string: add(text: value)
    case .array:
      arrays += 1
      guard value.count > 0 else { return }
      guard depth < SchemaEvidence.maxDepth else {
        isCut = true
        return
      }
      if itemsBox.isEmpty { itemsBox = [SchemaEvidence()] }
      for element in value.elements { itemsBox[0].add(element, depth: depth + 1) }
    case .object:
      objects += 1
      guard depth < SchemaEvidence.maxDepth else {
        if value.count > 0 { isCut = true }
        return
      }
      for member in value.members { add(member, depth: depth + 1) }
    }
  }

  private mutating func add(text value: JSONCursor) {
    if let plain = value.plainText {
      plain.withUnsafeBufferPointer { texts.add($0) }
    } else if let string = value.jsonString {
      string.codeUnits.withUnsafeBufferPointer { texts.add($0) }
    }
  }

  /// Adds a text that stands for a value: of a path, a query or a form. It counts as the number or the boolean that it
  /// reads as.
  public mutating func add(parameter text: String) {
    let value = JSONNumber(text).map { JSONValue.number($0) } ?? (text == "true" || text == "false" ? .bool(true) : nil)
    count += 1
    var text = text
    switch value {
    case .number(let number):
      if number.isInteger { integers += 1 } else { fractions += 1 }
      text.withUTF8 { numbers.add(UnsafeRawBufferPointer($0)) }
    case .bool: booleans += 1
    default: text.withUTF8 { texts.add($0) }
    }
  }

  /// Adds what other evidence holds.
  public mutating func merge(_ other: SchemaEvidence) {
    count += other.count
    nulls += other.nulls
    booleans += other.booleans
    integers += other.integers
    fractions += other.fractions
    arrays += other.arrays
    texts.merge(other.texts)
    numbers.merge(other.numbers)
    isCut = isCut || other.isCut
    mergeMembers(other)
    objects += other.objects
    if let items = other.items {
      if itemsBox.isEmpty { itemsBox = [items] } else { itemsBox[0].merge(items) }
    }
  }

  /// The same without the nulls, for a schema beside which another one allows them.
  public var withoutNulls: SchemaEvidence {
    var copy = self
    copy.count -= nulls
    copy.nulls = 0
    return copy
  }
}
