extension JSONPath {
  /// A place in a path that AWS reads differently from what its writer probably means.
  public struct Surprise: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
      /// `[-1]`: no element has a negative index.
      case negativeIndex(Int)
      /// `[-2:2]` or `[1:-1]`: beside an end neither number counts from the end.
      case negativeInSlice(String)
      /// `.length()`: the member of that name, parentheses included.
      case function(String)
      /// `["a1"]`: not the member a1, but the element 1.
      case doubleQuotedName(String)
      /// `['it\'s']`: the name ends at the first quote.
      case quoteInName([String])
      /// A name that a `]` cuts off: an object without members.
      case bracketInName
      /// `['a','b'].c`: fails wherever it is applied.
      case namesNotLast([String])
      /// `..[2].a`: after `..` an index, a slice or a filter that is not the last step takes all elements of arrays.
      case stepAfterDescent(String)
      /// `"open"` in a filter: the quotes are part of the text.
      case doubleQuotedText(String)
      /// `!=` in a filter: does not hold where the member is missing.
      case notEqual(String, String)
      /// Parentheses round a part of a filter: they mean nothing.
      case grouping(String)
      /// `[]`, `[1,2]` or `{}` in a filter: a text, which no array or object is equal to.
      case literal(String)
      /// `?($.a)`: looks for the member in the element, not in the whole document.
      case rootExists(String)
      /// `===`: compares with a text that begins with `=`.
      case strictOperator(String)
    }

    public let kind: Kind
    /// In UTF-8 bytes from the path's beginning.
    public let offset: Int
  }
}
