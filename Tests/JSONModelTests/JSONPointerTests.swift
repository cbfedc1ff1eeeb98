import JSONModel
import Testing

struct JSONPointerTests {
  @Test(
    arguments: [
      ("", []), ("/", [""]), ("/a~1b/~0", ["a/b", "~"]), ("/a//b", ["a", "", "b"]), ("/~01", ["~1"]),
      ("/é/0", ["é", "0"]),
    ] as [(String, [String])])
  func `a pointer is read and written`(text: String, tokens: [String]) throws {
    let pointer = try #require(JSONPointer(text))
    #expect(pointer.tokens == tokens)
    #expect(pointer.description == text)
  }

  @Test(arguments: ["a", "/~", "/~2", "#/a"])
  func `what is no pointer makes none`(text: String) { #expect(JSONPointer(text) == nil) }

  /// RFC 6901 section 5.
  static let example = #"""
    {"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8}
    """#

  @Test(arguments: [
    ("", example), ("/foo", #"["bar","baz"]"#), ("/foo/0", "\"bar\""), ("/", "0"), ("/a~1b", "1"), ("/c%d", "2"),
    ("/e^f", "3"), ("/g|h", "4"), (#"/i\j"#, "5"), ("/k\"l", "6"), ("/ ", "7"), ("/m~0n", "8"),
  ])
  func `the examples of the RFC lead to what it says`(text: String, expected: String) throws {
    let pointer = try #require(JSONPointer(text)), expected = try JSONValue(parsing: expected)
    let document = try JSONDocument(parsing: Self.example)
    #expect(document.root.resolve(pointer)?.value == expected)
    #expect(document.root.value.resolve(pointer) == expected)
    #expect(document.root.resolve(pointer)?.pointer == pointer)
  }

  @Test(arguments: ["/foo/2", "/foo/-", "/foo/01", "/foo/-1", "/foo/99999999999999999999", "/x", "/foo/0/0", "/m~1n"])
  func `what is not there is not found`(text: String) throws {
    let pointer = try #require(JSONPointer(text)), document = try JSONDocument(parsing: Self.example)
    #expect(document.root.resolve(pointer) == nil)
    #expect(document.root.value.resolve(pointer) == nil)
  }

  @Test func `a combining mark after a slash does not hide it`() throws {
    let pointer = try #require(JSONPointer("/a/\u{301}b"))
    #expect(pointer.tokens.count == 2)
    #expect(JSONPointer(tokens: ["\u{301}/"]).description == "/\u{301}~1")
  }
}
