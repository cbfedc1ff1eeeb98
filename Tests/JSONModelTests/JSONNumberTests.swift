import JSONModel
import Testing

struct JSONNumberTests {
  @Test(arguments: [
    ("1e00000000001", "10", true), ("1e-0001", "0.1", true), ("1E+2", "100", true), ("-0", "0", true),
    ("0e99999999999999999999", "0", true), ("1e99999999999", "1e99999999998", false),
    ("10e99999999998", "1e99999999999", true), ("1e123456789012345678901", "1e123456789012345678902", false),
    ("1e123456789012345678", "1e123456789012345679", false),
    ("1e123456789012345678901", "1e0123456789012345678901", true), ("1e5", "-1e5", false), ("0.10", "0.1", true),
    ("1e-123456789012345678901", "1e123456789012345678901", false), ("100e-2", "1", true),
    ("1e00000000000000000005", "100000", true), ("10e99999999999999999999", "1e100000000000000000000", true),
    ("0.1e100000000000000000000", "1e99999999999999999999", true),
    ("1e1000000000000000000", "10e999999999999999999", true),
    ("100e-100000000000000000000", "1e-99999999999999999998", true),
    ("1e1000000000000000000", "1e999999999999999999", false),
    ("10e-1000000000000000000", "1e-999999999999999999", true),
    ("1e99999999999999999999", "-1e99999999999999999999", false),
  ])
  func `numbers are equal where they denote the same, however large`(left: String, right: String, equal: Bool) throws {
    let left = try #require(JSONNumber(left)), right = try #require(JSONNumber(right))
    #expect((left == right) == equal)
    if equal { #expect(left.hashValue == right.hashValue) }
  }

  @Test(arguments: [
    ("1", true), ("1.0", true), ("1.5", false), ("15e-1", false), ("150e-1", true), ("1e400", true), ("1e-400", false),
    ("0.0", true),
  ])
  func `a whole number is one however it is written`(text: String, isInteger: Bool) throws {
    #expect(try #require(JSONNumber(text)).isInteger == isInteger)
  }

  @Test(
    arguments: [
      ("1e18", 1_000_000_000_000_000_000), ("9223372036854775807.0", .max), ("-9223372036854775808.0", .min),
      ("9223372036854775808.0", nil), ("1e19", nil), ("10e-1", 1), ("15e-1", nil), ("1e99999999999999999999", nil),
      ("0e99999999999999999999", 0),
    ] as [(String, Int?)])
  func `a whole number that fits is an Int, however it is written`(text: String, int: Int?) throws {
    #expect(try #require(JSONNumber(text)).int == int)
  }

  @Test(arguments: [
    (0.1, "0.1"), (-0.0, "-0.0"), (1e300, "1e+300"), (.leastNonzeroMagnitude, "5e-324"), (100, "100.0"),
    (1e16, "1e+16"),
  ])
  func `a double is written so that it comes back`(double: Double, text: String) throws {
    let number = try #require(JSONNumber(double))
    #expect(number.text == text)
    #expect(JSONNumber(text)?.double == double)
  }

  @Test(arguments: [Double.infinity, -.infinity, .nan])
  func `what JSON has no number for makes none`(double: Double) { #expect(JSONNumber(double) == nil) }

  @Test func `a number beyond all doubles is infinite and one below all is zero`() throws {
    #expect(try #require(JSONNumber("-1e400")).double == -.infinity)
    #expect(try #require(JSONNumber("1e-400")).double == 0)
  }
}
