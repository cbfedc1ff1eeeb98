/// Numbers as YAML writes them, in the way that JSON writes the same number.
struct YAMLNumber {
  /// More digits, where a number must be computed, are an error. Decimal ones are kept as they are, however many.
  static let maxDigits = 1024

  private var rest: ArraySlice<UInt8>
  private let isNegative: Bool
  private let hasSign: Bool

  /// Nil where a plain scalar is no number.
  static func resolve(_ value: [UInt8], _ schema: YAMLSchema) throws(YAMLError.Kind) -> [UInt8]? {
    let number = YAMLNumber(value)
    if number.isSpecial { throw .notFinite }
    return schema == .core ? try number.core() : try number.yaml11()
  }

  private init(_ value: [UInt8]) {
    isNegative = value.first == UInt8(ascii: "-")
    hasSign = isNegative || value.first == UInt8(ascii: "+")
    rest = value.dropFirst(hasSign ? 1 : 0)
  }

  /// `.inf`, `-.INF`, `.NaN`.
  private var isSpecial: Bool {
    switch String(decoding: rest, as: UTF8.self) {
    case ".inf", ".Inf", ".INF": true
    case ".nan", ".NaN", ".NAN": !hasSign
    default: false
    }
  }

  // MARK: YAML 1.2, section 10.3.2

  private func core() throws(YAMLError.Kind) -> [UInt8]? {
    if !hasSign, let digits = digits(after: "0x", isHexadecimal) { return try integer(digits, radix: 16) }
    if !hasSign, let digits = digits(after: "0o", { (48...55).contains($0) }) { return try integer(digits, radix: 8) }
    return decimal(rest, needsSignInExponent: false, needsPoint: false)
  }

  // MARK: YAML 1.1 (yaml.org/type)

  private func yaml11() throws(YAMLError.Kind) -> [UInt8]? {
    let orScore = { (isDigit: @escaping (UInt8) -> Bool) in { isDigit($0) || $0 == UInt8(ascii: "_") } }
    if let digits = digits(after: "0b", orScore { $0 == 48 || $0 == 49 }) { return try integer(digits, radix: 2) }
    if let digits = digits(after: "0x", orScore(isHexadecimal)) { return try integer(digits, radix: 16) }
    if rest.contains(UInt8(ascii: ":")) { return try sexagesimal() }
    if let digits = digits(after: "0", orScore { (48...55).contains($0) }) { return try integer(digits, radix: 8) }
    // It may begin neither with a score nor, unless it is zero or has a point, with 0.
    guard rest.first != UInt8(ascii: "_"), !rest.starts(with: Array("._".utf8)) else { return nil }
    let plain = rest.filter { $0 != UInt8(ascii: "_") }[...]
    if plain.allSatisfy(isDigit), plain.count > 1, plain.first == 48 { return nil }
    let exponent = rest.firstIndex { $0 | 32 == UInt8(ascii: "e") } ?? rest.endIndex
    if rest[exponent...].contains(UInt8(ascii: "_")) { return nil }
    return decimal(plain, needsSignInExponent: true, needsPoint: exponent != rest.endIndex)
  }

