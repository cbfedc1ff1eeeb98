import JSONModel
import SchemaValidation
import Testing

/// Schemas and values of strangers: nothing crashes, hangs or takes time out of proportion.
@Suite(.timeLimit(.minutes(1)))
struct SchemaBoundsTests {
  @Test func `a schema that leads back to itself only for some values is stopped for those`() throws {
    let schema = try Schema.sample(##"{"if":{"type":"object"},"then":{"$ref":"#"}}"##)
    #expect(try schema.accepts("1"))
    let value = try JSONDocument.sample("{}").root
    #expect(!schema.isValid(value))
    #expect(schema.check(value).map(\.fact) == [.endlessReference])
  }

  @Test func `work is bounded where alternatives double`() throws {
    let definitions = (0..<40).map { number in
      let next = ##"{"$ref":"#/$defs/d\##(number + 1)"}"##
      return #""d\#(number)":{"anyOf":[\#(next),\#(next)]}"#
    }
    let last = #""d40":{"minimum":1,"not":{"anyOf":[{"minimum":2},true]}}"#
    var options = SchemaOptions()
    options.maxSteps = 100_000
    let schema = try Schema.sample(
      ##"{"$ref":"#/$defs/d0","$defs":{\##(definitions.joined(separator: ",")),\##(last)}}"##, options: options)
    let value = try JSONDocument.sample("1").root
    #expect(!schema.isValid(value))
    #expect(schema.check(value).first?.fact == .tooMuchWork)
  }

  @Test func `schemas inside each other are followed only so far`() throws {
    let definitions = (0..<20).map { number in
      ##""d\##(number)":{"anyOf":[{"type":"null"},{"allOf":[{"$ref":"#/$defs/d\##(number + 1)"}]}]}"##
    }
    let last = ##""d20":{"required":["a"],"properties":{"a":{"$ref":"#/$defs/d0"}},"not":{"required":["b"]}}"##
    let schema = try Schema.sample(
      ##"{"$ref":"#/$defs/d0","$defs":{\##(definitions.joined(separator: ",")),\##(last)}}"##)
    func nested(_ depth: Int) -> String {
      String(repeating: #"{"a":"#, count: depth) + "1" + String(repeating: "}", count: depth)
    }
    #expect(try schema.reasons(nested(20)) == ["fits none of 2 alternatives"])
    let deep = try JSONDocument.sample(nested(510)).root
    #expect(!schema.isValid(deep))
    #expect(schema.check(deep).first?.fact == .tooDeep)
  }

  @Test func `the deepest document that can be read is checked`() throws {
    let schema = try Schema.sample(##"{"items":{"anyOf":[{"$ref":"#"},{"type":"null"}]},"type":"array"}"##)
    let deep = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    #expect(try schema.accepts(deep))
    let wrong = String(repeating: "[", count: 511) + "1" + String(repeating: "]", count: 511)
    #expect(try !schema.accepts(wrong))
  }

  @Test func `a long chain of references is followed`() throws {
    let count = 3_000
    let definitions = (0..<count).map { ##""d\##($0)":{"$ref":"#/$defs/d\##($0 + 1)","minimum":0}"## }
    let last = #""d\#(count)":{"type":"number"}"#
    let schema = try Schema.sample(
      ##"{"$ref":"#/$defs/d0","$defs":{\##(definitions.joined(separator: ",")),\##(last)}}"##)
    #expect(try schema.accepts("1"))
    #expect(try !schema.accepts(#""""#))
  }

  @Test func `elements of a long array are compared in time that hardly grows faster than their number`() throws {
    let schema = try Schema.sample(#"{"uniqueItems":true}"#)
    let numbers = (0..<100_000).map { "{\"a\":\($0)}" }
    #expect(try schema.accepts("[\(numbers.joined(separator: ","))]"))
    #expect(try !schema.accepts("[\(numbers.joined(separator: ",")),{\"a\":7.0}]"))
  }

  @Test func `names that are alike at both ends are looked up as fast as others`() throws {
    let names = (0..<20_000).map { "aaaaaaaa\($0 + 100_000)bbbbbbbb" }
    let properties = names.map { "\"\($0)\":{\"type\":\"null\"}" }.joined(separator: ",")
    let schema = try Schema.sample(#"{"properties":{\#(properties)},"additionalProperties":false}"#)
    #expect(try schema.accepts("{\(names.map { "\"\($0)\":null" }.joined(separator: ","))}"))
    #expect(try !schema.accepts(#"{"aaaaaaaa1bbbbbbbb":null}"#))
  }

  @Test func `many required names are all looked for`() throws {
    let names = (0..<500).map { "n\($0)" }
    let schema = try Schema.sample(#"{"required":[\#(names.map { "\"\($0)\"" }.joined(separator: ","))]}"#)
    #expect(try schema.accepts("{\(names.map { "\"\($0)\":1" }.joined(separator: ","))}"))
    let most = names.dropLast().map { "\"\($0)\":1" }.joined(separator: ",")
    #expect(try schema.reasons("{\(most)}") == [#""n499" is missing"#])
    #expect(try schema.reasons("{}").count == 500)
  }

  @Test func `numbers with huge exponents and very many digits are compared`() throws {
    let schema = try Schema.sample(#"{"maximum":1e400,"multipleOf":0.5}"#)
    #expect(try schema.accepts("1e400"))
    #expect(try schema.accepts("10e399"))
    #expect(try !schema.accepts("1.0000000000000000000000000000001e400"))
    #expect(try !schema.accepts("1e99999999999999999999999999"))
    #expect(try !schema.accepts("1e-99999999999999999999999999"))
    #expect(try schema.accepts("-1e99999999999999999999999999"))
    #expect(try schema.accepts(String(repeating: "9", count: 390) + ".5"))
    #expect(try !schema.accepts(String(repeating: "9", count: 390) + ".25"))
  }

  @Test func `a pattern that runs away is stopped`() throws {
    let schema = try Schema.sample(#"{"pattern":"^(a|aa|aaa|a*)*$"}"#)
    let value = try JSONDocument.sample("\"\(String(repeating: "a", count: 5_000))b\"").root
    #expect(!schema.isValid(value))
    #expect(!schema.check(value).isEmpty)
  }

  @Test func `of a name that stands twice each value is checked`() throws {
    let schema = try Schema.sample(#"{"properties":{"a":{"type":"null"}}}"#)
    #expect(try !schema.accepts(#"{"a":null,"a":1}"#))
    #expect(try !schema.accepts(#"{"a":1,"a":null}"#))
    #expect(try schema.accepts(#"{"a":null,"\u0061":null}"#))
    #expect(try !schema.accepts(#"{"\u0061":1}"#))
  }
}
