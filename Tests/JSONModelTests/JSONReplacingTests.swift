import Testing

@testable import JSONModel

/// Scalars put in the place of others, without parsing the text again.
struct JSONReplacingTests {
  static let text = #" {"a": "one", "b": [1, "t\\nwo", null, {"c": true, "d": []}], "e": {}, "f": "last"} "#

  private static func scalars(of document: JSONDocument) -> [Range<Int>] {
    document.withNodes { nodes in
      nodes.all.filter { ![.object, .array].contains(nodes.kind(of: $0)) }.map { nodes.range(of: $0) }
    }
  }

  private static func outline(_ document: JSONDocument) -> [[Int]] {
    document.storage.nodes.map { [Int($0.start), Int($0.end), Int($0.next), Int($0.packed)] }
  }

  @Test(arguments: [#""x""#, #""a longer one than all others""#, #""with \"quotes\"""#, "7", "-1.5e3", "false", "null"])
  func `what comes out is what parsing gives`(new: String) throws {
    let document = try JSONDocument(parsing: Self.text)
    let scalars = Self.scalars(of: document)
    // Keys are strings, too; only strings may stand in their place.
    let isKey = document.withNodes { nodes in
      scalars.map { range in document.bytes[range.upperBound] == UInt8(ascii: ":") }
    }
    for chosen in 1..<(1 << scalars.count) {
      let places = scalars.indices.filter { chosen >> $0 & 1 == 1 && (!isKey[$0] || new.hasPrefix("\"")) }
      let edits = places.map { (scalars[$0].lowerBound, scalars[$0].count, Array(new.utf8)) }
      let replaced = try #require(document.replacing(edits))
      let parsed = try JSONDocument(parsing: replaced.bytes)
      #expect(Self.outline(replaced) == Self.outline(parsed))
      #expect(replaced.depth == parsed.depth)
    }
  }

  @Test func `what is no scalar's place, or no scalar, is refused`() throws {
    let document = try JSONDocument(parsing: Self.text)
    func replaced(_ edits: [(start: Int, length: Int, bytes: [UInt8])]) -> JSONDocument? { document.replacing(edits) }
    let one = Array("1".utf8)
    #expect(replaced([(7, 5, one)]) != nil)
    #expect(replaced([(7, 4, one)]) == nil)
    #expect(replaced([(6, 6, one)]) == nil)
    #expect(replaced([(7, 5, Array("[]".utf8))]) == nil)
    #expect(replaced([(7, 5, [])]) == nil)
    #expect(replaced([(7, 5, one), (7, 5, one)]) == nil)
    #expect(replaced([(1, 5, one)]) == nil)
    #expect(replaced([(7, 5000, one)]) == nil)
    #expect(replaced([(5000, 1, one)]) == nil)
  }
}
