import JSONModel
import Testing

struct MappedTextTests {
  /// A literal with short, long and paired escapes, then something made for the number, then a literal.
  static let original = #"""
    ["\"\\a\u00e9\ud83d\ude00é\u0041",
      1,
      "z\n"]
    """#

  static func mapped() throws -> MappedText {
    let root = try JSONDocument(parsing: original).root
    var text = MappedText(of: nil)
    text.append(textOf: try #require(root[0]))
    text.append("us-east-1", for: try #require(root[1]).position)
    var last = MappedText(of: nil)
    last.append(textOf: try #require(root[2]))
    text.append(last)
    return text
  }

  // The text is `"\aé😀éA`, then the region, then `z` and a line feed.
  @Test(arguments: [
    (0, "1:3"), (1, "1:5"), (2, "1:7"), (3, "1:8"), (4, "1:8"), (5, "1:14"), (8, "1:14"), (9, "1:26"),
    (11, "1:28"), (12, "2:3"), (20, "2:3"), (21, "3:4"), (22, "3:5"), (23, "3:7"), (99, "3:7"),
  ])
  func `each byte leads back to the original`(offset: Int, position: String) throws {
    let mapped = try Self.mapped()
    #expect(mapped.text == "\"\\aé😀éAus-east-1z\n")
    #expect(mapped.position(of: offset).description == position)
  }

  @Test func `each byte of a text longer than a piece leads back to the original`() throws {
    let unit = #"\u00e9x\n😀"#
    let document = try JSONDocument(parsing: "\"" + String(repeating: unit, count: 1_000) + "\"")
    var text = MappedText(of: document)
    text.append(textOf: document.root)
    #expect(text.bytes.count == 8_000)
    for index in 0..<1_000 {
      let columns = [0, 6, 7, 9].map { 2 + index * (unit.utf8.count) + $0 }
      #expect([0, 2, 3, 4].map { text.position(of: index * 8 + $0).column } == columns)
    }
  }

  @Test func `a document parsed from a mapped text has the original's positions, file and lines`() throws {
    let template = #"{"text": "{\"a\": [1,\n \"b\"]}"}"#
    let source = SourceText("template.json", quoting: Array(template.utf8))
    let outer = try JSONDocument(parsing: Array(template.utf8), from: source)
    var text = MappedText(of: outer)
    text.append(textOf: try #require(outer.root["text"]))
    let inner = try JSONDocument(parsing: text)
    let element = try #require(inner.root["a"]?[1])
    #expect(element.string == "b")
    #expect(element.position == TextPosition(line: 1, column: 25, offset: 24))
    #expect(element.place.description == "template.json:1:25")
    #expect(element.place.pointer?.description == "/a/1")
    #expect(inner.root.members.map(\.keyPlace.description) == ["template.json:1:12"])
    #expect(PlaceReport("here", at: element.place).text.contains(#"1 | {"text": "{\"a\": [1,\n \"b\"]}"}"#))
  }

  @Test func `a text mapped twice leads back to the first original`() throws {
    let first = try JSONDocument(parsing: #"  {"one": "{\"two\": \"[true]\"}"}"#)
    var outer = MappedText(of: first)
    outer.append(textOf: try #require(first.root["one"]))
    let second = try JSONDocument(parsing: outer)
    var inner = MappedText(of: second)
    inner.append(textOf: try #require(second.root["two"]))
    let value = try #require(try JSONDocument(parsing: inner).root[0])
    #expect(value.position.description == "1:25")
  }

  @Test func `what is made for a place, as another notation's reader does, leads there`() throws {
    // key: value
    let key = TextPosition(line: 7, column: 3, offset: 90), value = TextPosition(line: 8, column: 5, offset: 99)
    var text = MappedText(of: SourceText("a.yaml"))
    text.append("{\"key\":", for: key)
    text.append("\"value\"}", for: value)
    let root = try JSONDocument(parsing: text).root
    #expect(root["key"]?.place.description == "a.yaml:8:5")
    #expect(root.place.description == "a.yaml:7:3")
  }

  @Test(arguments: [
    (#"{"t": "[1,]"}"#, "t.json:1:11"), (#"{"t": ""}"#, "t.json:1:8"), (#"{"t": "[\n"}"#, "t.json:1:11"),
  ])
  func `an error in a mapped text is at its place in the original`(template: String, place: String) throws {
    let outer = try JSONDocument(parsing: Array(template.utf8), from: SourceText("t.json"))
    var text = MappedText(of: outer)
    text.append(textOf: try #require(outer.root["t"]))
    let error = #expect(throws: JSONSyntaxError.self) { try JSONDocument(parsing: text) }
    #expect(error?.place.description == place)
  }

  @Test func `parts of a string know where they begin`() throws {
    let document = try JSONDocument(parsing: #"{"a": "é\u00e9\n-b"}"#)
    var slicer = try #require(document.root["a"].flatMap(StringSlicer.init))
    #expect(slicer.remaining == 7)
    let parts = [2, 2, 1, 9].map { slicer.next($0) }
    #expect(parts.map { String(decoding: $0.bytes, as: UTF8.self) } == ["é", "é", "\n", "-b"])
    #expect(parts.map(\.position.column) == [8, 10, 16, 18])
    #expect(slicer.remaining == 0)
    #expect(StringSlicer(document.root) == nil)
  }

  @Test func `bytes that stand for a place lead there`() {
    var text = MappedText(of: nil)
    text.append(Array("[\"é\",".utf8)[1..<5], for: TextPosition(line: 3, column: 4, offset: 20))
    text.append("1", for: TextPosition(line: 5, column: 1, offset: 30))
    #expect(text.text == "\"é\"1")
    #expect((0...4).map { text.position(of: $0).line } == [3, 3, 3, 3, 5])
  }
}
