/// A class, ready to be asked.
struct CharacterTest: Sendable {
  private let negated: Bool
  /// In order, no two of them touching.
  private var ranges: [ClosedRange<UInt32>] = []
  /// Only PCRE2 knows of scripts and many properties.
  private var properties: [(program: PCRE2Program, isNegated: Bool)] = []

  /// `programs` holds those of the properties met before.
  init(
    _ set: PatternSet, programs: inout [PatternProperty: PCRE2Program], limits: PatternLimits
  ) throws(PatternSyntaxError) {
    negated = set.negated
    var all: [ClosedRange<UInt32>] = []
    for item in Set(set.items) {
      switch item {
      case .range(let first, let last): all.append(first...last)
      case .digit(let isNegated): all += isNegated ? CharacterTest.complement([48...57]) : [48...57]
      case .word(let isNegated):
        all += isNegated ? CharacterTest.complement(CharacterTest.word) : CharacterTest.word
      case .space(let isNegated):
        all += isNegated ? CharacterTest.complement(CharacterTest.space) : CharacterTest.space
      case .property(let property, let isNegated, let offset):
        if programs[property] == nil {
          let set = PatternSet(items: [.property(property, negated: false, offset: offset)])
          programs[property] = try PCRE2Program(
            try PatternWriter.write(.sequence([.start, .set(set)])), limits: limits)
        }
        if let program = programs[property] { properties.append((program, isNegated)) }
      }
    }
    for range in all.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = ranges.last, range.lowerBound <= last.upperBound + 1 {
        ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        ranges.append(range)
      }
    }
  }

  /// `text` is the character itself in UTF-8.
  func contains(_ value: UInt32, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    let isIn =
      isInRanges(value)
      || properties.contains { program, isNegated in program.finds(text) != isNegated }
    return isIn != negated
  }

  private func isInRanges(_ value: UInt32) -> Bool {
    var low = 0, high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lowerBound <= value
  }

  private static func complement(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var start: UInt32 = 0
    var result: [ClosedRange<UInt32>] = []
    for range in ranges {
      if range.lowerBound > start { result.append(start...range.lowerBound - 1) }
      start = range.upperBound + 1
    }
    return result + [start...0x10FFFF]
  }

  static let word: [ClosedRange<UInt32>] = [48...57, 65...90, 95...95, 97...122]

  /// WhiteSpace and LineTerminator of ECMA-262, sections 12.2 and 12.3.
  private static let space: [ClosedRange<UInt32>] = [
    0x9...0xD, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
    0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
  ]
}
