import JSONModel
import Testing

struct TextPositionTests {
  @Test(arguments: [
    (0, "1:1"), (1, "1:2"), (2, "2:1"), (3, "2:2"), (4, "2:3"), (5, "3:1"), (6, "4:1"), (8, "4:3"), (9, "5:1"),
    (99, "5:1"),
  ])
  func `lines end with LF, CR LF and a lone CR, and columns are bytes`(offset: Int, position: String) {
    #expect(TextPosition(of: offset, in: Array("a\nb\r\n\ré\n".utf8)).description == position)
  }

  @Test func `a document counts lines as a text does`() throws {
    let text = "[1,\n2,\r\n3,\r4,\n\n\"é\", 5]"
    let document = try JSONDocument(parsing: text)
    for offset in 0...text.utf8.count {
      #expect(document.position(of: offset) == TextPosition(of: offset, in: document.bytes))
    }
  }

  @Test func `positions are in the order of the text`() {
    let bytes = Array("a\nb".utf8)
    #expect(TextPosition(of: 1, in: bytes) < TextPosition(of: 2, in: bytes))
  }
}
