extension Matcher {
  /// Interactions whose requests are the same, authentication schemes and variant included, in their order; never empty.
  /// There may be millions, so it is small.
  struct Row: Sendable {
    private let first: Int32
    private var others: [Int32] = []
    private let tableNumber: Int32, schemesNumber: Int32, variantNumber: Int32
    private var nextNumber: Int32 = -1
    private let resourceStart: UInt32, resourceLength: UInt32

    /// `table`, `schemes`, `variant` and `resource` are places in the matcher's lists.
    init(_ index: Int, table: Int, schemes: Int, variant: Int, resource: Range<Int>) {
      first = Int32(index)
      (tableNumber, schemesNumber, variantNumber) = (Int32(table), Int32(schemes), Int32(variant))
      (resourceStart, resourceLength) = (UInt32(resource.lowerBound), UInt32(resource.count))
    }

    var table: Int { Int(tableNumber) }
    var schemes: Int { Int(schemesNumber) }
    var variant: Int { Int(variantNumber) }
    /// Method and path, as in the key.
    var resource: Range<Int> { Int(resourceStart)..<(Int(resourceStart) + Int(resourceLength)) }

    /// Another row with the same key, and with other schemes or another variant; nil for none.
    var next: Int? {
      get { nextNumber < 0 ? nil : Int(nextNumber) }
      set { nextNumber = newValue.map { Int32($0) } ?? -1 }
    }

    mutating func append(_ index: Int) { others.append(Int32(index)) }

    var count: Int { 1 + others.count }
    var last: Int { self[others.count] }
    subscript(position: Int) -> Int { Int(position == 0 ? first : others[position - 1]) }
    var indices: [Int] { (0..<count).map { self[$0] } }
  }
}
