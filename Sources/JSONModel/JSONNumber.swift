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

  /// Appends what a number's text denotes: two texts give the same bytes exactly where the numbers are equal.
  package static func appendValue(of text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    // Most are whole numbers that end in another digit than 0.
    if let last = text.last, last > 48, text.dropFirst().allSatisfy({ $0 >= 48 && $0 <= 57 }) {
      bytes += text
    } else {
      Decimal(text).append(to: &bytes)
    }
  }

  /// Sign, digits without zeros at either end, and power of ten; zero has no digits.
  private struct Decimal: Hashable {
    var isNegative = false
    var digits: [UInt8] = []
    /// Beyond all that can be counted where it has more than 18 digits.
    var exponent = 0
    /// The digits of an exponent that has more than 18.
    var hugeExponent: [UInt8] = []

    init(_ text: String) { self.init(text.utf8) }

    init(_ text: some Sequence<UInt8>) {
      var seenPoint = false
      var power: [UInt8]?
      for byte in text {
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
      digits = Array(digits.drop { $0 == 48 })
      while digits.last == 48 {
        digits.removeLast()
        exponent += 1
      }
      if let power { add(power) }
      if digits.isEmpty { (isNegative, exponent, hugeExponent) = (false, 0, []) }
    }

    /// Adds the exponent as it is written to the one that the point gave.
    private mutating func add(_ power: [UInt8]) {
      let isBelow = power.first == UInt8(ascii: "-")
      var sum = Array(power.drop { $0 <= 48 })
      if sum.count >= 18 {
        // As one adds on paper. What is carried has fewer digits than the sum, so the sign stays.
        var carried = isBelow ? -exponent : exponent
        for index in sum.indices.reversed() where carried != 0 {
          carried += Int(sum[index]) - 48
          let digit = (carried % 10 + 10) % 10
          sum[index] = UInt8(48 + digit)
          carried = (carried - digit) / 10
        }
        sum = carried > 0 ? [49] + sum : Array(sum.drop { $0 == 48 })
        exponent = 0
      }
      if sum.count > 18 {
        exponent = isBelow ? .min / 2 : .max / 2
        hugeExponent = sum
      } else {
        let magnitude = sum.reduce(0) { $0 * 10 + Int($1) - 48 }
        exponent += isBelow ? -magnitude : magnitude
      }
    }

    func append(to bytes: inout [UInt8]) {
      if digits.isEmpty { return bytes.append(48) }
      if isNegative { bytes.append(UInt8(ascii: "-")) }
      bytes += digits
      if exponent == 0 { return }
      bytes.append(UInt8(ascii: "e"))
      if hugeExponent.isEmpty {
        bytes += String(exponent).utf8
      } else {
        if exponent < 0 { bytes.append(UInt8(ascii: "-")) }
        bytes += hugeExponent
      }
    }
  }
}
