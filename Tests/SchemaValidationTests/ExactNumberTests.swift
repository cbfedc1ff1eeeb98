import JSONModel
import TestSupport
import Testing

@testable import SchemaValidation

struct ExactNumberTests {
  private func number(_ text: String) -> ExactNumber {
    Array(text.utf8).withUnsafeBufferPointer { ExactNumber($0) }
  }

  @Test func `numbers are in the order of what they denote`() {
    let ordered = [
      "-1e99999999999999999999", "-1e400", "-123456789012345678901234567890", "-1.5", "-1", "-0.1", "-1e-400",
      "-1e-99999999999999999999", "0", "1e-99999999999999999999", "1e-400", "0.1", "0.10000000000000000000000001", "1",
      "1.5", "9007199254740993", "9007199254740993.5", "12345678901234567890", "12345678901234567891",
      "123456789012345678901234567890", "123456789012345678901234567891", "1e400", "1e99999999999999999998",
      "1e99999999999999999999",
    ]
    for (i, left) in ordered.enumerated() {
      for (j, right) in ordered.enumerated() {
        let order = ExactNumber.order(number(left), number(right))
        #expect((order < 0) == (i < j) && (order > 0) == (i > j), "\(left) and \(right)")
      }
    }
  }

  @Test(arguments: [
    ("0", "0.0"), ("0", "-0"), ("0", "0e5"), ("1", "1.0"), ("1", "10e-1"), ("100", "1e2"), ("-2.50", "-25e-1"),
    ("1e99999999999999999999", "10e99999999999999999998"), ("0.001e99999999999999999999", "1e99999999999999999996"),
    ("123456789012345678901234567890", "12345678901234567.8901234567890e13"),
  ])
  func `numbers that are written otherwise are equal`(left: String, right: String) {
    #expect(ExactNumber.order(number(left), number(right)) == 0)
  }

  @Test(arguments: [
    ("7", "2", false), ("8", "2", true), ("0.075", "0.0001", true), ("0.00751", "0.0001", false),
    ("1e308", "0.5", true),
    ("9.99", "0.01", true), ("9.995", "0.01", false), ("12391239123", "1e-8", true), ("0", "3", true),
    ("1e99999999999999999999", "7", false), ("1e99999999999999999999", "16", true),
    ("35e99999999999999999999", "7", true),
    ("4e100000000000000000001", "8e100000000000000000000", true),
    ("5e100000000000000000001", "8e100000000000000000000", false),
    ("4e100000000000000000000", "8e99999999999999999999", true),
    ("5e100000000000000000000", "8e99999999999999999999", false),
    ("5e100000000000000000", "8e99999999999999999", false), ("4e-99999999999999999", "8e-100000000000000000", true),
    ("5e-99999999999999999999", "8e-100000000000000000000", false),
    ("4e-100000000000000000000", "8e-99999999999999999999", false),
    ("1e-99999999999999999999", "1", false), ("123456789012345678901234567890", "123456789012345678901234567890", true),
    ("246913578024691357802469135780", "123456789012345678901234567890", true),
    ("246913578024691357802469135781", "123456789012345678901234567890.5", true),
    ("340282366920938463463374607431768211456", "65536", true),
    ("340282366920938463463374607431768211457", "65536", false),
    ("36893488147419103232", "36893488147419103231", false), ("3", "1e20", false), ("-6", "3", true),
    ("5", "1.25", true),
  ])
  func `multiples are found exactly`(value: String, divisor: String, isMultiple: Bool) {
    #expect(number(value).isMultiple(of: number(divisor)) == isMultiple)
  }

  @Test func `small decimals agree with whole numbers`() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<20_000 {
      let (a, b) = (Int.random(in: -9_999...9_999, using: &random), Int.random(in: 1...999, using: &random))
      let (i, j) = (Int.random(in: 0...3, using: &random), Int.random(in: 0...3, using: &random))
      let scale = [1_000, 100, 10, 1]
      let isMultiple = a * scale[i] % (b * scale[j]) == 0
      #expect(number("\(a)e-\(i)").isMultiple(of: number("\(b)e-\(j)")) == isMultiple, "\(a)e-\(i), \(b)e-\(j)")
      let order = ExactNumber.order(number("\(a)e-\(i)"), number("\(b)e-\(j)"))
      #expect(order.signum() == (a * scale[i] - b * scale[j]).signum())
    }
  }
}
