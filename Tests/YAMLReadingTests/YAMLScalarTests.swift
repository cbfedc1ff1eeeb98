import JSONModel
import Testing
import YAMLReading

struct YAMLScalarTests {
  private static func json(_ scalar: String, _ schema: YAMLSchema) throws -> String {
    let document = try YAMLDocument(parsing: "- \(scalar)\n", options: YAMLOptions(schema: schema)).json
    return String(decoding: document.bytes.dropFirst().dropLast(), as: UTF8.self)
  }

  private static func quoted(_ text: String) -> String { "\"\(text)\"" }

  /// The scalar, what it is in 1.2's core schema, and what in 1.1; nil is the text itself.
  static let table: [(scalar: String, core: String?, yaml11: String?)] = [
    ("~", "null", "null"), ("null", "null", "null"), ("Null", "null", "null"), ("NULL", "null", "null"),
    ("nULL", nil, nil),
    ("true", "true", "true"), ("True", "true", "true"), ("FALSE", "false", "false"), ("tRue", nil, nil),
    ("no", nil, "false"), ("Yes", nil, "true"), ("ON", nil, "true"), ("off", nil, "false"), ("oN", nil, nil),
    ("y", nil, nil), ("N", nil, nil),
    ("0", "0", "0"), ("-0", "-0", "-0"), ("+0", "0", "0"), ("12", "12", "12"), ("-12", "-12", "-12"),
    ("+12", "12", "12"),
    ("123456789012345678901234567890", "123456789012345678901234567890", "123456789012345678901234567890"),
    ("010", "10", "8"), ("08", "8", nil), ("-010", "-10", "-8"), ("00", "0", "0"), ("0o17", "15", nil),
    ("0o8", nil, nil),
    ("0x1F", "31", "31"), ("0xdeadBEEF", "3735928559", "3735928559"), ("-0x1F", nil, "-31"), ("0x", nil, nil),
    ("0xFFFFFFFFFFFFFFFFFFFFFFFF", "79228162514264337593543950335", "79228162514264337593543950335"),
    ("0x10000000000000000000000000", "1267650600228229401496703205376", "1267650600228229401496703205376"),
    ("0b101", nil, "5"), ("0b2", nil, nil), ("1_000", nil, "1000"), ("_1", nil, nil), ("1_000.5_0", nil, "1000.50"),
    ("0x_1_F", nil, "31"), ("1:30", nil, "90"), ("-1:30:00", nil, "-5400"), ("1:60", nil, nil), ("01:30", nil, nil),
    ("1:30.5", nil, "90.5"), ("1:30.", nil, "90.0"), ("1:2:3x", nil, nil),
    ("1.5", "1.5", "1.5"), ("1.50", "1.50", "1.50"), (".5", "0.5", "0.5"), ("-.5", "-0.5", "-0.5"),
    ("+.5", "0.5", "0.5"),
    ("5.", "5.0", "5.0"), ("01.5", "1.5", "1.5"), ("1.e5", "1.0e5", nil), ("1e5", "1e5", nil), ("1E+05", "1E+05", nil),
    ("1.0e5", "1.0e5", nil), ("1.0e+5", "1.0e+5", "1.0e+5"), (".5e-3", "0.5e-3", "0.5e-3"), ("1e", nil, nil),
    ("1.5e", nil, nil), (".", nil, nil), ("-", nil, nil), ("..", nil, nil), ("1.2.3", nil, nil), ("1.5_", nil, "1.5"),
    ("._5", nil, nil), ("1-2", nil, nil), ("2026-11-29", nil, nil), ("2026-11-29T10:00:00Z", nil, nil), ("=", nil, nil),
    ("12a", nil, nil), ("0.0.0.0", nil, nil), ("1,000", nil, nil), ("٣", nil, nil), ("1e1_0", nil, nil),
    ("1.0e+1_0", nil, nil),
  ]

  @Test(arguments: table)
  func `a plain scalar is what the schema says`(scalar: String, core: String?, yaml11: String?) throws {
    // A lone dash is an item of a list, not a scalar.
    if scalar == "-" { return }
    #expect(try Self.json(scalar, .core) == core ?? Self.quoted(scalar))
    #expect(try Self.json(scalar, .yaml11) == yaml11 ?? Self.quoted(scalar))
  }

  @Test(arguments: table)
  func `a quoted scalar is text`(scalar: String, core: String?, yaml11: String?) throws {
    for schema in [YAMLSchema.core, .yaml11] {
      #expect(try Self.json("'\(scalar)'", schema) == Self.quoted(scalar))
      #expect(try Self.json("!!str \"\(scalar)\"", schema) == Self.quoted(scalar))
    }
  }

  @Test(arguments: [
    ("!!int '12'", "12"), ("!!float 1", "1"), ("!!bool 'true'", "true"), ("!!null ''", "null"), ("!!null ~", "null"),
    ("!!timestamp 2026-11-29", "\"2026-11-29\""), ("!!python/unicode 'é'", "\"é\""), ("!!map {}", "{}"),
    ("!!seq []", "[]"), ("!<tag:yaml.org,2002:int> '3'", "3"), ("! 12", "\"12\""),
  ])
  func `a tag says what a scalar is`(scalar: String, json: String) throws {
    #expect(try Self.json(scalar, .core) == json)
  }
}
