import JSONModel
import Testing

struct JSONDocumentTests {
  @Test(arguments: [
    "null", " true\n", "-0", "1.50e+007", "\"\\u00e9\\/\\ud83d\"", "[]", "[1, [2], {\"a\":[]}]", "{\"a\":1,\"a\":2}",
    "\"\u{7f}é☃😀\"", "1E400", "123456789012345678901234567890",
  ])
  func `a valid text comes back byte for byte from its value`(text: String) throws {
    let document = try JSONDocument(parsing: text)
    #expect(document.bytes == Array(text.utf8))
    let compact = document.root.value.text()
    #expect(try JSONValue(parsing: compact).text() == compact)
    #expect(text.filter { !" \n".contains($0) } == compact)
  }

  @Test(
    arguments: [
      ("", JSONSyntaxError.Kind.empty, "1:1"), ("  \n ", .empty, "2:2"), ("[1", .unexpectedEnd, "1:3"),
      ("[1,]", .trailingComma, "1:4"), ("{\"a\":1,}", .trailingComma, "1:8"), ("01", .leadingZero, "1:1"),
      ("-", .badNumber, "1:1"), ("1.", .badNumber, "1:1"), ("1e", .badNumber, "1:1"),
      (".5", .unexpectedByte(46), "1:1"),
      ("nul", .badLiteral, "1:1"), ("True", .badLiteral, "1:1"), ("{a:1}", .unexpectedByte(97), "1:2"),
      ("{\"a\" 1}", .unexpectedByte(49), "1:6"), ("[1 2]", .unexpectedByte(50), "1:4"), ("1 2", .trailingBytes, "1:3"),
      ("\"\\x\"", .badEscape, "1:2"), ("\"\\u12g4\"", .badEscape, "1:2"), ("\"\\u12", .unexpectedEnd, "1:6"),
      ("\"a\nb\"", .controlInString(10), "1:3"), ("\"abc", .unexpectedEnd, "1:5"), ("\u{feff}1", .byteOrderMark, "1:1"),
      ("[\n  1,\r\n  x]", .badLiteral, "3:3"), ("]", .unexpectedByte(93), "1:1"), ("[}", .unexpectedByte(125), "1:2"),
    ] as [(String, JSONSyntaxError.Kind, String)])
  func `an invalid text is refused with what is wrong and where`(
    text: String, kind: JSONSyntaxError.Kind, position: String
  ) {
    let error = #expect(throws: JSONSyntaxError.self) { try JSONDocument(parsing: text) }
    #expect(error?.kind == kind)
    #expect(error?.position.description == position)
  }

  @Test(
    arguments: [
      [0x22, 0xC3, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
      [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
      [0x22, 0xFF, 0x22], [0x22, 0xE2, 0x82],
    ] as [[UInt8]])
  func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
    let error = #expect(throws: JSONSyntaxError.self) { try JSONDocument(parsing: bytes) }
    #expect(error?.kind == .notUTF8)
  }

  @Test func `nesting is taken to the limit and not beyond it`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(try JSONDocument(parsing: nested(512)).root.value.text() == nested(512))
    let error = #expect(throws: JSONSyntaxError.self) { try JSONDocument(parsing: nested(100_000)) }
    #expect(error?.kind == .tooDeep(limit: 512))
    #expect(error?.position.column == 513)
  }

  @Test func `a text beyond the size limit is refused`() throws {
    #expect(try JSONDocument(parsing: "[1,2,3]", limits: JSONLimits(bytes: 7)).root.count == 3)
    let error = #expect(throws: JSONSyntaxError.self) {
      try JSONDocument(parsing: "[1,2,3]", limits: JSONLimits(bytes: 6))
    }
    #expect(error?.kind == .tooLong(limit: 6))
  }

  @Test func `duplicate keys are kept, reported and found by what they denote`() throws {
    let document = try JSONDocument(parsing: "{\"x\":{\"é\":1,\n \"\\u00e9\":2,\"b\":3}}")
    let duplicate = try #require(document.duplicateKeys.first)
    #expect(document.duplicateKeys.count == 1)
    #expect(duplicate.object.description == "/x")
    #expect(duplicate.key == "é")
    #expect(duplicate.position.description == "2:2")
    let object = try #require(document.root["x"])
    #expect(object.count == 3)
    #expect(object["é"]?.int == 2)
    #expect(object.value.text() == "{\"é\":1,\"\\u00e9\":2,\"b\":3}")
  }

  @Test func `every value knows its position and its pointer`() throws {
    let document = try JSONDocument(parsing: "{\n  \"a/b\": [true,\r\n   {\"c\": null}]\n}")
    let place = try #require(document.root.resolve(JSONPointer(tokens: ["a/b", "1", "c"])))
    #expect(place.isNull)
    #expect(place.position.description == "3:10")
    #expect(place.pointer.description == "/a~1b/1/c")
    #expect(document.root.resolve(JSONPointer(tokens: ["a/b", "2"])) == nil)
    #expect(document.root.resolve(JSONPointer(tokens: ["a/b", "00"])) == nil)
  }
}
