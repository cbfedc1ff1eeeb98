extension PatternParser {
  typealias Quantifier = (min: Int, max: Int?, lazy: Bool)

  mutating func quantified(_ atom: PatternNode, from start: Int) throws(Failure) -> PatternNode {
    let place = offset
    guard let quantifier = try quantifier() else { return atom }
    if let max = quantifier.max, max < quantifier.min {
      throw failure("the numbers in `{\(quantifier.min),\(max)}` are out of order", at: place)
    }
    switch peek {
    case "+": throw failure("ECMA-262 has no possessive quantifiers")
    case "*", "?": throw failure("a quantifier follows a quantifier")
    case "{":
      var ahead = self
      if try ahead.quantifier() != nil { throw failure("a quantifier follows a quantifier") }
    default: break
    }
    return .repeated(atom, min: quantifier.min, max: quantifier.max, lazy: quantifier.lazy, offset: place)
  }

  func noQuantifier(after what: String) throws(Failure) {
    var ahead = self
    if try ahead.quantifier() != nil { throw failure("\(what) cannot be repeated") }
  }

  /// Takes a quantifier; nil, taking nothing, where none is.
  mutating func quantifier() throws(Failure) -> Quantifier? {
    var result: Quantifier
    switch peek {
    case "*": result = (0, nil, false)
    case "+": result = (1, nil, false)
    case "?": result = (0, 1, false)
    case "{":
      guard let braced = braces() else { return nil }
      result = braced
      result.lazy = take("?")
      return result
    default: return nil
    }
    index += 1
    result.lazy = take("?")
    return result
  }

  private mutating func braces() -> Quantifier? {
    let start = index
    index += 1
    if let min = number() {
      var max: Int? = min
      if take(",") { max = number() }
      if take("}") { return (min, max, false) }
    }
    index = start
    return nil
  }

  /// Decimal digits; a number beyond all bounds is `Int.max`.
  private mutating func number() -> Int? {
    var result: Int?
    while let digit = peek, ("0"..."9").contains(digit) {
      let (product, overflow) = (result ?? 0).multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int(digit.value - 48))
      result = overflow || carry ? Int.max : sum
      index += 1
    }
    return result
  }
}
