import JSONModel
import SchemaValidation
import Testing

/// Where widespread validators decide otherwise, and why we don't.
struct OtherValidatorsTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let dialect: SchemaDialect, schema: String, value: String, isValid: Bool, reason: String
    var testDescription: String { reason }

    init(_ dialect: SchemaDialect, _ schema: String, _ value: String, _ isValid: Bool, _ reason: String) {
      (self.dialect, self.schema, self.value, self.isValid, self.reason) = (dialect, schema, value, isValid, reason)
    }
  }

  static let rows = [
    Row(
      .draft2019, #"{"contains":{"type":"number"},"unevaluatedItems":false}"#, "[1]", false,
      "in 2019-09 contains evaluates nothing (section 9.3.1.3)"),
    Row(
      .draft2020, #"{"contains":{"type":"number"},"unevaluatedItems":false}"#, "[1]", true,
      "in 2020-12 it evaluates what it finds (section 11.2)"),
    Row(
      .draft2019, #"{"not":{"contains":{},"unevaluatedItems":{"type":"boolean"}}}"#, "[1.0]", true,
      "what is not evaluated is looked at behind not, too"),
    Row(
      .draft2020, #"{"additionalProperties":{"required":["x"]},"unevaluatedProperties":{"maximum":1}}"#, #"{"a":100}"#,
      true,
      "what additionalProperties allows is evaluated"),
    Row(.draft2020, #"{"type":"integer"}"#, "1.0000000000000000000001", false, "a fraction stays one, however small"),
    Row(.draft2020, #"{"type":"integer"}"#, "123456789012345678901234567890.5", false, "also of a large number"),
    Row(.draft2020, #"{"multipleOf":0.1}"#, "1.0000000000000000000001", false, "a multiple is found by the digits"),
    Row(.draft2020, #"{"const":1.0000000000000000000001}"#, "1.0", false, "numbers are equal where all digits are"),
    Row(.draft2020, #"{"const":1e30}"#, "1000000000000000000000000000000", true, "however they are written"),
    Row(.draft4, #"{"type":"integer"}"#, "1.0", false, "in draft 4 an integer has no point"),
    Row(.draft2020, #"{"pattern":"^\\W+$"}"#, #""\u00e9""#, true, "ECMA-262's classes are ASCII's"),
    Row(.draft2020, #"{"pattern":"^\\d+$"}"#, #""\u09e8""#, false, "digits too"),
    Row(
      .draft2020, #"{"properties":{"\u00e9":{"type":"null"}},"additionalProperties":{"type":"number"}}"#,
      #"{"e\u0301":1}"#, true,
      "names are compared by their code points"),
  ]

  @Test(arguments: rows) func `the specification decides`(row: Row) throws {
    let schema = try Schema.sample(row.schema, dialect: row.dialect)
    #expect(try schema.accepts(row.value) == row.isValid)
  }
}
