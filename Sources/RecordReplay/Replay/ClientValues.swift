/// What the client of a session sent in the holes of interactions, by the name of what was taken out there.
struct ClientValues: Sendable {
  private var values: [String: [UInt8]] = [:]
  private var bytes = 0

  /// More are not remembered.
  static let maxCount = 4096
  /// Nor values that are longer than this together.
  static let maxBytes = 1 << 20
  /// Nor one that is longer.
  static let maxValueBytes = 64 << 10

  subscript(name: String) -> [UInt8]? { values[name] }

  /// The latest counts.
  mutating func remember(_ value: [UInt8], of name: String) {
    let known = values[name]
    let bytes = bytes - (known?.count ?? 0) + value.count
    guard value.count <= ClientValues.maxValueBytes, bytes <= ClientValues.maxBytes,
      known != nil || values.count < ClientValues.maxCount
    else { return }
    values[name] = value
    self.bytes = bytes
  }
}
