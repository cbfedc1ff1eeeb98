/// A binary heap: the least element is at hand, whatever the order in which they came.
struct Heap<Element: Comparable> {
  private var elements: [Element] = []

  mutating func insert(_ element: Element) {
    elements.append(element)
    var child = elements.count - 1
    while child > 0, elements[child] < elements[(child - 1) / 2] {
      elements.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  /// Takes the least element; nil where there is none.
  mutating func popFirst() -> Element? {
    guard let first = elements.first else { return nil }
    elements.swapAt(0, elements.count - 1)
    elements.removeLast()
    var parent = 0
    while true {
      let left = 2 * parent + 1
      let children = left..<max(left, min(left + 2, elements.count))
      guard !children.isEmpty, let least = children.min(by: { elements[$0] < elements[$1] }),
        elements[least] < elements[parent]
      else { return first }
      elements.swapAt(least, parent)
      parent = least
    }
  }
}
