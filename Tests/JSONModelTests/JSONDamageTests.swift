import JSONModel
import Testing

/// Texts that are nearly JSON.
struct JSONDamageTests {
  static let text = #" {"a":[1.5e-3,true,null,"\u00e9\n é☃😀"],"b":{"c":false,"":-0}} "#

  @Test func `no beginning of a document is taken for the whole`() throws {
    let bytes = Array(Self.text.utf8)
    #expect(throws: Never.self) { try JSONDocument(parsing: bytes) }
    for count in 0..<(bytes.count - 1) {
      let error = #expect(throws: JSONSyntaxError.self) { try JSONDocument(parsing: Array(bytes[..<count])) }
      #expect(error.map { $0.position.offset <= count } ?? false)
    }
  }

  @Test func `a changed byte is refused at its place or later, or gives another text that comes back`() throws {
    let bytes = Array(Self.text.utf8)
    var refused = 0
    for index in bytes.indices {
      for byte in UInt8.min...UInt8.max where byte != bytes[index] {
        var damaged = bytes
        damaged[index] = byte
        do throws(JSONSyntaxError) {
          let document = try JSONDocument(parsing: damaged)
          let compact = document.root.value.bytes()
          let again = try JSONDocument(parsing: compact).root.value
          #expect(again == document.root.value && again.bytes() == compact)
        } catch {
          refused += 1
          // An escape or number is refused at its beginning, a few bytes before the damage.
          #expect(error.position.offset >= index - 10 && error.position.offset <= bytes.count)
        }
      }
    }
    #expect(refused > bytes.count * 128)
  }

  @Test(arguments: [
    "[1}", "{\"a\":1]", "{1:2}", "{\"a\"}", "{\"a\":}", "{,}", "[,]", "[1,,2]", "[\"a\":1]", "{\"a\":1 \"b\":2}", "tru",
    "nulll", "NaN", "Infinity", "-Infinity", "+1", "1.e5", "0x10", "1_000", "--1", "- 1", "1e+", "'a'", "\"\\u00G0\"",
    "\"\\u 041\"", "\"\\a\"", "\"\\\n\"", "\"\t\"", "// c\n1", "1 // c", "/**/1", "[1]]", "{}{}", "\u{a0}1", "\u{0}",
    "1\u{0}", "\u{c}1", "[\u{b}1]", "undefined", "\"a\" \"b\"", "[\"a", "[\"a\\", "[\"\\u12\"]", "00", "-01", "1.2.3",
    "{\"a\":1,,}", "}", ":", ",", "\\", "\"", "[[[", "{\"a\":{\"b\":", "\u{2028}",
  ])
  func `what RFC 8259 does not allow is refused`(text: String) {
    #expect(throws: JSONSyntaxError.self) { try JSONDocument(parsing: text) }
  }

  @Test(arguments: [
    "\t\r\n 1 \n\r\t", "[ ]", "{ }", "\"\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\"", "\"\u{2028}\u{7f}\u{10ffff}\"",
    "-0.0e-0",
    "{\"\":{\"\":\"\"}}", "\"\\uDBFF\\uDFFF\"", "\"\\uD800\"", "\"\\uDFFF\\uD800\"", "0e0", "0.1", "1E+01",
  ])
  func `what RFC 8259 allows is taken`(text: String) throws {
    let document = try JSONDocument(parsing: text)
    #expect(document.root.sourceBytes.elementsEqual(text.trimmed))
  }
}

extension String {
  /// Without JSON's blanks at the ends.
  fileprivate var trimmed: Substring.UTF8View {
    let blanks: [UInt8] = [32, 9, 10, 13]
    let start = utf8.firstIndex { !blanks.contains($0) } ?? utf8.endIndex
    let end = utf8.lastIndex { !blanks.contains($0) }.map(utf8.index(after:)) ?? start
    return utf8[start..<end]
  }
}
