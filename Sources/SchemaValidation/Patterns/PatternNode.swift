/// A pattern in ECMA-262's syntax, parsed.
indirect enum PatternNode: Hashable {
  case character(UInt32)
  /// `.`, everything but the four line terminators.
  case any
  case set(PatternSet)
  case start, end
  case wordBoundary(negated: Bool)
  /// `index` counts from 1; nil where nothing is captured.
  case group(PatternNode, index: Int?)
  case look(PatternNode, behind: Bool, negated: Bool, offset: Int)
  /// To each group of this name; all but one of them never took part in the match.
  case backreference([Int], offset: Int)
  case sequence([PatternNode])
  case alternatives([PatternNode])
  case repeated(PatternNode, min: Int, max: Int?, lazy: Bool, offset: Int)
}

/// A class in brackets, or an escape such as `\d` by itself.
struct PatternSet: Hashable {
  var negated = false
  var items: [Item] = []

  enum Item: Hashable {
    case range(UInt32, UInt32)
    case digit(negated: Bool)
    case space(negated: Bool)
    case word(negated: Bool)
    case property(PatternProperty, negated: Bool, offset: Int)
  }
}

/// `\p{…}`, in the words of PCRE2.
enum PatternProperty: Hashable {
  case named(String)
  case ascii, any, assigned
}
