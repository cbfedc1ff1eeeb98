extension TextScanner {
  /// CSS 2.1, section 4.3.6: a name, `#rgb`, `#rrggbb` or `rgb(…)`.
  mutating func color() -> Bool {
    if take("#") {
      let digits = takeAll(where: \.isHexDigit)
      return isAtEnd && (digits == 3 || digits == 6)
    }
    guard end <= 64 else { return false }
    let text = String(decoding: self.text, as: UTF8.self).lowercased()
    if TextScanner.colors.contains(text) { return true }
    guard text.hasPrefix("rgb("), text.hasSuffix(")") else { return false }
    index = 4
    end -= 1
    var percents = 0
    for part in 0..<3 {
      if part > 0, !take(",") { return false }
      takeAll { $0 == 32 }
      if !take("+") { _ = take("-") }
      guard takeAll(where: \.isDigit) > 0 else { return false }
      if take("%") { percents += 1 }
      takeAll { $0 == 32 }
    }
    return isAtEnd && (percents == 0 || percents == 3)
  }

  private static let colors: Set<String> = [
    "maroon", "red", "orange", "yellow", "olive", "purple", "fuchsia", "white", "lime", "green", "navy", "blue", "aqua",
    "teal", "black", "silver", "gray",
  ]
}
