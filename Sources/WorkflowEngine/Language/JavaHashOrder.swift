/// The order in which a `java.util.HashMap` gives its keys: AWS's order for what it keeps in one.
///
/// The table has 16 places and doubles when more than three quarters are taken; keys that share a place keep the order
/// in which they were put in.
package enum JavaHashOrder {
  package static func sorted<Element>(_ elements: [Element], by key: (Element) -> String) -> [Element] {
    var places = 16
    while elements.count * 4 > places * 3 { places *= 2 }
    return elements.enumerated()
      .map { (place: place(of: key($0.element), in: places), order: $0.offset, element: $0.element) }
      .sorted { ($0.place, $0.order) < ($1.place, $1.order) }
      .map(\.element)
  }

  private static func place(of key: String, in places: Int) -> UInt32 {
    let hash = key.utf16.reduce(UInt32(0)) { $0 &* 31 &+ UInt32($1) }
    return (hash ^ (hash >> 16)) & UInt32(places - 1)
  }
}
