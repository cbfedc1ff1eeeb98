import JSONModel
import Testing

struct JSONStyleTests {
  static let value: JSONValue = ["a": [1, 2], "b": ["c": [:], "d": []], "e": "x"]

  @Test(arguments: [
    (JSONStyle.compact, #"{"a":[1,2],"b":{"c":{},"d":[]},"e":"x"}"#),
    (.spaced, #"{"a": [1, 2], "b": {"c": {}, "d": []}, "e": "x"}"#),
    (
      .indented(2).endingLine,
      "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {\n    \"c\": {},\n    \"d\": []\n  },\n  \"e\": \"x\"\n}\n"
    ),
    (.fitted(width: 80), "{ \"a\": [1, 2], \"b\": { \"c\": {}, \"d\": [] }, \"e\": \"x\" }\n"),
    (.fitted(width: 26), "{\n  \"a\": [1, 2],\n  \"b\": {\n    \"c\": {},\n    \"d\": []\n  },\n  \"e\": \"x\"\n}\n"),
  ])
  func `a value is written in each style and the style found again`(style: JSONStyle, text: String) throws {
    #expect(Self.value.text(style) == text)
    let found = JSONStyle.detect(in: try JSONDocument(parsing: text))
    #expect(found.map { Self.value.text($0) } == (style == .fitted(width: 26) ? nil : text))
  }

  @Test(arguments: ["{ \"a\":1}", "[1,  2]", "{\"a\" : 1}", "[\n1]", "[1]\n\n", " 1"])
  func `a layout that is none of ours has no style`(text: String) throws {
    #expect(JSONStyle.detect(in: try JSONDocument(parsing: text)) == nil)
  }

  static let styles: [JSONStyle] =
    [.compact, .spaced, .tabbed] + (1...8).map(JSONStyle.indented) + [80, 100, 120].map(JSONStyle.fitted)

  @Test(arguments: styles + styles.map(\.endingLine))
  func `every style has a name, is found by it, and gives its bytes again`(style: JSONStyle) throws {
    #expect(JSONStyle(named: style.name) == style)
    let bytes = Self.value.bytes(style)
    let document = try JSONDocument(parsing: bytes)
    #expect(document.root.value == Self.value)
    let found = try #require(JSONStyle.detect(in: document))
    #expect(document.root.value.bytes(found) == bytes)
    #expect((bytes.last == 10) == style.name.contains(oneOf: ["newline", "fitted"]))
  }

  @Test(arguments: ["", "indent-0", "indent-9", "fitted-81", "Compact", "compact+newline+newline"])
  func `a name that no style has gives none`(name: String) { #expect(JSONStyle(named: name) == nil) }

  @Test(arguments: [1, 2, 39, 40, 41, 60])
  func `a fitted line is as long as its width allows and no longer`(width: Int) throws {
    let value = try JSONValue(parsing: #"{"key":[1,22,"three",{"four":4.0}],"é":[[],{}],"last":"\u00e9"}"#)
    let text = value.text(.fitted(width: width))
    #expect(try JSONValue(parsing: text) == value)
    for line in text.utf8.split(separator: 10) where line.count > width {
      #expect(!line.contains(UInt8(ascii: ",")) || line.last == UInt8(ascii: ","), "\(String(line) ?? "")")
    }
    let wide = value.text(.fitted(width: 200))
    #expect(wide == #"{ "key": [1, 22, "three", { "four": 4.0 }], "é": [[], {}], "last": "\u00e9" }"# + "\n")
    #expect(value.text(.fitted(width: wide.utf8.count - 1)) == wide)
    #expect(value.text(.fitted(width: wide.utf8.count - 2)) != wide)
  }
}

extension String {
  fileprivate func contains(oneOf words: [String]) -> Bool { words.contains { self.contains($0) } }
}