  /// `1:30` and `1:30.5`: digits to the base of 60.
  private func sexagesimal() throws(YAMLError.Kind) -> [UInt8]? {
    let point = rest.firstIndex(of: UInt8(ascii: ".")) ?? rest.endIndex
    let parts = rest[..<point].split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    let fraction = rest[point...].dropFirst().filter { $0 != UInt8(ascii: "_") }
    guard fraction.allSatisfy(isDigit), let first = parts.first, parts.count > 1, let leading = first.first,
      isDigit(leading), point < rest.endIndex || leading != 48,
      first.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: "_") }),
      parts.dropFirst().allSatisfy({ (1...2).contains($0.count) && $0.allSatisfy(isDigit) && value($0) < 60 })
    else { return nil }
    guard rest.count <= YAMLNumber.maxDigits else { throw .tooManyDigits(limit: YAMLNumber.maxDigits) }
    var sum = WholeNumber()
    for digit in first where digit != UInt8(ascii: "_") { sum.multiply(by: 10, adding: Int(digit) - 48) }
    for part in parts.dropFirst() { sum.multiply(by: 60, adding: value(part)) }
    let decimals = point == rest.endIndex ? [] : [UInt8(ascii: ".")] + (fraction.isEmpty ? [48] : fraction)
    return sign + sum.digits + decimals
  }

  private func value(_ digits: ArraySlice<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + Int($1) - 48 } }

  // MARK: Parts

  private var sign: [UInt8] { isNegative ? [UInt8(ascii: "-")] : [] }

  private func digits(after prefix: String, _ isDigit: (UInt8) -> Bool) -> [UInt8]? {
    guard rest.starts(with: prefix.utf8) else { return nil }
    let digits = rest.dropFirst(prefix.utf8.count)
    return !digits.isEmpty && digits.allSatisfy(isDigit) ? digits.filter { $0 != UInt8(ascii: "_") } : nil
  }

  private func integer(_ digits: [UInt8], radix: Int) throws(YAMLError.Kind) -> [UInt8]? {
    guard digits.count <= YAMLNumber.maxDigits else { throw .tooManyDigits(limit: YAMLNumber.maxDigits) }
    // `0x_` has none.
    if digits.isEmpty, radix != 8 { return nil }
    var sum = WholeNumber()
    for digit in digits { sum.multiply(by: radix, adding: hexadecimal(digit)) }
    return sign + sum.digits
  }

  /// `[0-9]*` with a point and an exponent; without the zeros in front that JSON has not, and with those beside the point
  /// that it has.
  private func decimal(_ text: ArraySlice<UInt8>, needsSignInExponent: Bool, needsPoint: Bool) -> [UInt8]? {
    let whole = text.prefix(while: isDigit)
    var tail = text[whole.endIndex...]
    var fraction: ArraySlice<UInt8>?
    if tail.first == UInt8(ascii: ".") {
      let digits = tail.dropFirst().prefix(while: isDigit)
      tail = tail[digits.endIndex...]
      fraction = digits
    }
    guard !whole.isEmpty || fraction?.isEmpty == false, fraction != nil || !needsPoint else { return nil }
    if let letter = tail.first {
      let power = tail.dropFirst()
      let digits = power.first == UInt8(ascii: "+") || power.first == UInt8(ascii: "-") ? power.dropFirst() : power
      guard letter | 32 == UInt8(ascii: "e"), !digits.isEmpty, digits.allSatisfy(isDigit),
        digits.count < power.count || !needsSignInExponent
      else { return nil }
    }
    let significant = whole.drop { $0 == 48 }
    var json = sign + (significant.isEmpty ? [48] : Array(significant))
    if let fraction { json += [UInt8(ascii: ".")] + (fraction.isEmpty ? [48] : Array(fraction)) }
    return json + tail
  }

  private func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  private func isHexadecimal(_ byte: UInt8) -> Bool { isDigit(byte) || (97...102).contains(byte | 32) }

  private func hexadecimal(_ byte: UInt8) -> Int { Int(byte) - (byte < 58 ? 48 : byte < 97 ? 55 : 87) }
}

/// A whole number of any size, made digit by digit.
private struct WholeNumber {
  /// To the base of a billion, the lowest first.
  private var parts: [Int] = [0]
  private static let base = 1_000_000_000

  mutating func multiply(by factor: Int, adding term: Int) {
    var carried = term
    for index in parts.indices {
      let product = parts[index] * factor + carried
      parts[index] = product % WholeNumber.base
      carried = product / WholeNumber.base
    }
    if carried > 0 { parts.append(carried) }
  }

  var digits: [UInt8] {
    let lower = parts.dropLast().reversed().map { String(String($0 + WholeNumber.base).dropFirst()) }
    return Array((String(parts[parts.count - 1]) + lower.joined()).utf8)
  }
}
