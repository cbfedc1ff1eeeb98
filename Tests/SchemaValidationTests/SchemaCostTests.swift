import JSONModel
import SchemaValidation
import Testing

/// What a schema and a value cost grows no faster than they do, and what a check costs is counted.
@Suite(.timeLimit(.minutes(1)))
struct SchemaCostTests {
  // MARK: Compiling

  @Test func `many references into a large array are followed`() throws {
    let count = 4_000
    let references = (0..<count).map { ##"{"$ref":"#/$defs/x/allOf/\##($0)"}"## }.joined(separator: ",")
    let schemas = (0..<count).map { #"{"minimum":\#($0)}"# }.joined(separator: ",")
    let schema = try Schema.sample(##"{"allOf":[\##(references)],"$defs":{"x":{"allOf":[\##(schemas)]}}}"##)
    #expect(try schema.accepts("\(count)"))
    #expect(try !schema.accepts("\(count - 2)"))
  }

  @Test func `many schemas may stand where no keyword has one, each with an identifier`() throws {
    let count = 4_000
    let references = (0..<count).map { ##"{"$ref":"#/x/\##(count - 1 - $0)/a"}"## }.joined(separator: ",")
    let schemas = (0..<count).map { #"{"a":{"$id":"http://a/\#($0)","minimum":\#($0)}}"# }.joined(separator: ",")
    let schema = try Schema.sample(##"{"allOf":[\##(references)],"x":[\##(schemas)]}"##)
    #expect(try schema.accepts("\(count)"))
    #expect(try !schema.accepts("\(count - 2)"))
  }

  @Test func `many members may refer to one schema`() throws {
    let count = 4_000
    let members = (0..<count).map { ##""p\##($0)":{"$ref":"#/$defs/b","pattern":"^\##($0)"}"## }.joined(separator: ",")
    let checks = (0..<50).map { #"{"not":{"const":\#($0)}}"# }.joined(separator: ",")
    let schema = try Schema.sample(##"{"properties":{\##(members)},"$defs":{"b":{"allOf":[\##(checks)]}}}"##)
    #expect(try schema.accepts(#"{"p3999":50}"#))
    #expect(try !schema.accepts(#"{"p3999":49}"#))
  }

  @Test func `many choices between two large schemas are compiled`() throws {
    let texts = (0..<64).map { #""a\#($0)""# }.joined(separator: ",")
    let members = (0..<256).map { #""p\#($0)":{"enum":[\#(texts)]}"# }.joined(separator: ",")
    let names = (0..<256).map { #""p\#($0)""# }.joined(separator: ",")
    let large = #"{"type":"object","properties":{\#(members)},"required":[\#(names)]}"#
    let choice = ##"{"oneOf":[{"$ref":"#/$defs/a"},{"$ref":"#/$defs/b"}]}"##
    let choices = (0..<100).map { #""q\#($0)":\#(choice)"# }.joined(separator: ",")
    let schema = try Schema.sample(#"{"properties":{\#(choices)},"$defs":{"a":\#(large),"b":\#(large)}}"#)
    #expect(try schema.accepts("{}"))
    #expect(try !schema.accepts(#"{"q99":{}}"#))
  }

  @Test func `whose direction members are is asked once of what many of them lead to`() throws {
    var options = SchemaOptions()
    options.direction = .write
    let names = (0..<4_000).map { #""p\#($0)""# }.joined(separator: ",")
    let members = (0..<4_000).map { ##""p\##($0)":{"$ref":"#/$defs/d0"}"## }.joined(separator: ",")
    let levels = (0..<8).map { level in
      let next = ##"{"$ref":"#/$defs/d\##(level + 1)"}"##
      return #""d\#(level)":{"allOf":[\#(Array(repeating: next, count: 20).joined(separator: ","))]}"#
    }
    let schema = try Schema.sample(
      #"{"properties":{\#(members)},"required":[\#(names)],"$defs":{\#(levels.joined(separator: ",")),"d8":{"readOnly":true}}}"#,
      options: options)
    #expect(try schema.accepts("{}"))
  }

  @Test func `many alternatives of a large object are explained`() throws {
    let branches = (0..<300).map { #"{"properties":{"kind":{"const":\#($0)}}}"# }.joined(separator: ",")
    let schema = try Schema.sample(#"{"anyOf":[\#(branches)]}"#)
    let members = (0..<50_000).map { #""m\#($0)":1"# }.joined(separator: ",")
    #expect(try schema.reasons(#"{"kind":"a",\#(members)}"#) == ["fits none of 300 alternatives"])
  }

  @Test func `many alternatives after many named groups are read`() throws {
    let groups = (0..<1_000).map { "(?<n\($0)>a)" }.joined()
    let schema = try Schema.sample(#"{"pattern":"\#(groups)(\#(String(repeating: "|", count: 20_000)))"}"#)
    #expect(try !schema.accepts(#""a""#))
  }

  @Test func `a URI has a limit, and so have all URIs of a schema together`() throws {
    func problem(_ text: String) -> SchemaProblem.Kind? {
      do { _ = try Schema.sample(text) } catch { return (error as? SchemaProblem)?.kind }
      return nil
    }
    let base = "http://a/" + String(repeating: "x", count: 8_000) + "/"
    #expect(problem(#"{"$id":"\#(base)","$defs":{"a":{"$id":"\#(base.dropFirst(9))"}}}"#) == .longURI(limit: 8_192))
    let many = (0..<9_000).map { #""d\#($0)":{"$id":"\#($0)"}"# }.joined(separator: ",")
    #expect(problem(#"{"$id":"\#(base)","$defs":{\#(many)}}"#) == .tooManyURIs(limit: 64 << 20))
    #expect(problem(#"{"$id":"http://a/","$defs":{\#(many)}}"#) == nil)
  }

  @Test func `patterns have a limit together, compiled`() throws {
    var options = SchemaOptions()
    options.maxPatternBytes = 100_000
    let patterns = (0..<100).map { #"{"pattern":"(?:(?:a|bc?){1,40}c){20}\#($0)"}"# }.joined(separator: ",")
    let schema = #"{"anyOf":[\#(patterns)]}"#
    let problem = #expect(throws: SchemaProblem.self) { try Schema.sample(schema, options: options) }
    #expect(problem?.kind == .largePatterns(limit: 100_000))
    #expect(throws: Never.self) { try Schema.sample(schema) }
  }

  @Test func `very many unknown keywords hide none that is checked last`() throws {
    let unknown = (0..<66_000).map { #""x-\#($0)":1"# }.joined(separator: ",")
    let schema = try Schema.sample(#"{\#(unknown),"unevaluatedProperties":false}"#)
    #expect(try schema.accepts("{}"))
    #expect(try schema.reasons(#"{"a":1}"#) == [#"the member "a" is not allowed"#])
  }

  // MARK: Checking

  @Test(arguments: [
    (#"{"patternProperties":{"^a":true,"^b":true,"^c":true,"^d":true}}"#, members(300)),
    (#"{"dependentRequired":{"a":["b"],"c":["d"],"e":["f"],"g":["h"]}}"#, members(300)),
    (#"{"dependentSchemas":{"a":true,"c":true,"e":true,"g":true}}"#, members(300)),
    (#"{"items":{"anyOf":[\#(copies(#"{"type":"null"}"#, 40)),{"type":"number"}]}}"#, "[\(copies("1", 101))]"),
    (#"{"items":true,"allOf":[{"items":{}}]}"#, "[\(copies("1", 1_001))]"),
    (#"{"prefixItems":[\#(copies("true", 1_001))]}"#, "[\(copies("1", 1_001))]"),
    (#"{"contains":{"type":"number"},"maxContains":2000}"#, "[\(copies("1", 1_001))]"),
    (#"{"format":"uri"}"#, "\"\(String(repeating: "a:", count: 20_000))\""),
    (#"{"format":"regex"}"#, "\"\(String(repeating: "a", count: 1_001))\""),
    (#"{"minLength":30000}"#, "\"\(String(repeating: "a", count: 80_000))\""),
    (#"{"pattern":"a$"}"#, "\"\(String(repeating: "a", count: 40_000))\""),
    (#"{"type":"integer"}"#, "1\(String(repeating: "0", count: 40_000))"),
    (#"{"multipleOf":3}"#, "\(String(repeating: "3", count: 40_000))"),
    (
      ##"{"oneOf":[{"$ref":"#/$defs/a"},{"$ref":"#/$defs/b"}],"$defs":{"a":\##(kind("a")),"b":\##(kind("b"))}}"##,
      #"{"kind":"a",\#(members(600).dropFirst())"#
    ),
  ])
  func `what is looked at is counted`(schema: String, value: String) throws {
    var options = SchemaOptions.checkingFormats
    let value = try JSONDocument.sample(value).root
    #expect(try Schema.sample(schema, options: options).isValid(value))
    options.maxSteps = 1_000
    let bounded = try Schema.sample(schema, options: options)
    #expect(!bounded.isValid(value))
    #expect(bounded.check(value).first?.fact == .tooMuchWork)
  }

  @Test(arguments: ["^(a?){14}(a?a?){2}(aa){8}$", "^(a?){6}(aa){4}(?<=x+)"])
  func `the steps of patterns are counted, for many may be just below their own limit`(pattern: String) throws {
    var options = SchemaOptions()
    options.maxSteps = 20_000
    let schema = try Schema.sample(#"{"items":{"pattern":"\#(pattern)"}}"#, options: options)
    let text = "\"\(String(repeating: "a", count: 15))b\""
    let value = try JSONDocument.sample("[\(SchemaCostTests.copies(text, 200))]").root
    #expect(!schema.isValid(value))
    #expect(schema.check(value).contains { $0.fact == .tooMuchWork })
  }

  @Test func `a very long divisor with very many factors is given up`() throws {
    var digits: [UInt8] = [1]
    for _ in 0..<5_000 {
      var carried: UInt8 = 0
      for place in digits.indices {
        let double = 2 * digits[place] + carried
        (digits[place], carried) = (double % 10, double / 10)
      }
      if carried > 0 { digits.append(carried) }
    }
    let divisor = digits.reversed().map(String.init).joined()
    let value = try JSONDocument.sample("12345678901234567891e9999999").root
    #expect(try Schema.sample(#"{"multipleOf":\#(divisor)}"#).check(value).map(\.fact) == [.tooMuchWork])
    #expect(try Schema.sample(#"{"multipleOf":65536000000000000000000000000000}"#).accepts("65536e99"))
  }

  @Test func `of very many failures the closest alternative is found`() throws {
    let schema = try Schema.sample(
      #"{"anyOf":[{"additionalProperties":{"const":1}},{"additionalProperties":{"const":2}}]}"#)
    #expect(try schema.reasons(SchemaCostTests.members(4_000)) == ["fits none of 2 alternatives"])
  }

  @Test func `violations at the end of a long array have their places`() throws {
    let schema = try Schema.sample(#"{"items":{"properties":{"a":{"type":"number"}},"propertyNames":{"maxLength":1}}}"#)
    let good = SchemaCostTests.copies(#"{"a":1}"#, 30_000)
    let bad = SchemaCostTests.copies(#"{"a":"x","bb":1}"#, 500)
    let violations = schema.check(try JSONDocument.sample("[\(good),\(bad)]").root)
    #expect(violations.count == 1_000)
    #expect(violations.last?.value.pointer == JSONPointer("/30499"))
    #expect(violations.dropLast().last?.value.pointer == JSONPointer("/30499/a"))
    #expect(violations.last?.schema.pointer == JSONPointer("/items/propertyNames/maxLength"))
  }

  // MARK: Samples

  private static func copies(_ text: String, _ count: Int) -> String {
    Array(repeating: text, count: count).joined(separator: ",")
  }

  private static func members(_ count: Int) -> String {
    "{\((0..<count).map { #""k\#($0)":3"# }.joined(separator: ","))}"
  }

  private static func kind(_ name: String) -> String {
    #"{"type":"object","required":["kind"],"properties":{"kind":{"const":"\#(name)"}}}"#
  }
}
