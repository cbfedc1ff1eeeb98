extension Array {
  /// The first index of the elements at the end for which it holds; `count` where it holds for none. It must hold for all
  /// that follow one for which it does.
  @inlinable package func partitioned(by holds: (Element) -> Bool) -> Int {
    var low = 0, high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
