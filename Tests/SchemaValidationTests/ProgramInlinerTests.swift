import JSONModel
import Testing

@testable import SchemaValidation

struct ProgramInlinerTests {
  private func operations(_ schema: Schema) -> [Instruction.Operation] {
    let program = schema.program.program, block = program.blocks[Int(program.entry)]
    let count = Int(block.offsetOfAll) + Int(block.all) + Int(block.last)
    return program.instructions[Int(block.start)..<Int(block.start) + count].map(\.operation)
  }

  @Test func `references and conjunctions become one look at the members`() throws {
    let schema = try Schema.sample(
      ##"""
      {"allOf":[{"$ref":"#/$defs/a"},{"properties":{"y":{"type":"null"},"x":{"maxLength":3}}}],
       "$defs":{"a":{"type":"object","properties":{"x":{"type":"string"}},"required":["x"]}}}
      """##)
    #expect(operations(schema) == [.members])
    #expect(try schema.accepts(#"{"x":"abc","y":null}"#))
    #expect(try !schema.accepts(#"{"x":"abcd"}"#))
    #expect(try !schema.accepts(#"{"x":1}"#))
    #expect(try !schema.accepts(#"{"y":null}"#))
  }

  @Test func `alternatives for different kinds of values become one schema`() throws {
    let schema = try Schema.sample(#"{"oneOf":[{"type":"string","pattern":"^a"},{"type":"null"}]}"#)
    #expect(operations(schema) == [.pattern])
    #expect(try schema.accepts("null"))
    #expect(try !schema.accepts(#""b""#))
    #expect(try !schema.accepts("1"))
  }

  @Test func `many references to a large schema do not copy it without end`() throws {
    let members = (0..<1_000).map { ##""p\##($0)":{"$ref":"#/$defs/b"}"## }.joined(separator: ",")
    let checks = (0..<50).map { #"{"not":{"const":\#($0)}}"# }.joined(separator: ",")
    let schema = try Schema.sample(##"{"properties":{\##(members)},"$defs":{"b":{"allOf":[\##(checks)]}}}"##)
    let instructions = schema.program.program.instructions.count
    #expect(instructions < 10 * schema.traced.program.instructions.count + 5_000)
    #expect(try !schema.accepts(#"{"p0":0}"#))
    #expect(try !schema.accepts(#"{"p999":49}"#))
    #expect(try schema.accepts(#"{"p999":50}"#))
  }

  @Test func `a check for a kind that its alternative does not allow is left out`() throws {
    let schema = try Schema.sample(
      #"{"oneOf":[{"enum":[["a"]],"required":["b"]},{"type":"object","maxProperties":1}]}"#)
    #expect(try schema.accepts(#"{"a":1}"#))
    #expect(try schema.accepts(#"["a"]"#))
    #expect(try !schema.accepts(#"{"a":1,"b":2}"#))
  }

  @Test func `alternatives that a member's text tells apart are chosen by it`() throws {
    func branch(_ type: String, _ more: String) -> String {
      #"{"type":"object","required":["t"],"properties":{"t":\#(type)},\#(more)}"#
    }
    let schema = try Schema.sample(
      #"{"oneOf":[\#(branch(#"{"const":"a"}"#, #""maxProperties":1"#)),"#
        + #"\#(branch(#"{"enum":["b","c"]}"#, #""minProperties":2"#))]}"#)
    #expect(operations(schema) == [.discriminated])
    #expect(try schema.accepts(#"{"t":"a"}"#))
    #expect(try schema.accepts(#"{"\u0074":"c","x":1}"#))
    #expect(try !schema.accepts(#"{"t":"b"}"#))
    #expect(try !schema.accepts(#"{"t":"d"}"#))
    #expect(try !schema.accepts(#"{"t":"a","t":"b"}"#))
    #expect(try !schema.accepts("{}"))
    #expect(try !schema.accepts("1"))
  }

  @Test func `alternatives that share a text are all tried`() throws {
    func branch(_ types: String, _ more: String) -> String {
      #"{"type":"object","required":["t"],"properties":{"t":{"enum":\#(types)}},\#(more)}"#
    }
    let schema = try Schema.sample(
      #"{"anyOf":[\#(branch(#"["a","b"]"#, #""maxProperties":1"#)),\#(branch(#"["b"]"#, #""minProperties":2"#))]}"#)
    #expect(operations(schema) == [.anyOf])
    #expect(try schema.accepts(#"{"t":"b"}"#))
    #expect(try schema.accepts(#"{"t":"b","x":1}"#))
    #expect(try !schema.accepts(#"{"t":"a","x":1}"#))
  }

  @Test func `schemas that describe each other's members are merged only so far`() throws {
    let definitions = (0..<12).map { number in
      let next = (0..<12).map { ##""p\##($0)":{"$ref":"#/$defs/d\##((number * 5 + $0 * 7) % 12)"}"## }
      return #""d\#(number)":{"type":"object","properties":{\#(next.joined(separator: ","))}}"#
    }
    let all = (0..<12).map { ##"{"$ref":"#/$defs/d\##($0)"}"## }.joined(separator: ",")
    let schema = try Schema.sample(#"{"allOf":[\#(all)],"$defs":{\#(definitions.joined(separator: ","))}}"#)
    #expect(schema.program.program.blocks.count <= 2 * schema.traced.program.blocks.count + 64)
    #expect(try schema.accepts(#"{"p1":{"p2":{"p3":{}}}}"#))
    #expect(try !schema.accepts(#"{"p1":{"p2":{"p3":1}}}"#))
  }
}
