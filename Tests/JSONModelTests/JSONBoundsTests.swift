import JSONModel
import Testing

/// What an input of a megabyte may cost: each of these took minutes, or for ever, where the work grew with the square of
/// the input or doubled with each level.
@Suite(.timeLimit(.minutes(10)))
struct JSONBoundsTests {
  /// Objects in each other, each with its members in the order `order`.
  static func nested(_ depth: Int, _ order: (String) -> String) -> String {
    (0..<depth).reduce("0") { inner, _ in order(inner) }
  }

  @Test func `objects in each other in another order are compared once`() throws {
    let left = try JSONValue(parsing: Self.nested(400) { "{\"a\":\($0),\"b\":1}" })
    let right = try JSONValue(parsing: Self.nested(400) { "{\"b\":1,\"a\":\($0)}" })
    let other = try JSONValue(parsing: Self.nested(400) { "{\"b\":1,\"a\":\($0 == "0" ? "9" : $0)}" })
    #expect(left == right)
    #expect(left != other)
    #expect(left.hashValue == right.hashValue)
    #expect(left.differences(to: right).isEmpty)
    #expect(left.differences(to: other).map(\.pointer.tokens.count) == [400])
  }

  @Test func `arrays in each other are compared a few times each`() throws {
    let payload = "[" + String(repeating: "\"text\",", count: 20_000) + "0]"
    func nested(_ end: String) throws -> JSONValue {
      try JSONValue(parsing: (0..<400).reduce("[\(payload),\(end)]") { inner, index in "[\(inner),\(index)]" })
    }
    let differences = try nested("1").differences(to: try nested("2,3"))
    #expect(differences.map(\.pointer.tokens.count) == [401, 401])
  }

  @Test func `a hundred thousand members are compared by key`() throws {
    let numbers = 0..<100_000
    let old = JSONValue.object(JSONObject(numbers.map { (String($0), .number($0)) }))
    let new = JSONValue.object(JSONObject(numbers.reversed().map { (String($0), .number($0 == 5 ? 6 : $0)) }))
    #expect(old.differences(to: new).map(\.description) == ["/5: 5 became 6"])
    #expect(old != new)
  }

  @Test func `of very many duplicate keys the first thousand are reported`() throws {
    let objects = Array(repeating: "{\"a\":1,\"a\":2}", count: 30_000).joined(separator: ",")
    let found = try JSONDocument(parsing: "[\(objects)]").duplicateKeys
    #expect(found.count == 1_000)
    #expect(found.last?.object.description == "/999")
  }

  @Test func `a number of a million digits is read, compared and no integer`() throws {
    let text = String(repeating: "9", count: 1_000_000)
    let value = try JSONValue(parsing: text)
    #expect(value.int == nil)
    #expect(try value == JSONValue(parsing: text + "0e-1"))
    #expect(try value != JSONValue(parsing: text + "0"))
  }

  @Test func `a limit beyond what nodes can address is lowered`() {
    #expect(JSONLimits(bytes: .max).bytes == 1 << 29)
    var limits = JSONLimits()
    limits.bytes = .max
    #expect(limits.bytes == 1 << 29)
    limits.bytes = 5
    #expect(limits.bytes == 5)
  }

  @Test(arguments: [0, 1, 3])
  func `a depth limit counts arrays and objects inside each other`(depth: Int) throws {
    let limits = JSONLimits(depth: depth)
    let text = String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth)
    #expect(try JSONDocument(parsing: text, limits: limits).bytes == Array(text.utf8))
    let error = #expect(throws: JSONSyntaxError.self) { try JSONDocument(parsing: "[\n\(text)]", limits: limits) }
    #expect(error?.kind == .tooDeep(limit: depth))
    #expect(
      error?.position
        == (depth == 0 ? TextPosition(line: 1, column: 1, offset: 0) : .init(line: 2, column: depth, offset: depth + 1))
    )
  }

  @Test func `a style that would make much more of a deep value is given up early`() throws {
    let inner = "[" + String(repeating: "0,", count: 300_000) + "0]"
    let text = String(repeating: "[", count: 500) + inner + String(repeating: "]", count: 500)
    let value = try JSONValue(parsing: text)
    // It would be more than two thousand million bytes.
    #expect(value.bytes(.indented(8), limit: text.utf8.count) == nil)
    #expect(value.bytes(.compact, limit: text.utf8.count) == Array(text.utf8))
    #expect(value.bytes(.compact, limit: text.utf8.count - 1) == nil)
    let looksIndented = try JSONDocument(parsing: "[\n        " + text.dropFirst())
    #expect(JSONStyle.detect(in: looksIndented) == nil)
  }
}
