import JSONModel
import Testing

struct UTF16ColumnTests {
  private func column(_ text: String, _ offset: Int, quoting: Bool = true) -> Int? {
    let bytes = Array(text.utf8)
    let source = quoting ? SourceText("a.json", quoting: bytes) : SourceText("a.json")
    return SourcePlace(source, TextPosition(of: offset, in: bytes)).utf16Column
  }

  @Test(arguments: [("abc", 0, 1), ("abc", 3, 4), ("Åb", 2, 2), ("😀b", 4, 3), ("x\nÅb", 4, 2), ("e\u{301}b", 3, 3)])
  func `it counts UTF-16 code units from the line's beginning`(text: String, offset: Int, expected: Int) {
    #expect(column(text, offset) == expected)
  }

  @Test func `it is not known of a text that is not kept, of no position, or of another text`() {
    #expect(column("abc", 1, quoting: false) == nil)
    #expect(SourcePlace(SourceText("a.json", quoting: [])).utf16Column == nil)
    let elsewhere = TextPosition(line: 1, column: 10, offset: 9)
    #expect(SourcePlace(SourceText("a.json", quoting: [32]), elsewhere).utf16Column == nil)
    let wrong = TextPosition(line: 1, column: 10, offset: 1)
    #expect(SourcePlace(SourceText("a.json", quoting: [32, 32]), wrong).utf16Column == nil)
  }

  @Test func `far into a long line nobody counts`() {
    let text = String(repeating: "x", count: 70_000)
    #expect(column(text, 65_535) == 65_536)
    #expect(column(text, 65_536) == nil)
  }
}
