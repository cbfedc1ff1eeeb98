import JSONModel

extension Format {
  /// Whether a number is in this format: `text` is a number of JSON as it is written there, so that none is too large
  /// to be checked exactly. `1.0` and `1e2` are integers. True of the formats that are for strings.
  public func accepts(number text: UnsafeBufferPointer<UInt8>) -> Bool {
    switch self {
    case .int32: Format.integer(text).flatMap { Int32(exactly: $0) } != nil
    case .int64: Format.integer(text) != nil
    case .float: Float(String(decoding: text, as: UTF8.self))?.isFinite ?? false
    case .double: Double(String(decoding: text, as: UTF8.self))?.isFinite ?? false
    default: true
    }
  }

  public func accepts(number text: String) -> Bool {
    var text = text
    return text.withUTF8 { accepts(number: $0) }
  }

  private static func integer(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    var scanner = TextScanner(text)
    let isNegative = scanner.take("-")
    let start = scanner.index
    var value = 0
    while let digit = scanner.peek, digit.isDigit, scanner.index - start < 18 {
      value = value * 10 + Int(digit - 48)
      scanner.index += 1
    }
    if scanner.isAtEnd, scanner.index > start { return isNegative ? -value : value }
    return JSONNumber(String(decoding: text, as: UTF8.self))?.int
  }
}
