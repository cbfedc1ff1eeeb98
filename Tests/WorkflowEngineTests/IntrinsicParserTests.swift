import JSONModel
import Testing

@testable import WorkflowEngine

struct IntrinsicParserTests {
  @Test(arguments: [
    ("States.UUID", 11), ("States.Nope()", 0), ("states.UUID()", 0), ("States.Format(", 14), ("States.Format('a'", 17),
    ("States.Format('a',)", 18), ("States.Format('a' 'b')", 18), ("States.Format('a", 14), ("States.Format(\"a\")", 14),
    ("States.Format(a)", 14), ("States.Format({})", 14), ("States.Format([1])", 14), ("States.Format(1.)", 14),
    ("States.UUID() x", 14), ("States.Format($.a b)", 17), ("States.Format($.)", 16), ("States.Format($x)", 14),
    ("States.Format($[?(@.a])", 22), ("States.Format('\\q')", 15), ("States.Format('a\\')", 14),
    // Both refused by AWS.
    ("States.StringToJson('{\"text\":\"An \\\"escaped double quote\\\" here\"}')", 33),
    ("States.Format('He said, \\\"Hello, {}!\\\"', 'Test \\\"Name\\\" Here')", 24),
  ])
  func `what is no call is refused where it goes wrong`(text: String, offset: Int) {
    let error = #expect(throws: IntrinsicSyntaxError.self) { try IntrinsicExpression(parsing: text) }
    #expect(error?.offset == offset, "\(text): \(error?.description ?? "")")
  }

  @Test func `ten calls inside each other are taken, eleven are not`() throws {
    func nested(_ count: Int) -> String {
      String(repeating: "States.Array(", count: count) + String(repeating: ")", count: count)
    }
    _ = try IntrinsicExpression(parsing: nested(10))
    #expect(throws: IntrinsicSyntaxError.self) { try IntrinsicExpression(parsing: nested(11)) }
    #expect(throws: IntrinsicSyntaxError.self) { try IntrinsicExpression(parsing: nested(5_000)) }
  }

  @Test(arguments: [
    ("States.Format('a')", true), ("States.Nope(", true), ("States.Format", false), ("$.a", false), ("", false),
  ])
  func `a call is told from other text by its beginning`(text: String, isCall: Bool) {
    #expect(IntrinsicExpression.isCall(text) == isCall)
  }

  @Test func `any damage to a call is refused or understood, never a crash`() {
    let call = Array("States.Format('{} \\'{}', $.a[?(@.b == ')')], States.Array(1.5, null), $$.x['y,'])".utf8)
    var random = SeededRandom(seed: 1)
    for index in call.indices {
      for letter in "$@.[]()'\"?*,\\{} 0-aS".utf8 {
        var damaged = call
        damaged[index] = letter
        for text in [damaged, Array(call[..<index]) + [letter]] {
          let expression = try? IntrinsicExpression(parsing: String(decoding: text, as: UTF8.self))
          _ = try? expression?.evaluate(input: ["a": [["b": ")"]]], context: ["x": ["y,": 1]], random: &random)
        }
      }
    }
  }
}
