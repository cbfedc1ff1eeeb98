import JSONModel
import Testing

struct JSONStringTests {
  @Test(arguments: [
    (#"\ud83d\ude00"#, "😀"), (#"\ud83d"#, "\u{FFFD}"), (#"\ude00\ud83d"#, "\u{FFFD}\u{FFFD}"),
    (#"\ud83d\ud83d\ude00"#, "\u{FFFD}😀"), (#"\ud83dx"#, "\u{FFFD}x"), (#"\u0000a"#, "\0a"), (#"\uFFFF"#, "\u{FFFF}"),
    (#"\b\f\n\r\t\"\\\/"#, "\u{8}\u{c}\n\r\t\"\\/"), ("\\u007f\u{7f}", "\u{7f}\u{7f}"),
  ])
  func `escapes are undone and kept`(escaped: String, text: String) throws {
    let value = try JSONValue(parsing: "\"\(escaped)\"")
    #expect(value.text.map { Array($0.utf8) } == Array(text.utf8))
    #expect(value.text() == "\"\(escaped)\"")
  }

  @Test func `every control, quote and backslash is escaped and comes back`() throws {
    let text = String(String.UnicodeScalarView((0..<0x120).compactMap(Unicode.Scalar.init)))
    let value = JSONValue.string(text)
    let written = value.text()
    #expect(try JSONValue(parsing: written).text.map { Array($0.utf8) } == Array(text.utf8))
    #expect(written.utf8.allSatisfy { $0 >= 32 })
    #expect(try JSONValue(parsing: written) == value)
  }

  @Test func `texts that Swift takes for equal are two keys`() {
    #expect(JSONString("e\u{301}") != JSONString("\u{e9}"))
    #expect(JSONString("e\u{301}").hashValue == JSONString("e\u{301}").hashValue)
    #expect(JSONString("a\r\n") != JSONString("a\n"))
  }

  @Test(arguments: ["", "a", "é\"\\\u{0}\n\u{1f}\u{7f}😀", "/"])
  func `bytes are quoted as their text is`(text: String) {
    var bytes: [UInt8] = [32]
    JSONString.append(quoting: text.utf8, to: &bytes)
    #expect(bytes == Array(" \(JSONString(text))".utf8))
  }
}
