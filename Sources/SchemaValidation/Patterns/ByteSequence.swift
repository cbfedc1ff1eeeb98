/// A pattern that runs from the text's beginning over classes of ASCII characters and needs no second try:
/// `^ctm_[a-z\d]{26}$`, `^[A-Z][a-z_]*`, `^[^/]+$`.
///
/// Greedy and right, because whatever may repeat shares no character with what may follow it.
struct ByteSequence: Sendable {
  private struct Element {
    var set: ByteSet
    var min: Int, max: Int
  }

  private var elements: [Element] = []
  private var toEnd = false

  init?(_ node: PatternNode) {
    guard case .sequence(var parts) = node, parts.first == .start else { return nil }
    parts.removeFirst()
    if parts.last == .end {
      parts.removeLast()
      toEnd = true
    }
    for part in parts {
      guard let element = ByteSequence.element(part) else { return nil }
      elements.append(element)
    }
    guard !elements.isEmpty, needsNoSecondTry else { return nil }
  }

  private static func element(_ node: PatternNode) -> Element? {
    if case .repeated(let body, let min, let max, _, _) = node {
      // Bytes are counted, so a class that reaches beyond ASCII must not be counted above one.
      guard let set = ByteSet(body), !set.hasNonASCII || (min <= 1 && max == nil) else { return nil }
      return Element(set: set, min: min, max: max ?? .max)
    }
    guard let set = ByteSet(node), !set.hasNonASCII else { return nil }
    return Element(set: set, min: 1, max: 1)
  }

  private var needsNoSecondTry: Bool {
    for (index, element) in elements.enumerated() where element.min != element.max {
      for next in elements[(index + 1)...] {
        if !element.set.isDisjoint(with: next.set) { return false }
        if next.min > 0 { break }
      }
    }
    return true
  }

  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    elements.withUnsafeBufferPointer { elements in
      var index = 0
      for element in elements {
        let start = index
        let end = element.max < text.count - index ? index + element.max : text.count
        while index < end, element.set.contains(text[index]) { index += 1 }
        if index - start < element.min { return false }
      }
      return !toEnd || index == text.count
    }
  }
}

/// Bytes of ASCII, and all others or none of them.
struct ByteSet: Sendable {
  private var ascii = ASCIISet()
  private(set) var hasNonASCII = false

  /// Nil for whatever is no single character, or splits the characters beyond ASCII.
  init?(_ node: PatternNode) {
    switch node {
    case .character(let value):
      guard value < 128 else { return nil }
      ascii.insert(value...value)
    case .set(let set):
      for item in set.items { guard insert(item) else { return nil } }
      if set.negated { (ascii, hasNonASCII) = (ascii.complement, true) }
    default: return nil
    }
  }

  private mutating func insert(_ item: PatternSet.Item) -> Bool {
    switch item {
    case .range(let first, let last):
      guard last < 128 else { return false }
      ascii.insert(first...last)
    case .digit(negated: false): ascii.insert(48...57)
    case .word(negated: false): for range in CharacterTest.word { ascii.insert(range) }
    case .digit, .word, .space, .property: return false
    }
    return true
  }

  @inline(__always)
  func contains(_ byte: UInt8) -> Bool { byte >= 128 ? hasNonASCII : ascii.contains(byte) }

  func isDisjoint(with other: ByteSet) -> Bool {
    ascii.isDisjoint(with: other.ascii) && !(hasNonASCII && other.hasNonASCII)
  }
}
