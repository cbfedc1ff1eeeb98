import JSONModel

/// The ways to many values in the same documents: what is in a large array or object is gone through once for all of them.
final class WayMemo {
  private struct Container: Hashable { let document: Int, node: Int }

  /// The values in each, by their numbers.
  private var large: [Container: [Int]] = [:]

  /// Stands for the document of the value that is checked; the others are those of the schema's index.
  static let instance = -1

  /// As `JSONCursor.place` has it.
  func place(of value: JSONCursor, in document: Int) -> SourcePlace {
    SourcePlace(
      value.source, value.position, pointer: JSONPointer(tokens: tokens(from: value.other(0), to: value, in: document)))
  }

  /// The way down to a value; of the name of a member the way to its object.
  func tokens(from outer: JSONCursor, to inner: JSONCursor, in document: Int) -> [String] {
    var tokens: [String] = []
    var place = outer
    while place.ordinal != inner.ordinal {
      let values = values(in: place, document)
      var low = 0, high = values.count
      while low < high {
        let middle = (low + high) / 2
        if values[middle] <= inner.ordinal { low = middle + 1 } else { high = middle }
      }
      guard low > 0 else { break }
      let child = place.other(values[low - 1])
      guard inner.ordinal < child.endOrdinal else { break }
      tokens.append(place.kind == .object ? place.other(child.ordinal - 1).string ?? "" : String(low - 1))
      place = child
    }
    return tokens
  }

  private func values(in place: JSONCursor, _ document: Int) -> [Int] {
    let container = Container(document: document, node: place.ordinal)
    if let known = large[container] { return known }
    let values = place.kind == .object ? place.members.map(\.value.ordinal) : place.elements.map(\.ordinal)
    if values.count > 16 { large[container] = values }
    return values
  }
}
