import HTTPModel

/// A text as it is written, with places in which a client's own values are put.
struct FilledText: Sendable {
  struct Place: Sendable {
    let range: Range<Int>
    let name: String
    let written: WrittenText
    /// Whether it is in a URL, where a value is percent-encoded first.
    var isInURL = false
  }

  private let bytes: [UInt8]
  /// In order; none overlaps another.
  private let places: [Place]

  /// Longer texts are not made.
  static let maxBytes = 8 << 20

  /// Nil for no places.
  init?(_ bytes: [UInt8], _ places: [Place]) {
    if places.isEmpty { return nil }
    self.bytes = bytes
    self.places = places.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The names whose values it would take.
  var names: Set<String> { Set(places.map(\.name)) }

  /// As it was where it has no value for a place, or would be too long.
  func filled(with values: [String: [UInt8]]) -> [UInt8] {
    // One value may be put in thousands of places.
    var known: [Key: [UInt8]] = [:]
    var result: [UInt8] = []
    var done = 0
    for place in places {
      guard let value = values[place.name] else { continue }
      let key = Key(name: place.name, written: place.written, isInURL: place.isInURL)
      let plain = place.isInURL ? Array(PercentEncoding.encoded(value).utf8) : value
      guard let text = known[key] ?? place.written.writing(plain) else { continue }
      known[key] = text
      result += bytes[done..<place.range.lowerBound]
      result += text
      done = place.range.upperBound
      if result.count > FilledText.maxBytes { return bytes }
    }
    return result + bytes[done...]
  }

  private struct Key: Hashable {
    let name: String
    let written: WrittenText
    let isInURL: Bool
  }
}
