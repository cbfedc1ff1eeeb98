/// A number with its text as written. Two are equal where they denote the same number: `1.0`, `1` and `10e-1` are.
public struct JSONNumber: Hashable, Sendable, CustomStringConvertible {
  public let text: String

  /// Nil where the text is no JSON number (RFC 8259 section 6).
  public init?(_ text: String) {
    guard let document = try? JSONDocument(parsing: text), document.root.kind == .number,
      document.root.sourceBytes.count == text.utf8.count
    else { return nil }
    self.text = text
  }

  public init(_ int: Int) { text = String(int) }

  /// The shortest text that gives this double again; nil for infinities and not-a-number.
  public init?(_ double: Double) {
    guard double.isFinite else { return nil }
    text = double.description
  }

  /// Trusts the caller: the text came out of a parsed one.
  init(checked text: String) { self.text = text }

  public var description: String { text }

  /// The number as an `Int`, where it is a whole number that one can hold, however it is written (`1.0`, `1e2`).
  public var int: Int? {
    if let plain = Int(text) { return plain }
    let exact = Decimal(text)
    guard exact.exponent >= 0, exact.digits.count + exact.exponent <= 19 else { return nil }
    let digits = String(decoding: exact.digits, as: UTF8.self) + String(repeating: "0", count: exact.exponent)
    return Int((exact.isNegative ? "-" : "") + (digits.isEmpty ? "0" : digits))
  }

  /// The nearest double; infinite where the number is beyond all.
  public var double: Double { Double(text) ?? .nan }

  /// Whether it denotes a whole number, however it is written.
  public var isInteger: Bool { Decimal(text).exponent >= 0 }

  public static func == (left: JSONNumber, right: JSONNumber) -> Bool {
    left.text == right.text || Decimal(left.text) == Decimal(right.text)
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(Decimal(text)) }

  /// Sign, digits without zeros at either end, and power of ten; zero has no digits.
  private struct Decimal: Hashable {
    var isNegative = false
    var digits: [UInt8] = []
    var exponent = 0
    /// The exponent's own digits where they are more than 17: such numbers are equal only where they are written alike.
    var hugeExponent: [UInt8] = []

    init(_ text: String) {
      var seenPoint = false
      var power: [UInt8]?
      for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "-") where power == nil: isNegative = true
        case UInt8(ascii: "."): seenPoint = true
        case UInt8(ascii: "e"), UInt8(ascii: "E"): power = []
        default:
          if power != nil {
            power?.append(byte)
          } else {
            digits.append(byte)
            if seenPoint { exponent -= 1 }
          }
        }
      }
      if let power {
        let sign = power.first == UInt8(ascii: "-") ? -1 : 1
        let magnitude = power.drop { $0 <= 48 }
        if magnitude.count > 17 { hugeExponent = Array(magnitude) }
        exponent += sign * magnitude.prefix(17).reduce(0) { $0 * 10 + Int($1 - 48) }
      }
      digits = Array(digits.drop { $0 == 48 })
      while digits.last == 48 {
        digits.removeLast()
        exponent += 1
      }
      if digits.isEmpty { (isNegative, exponent, hugeExponent) = (false, 0, []) }
    }
  }
}
