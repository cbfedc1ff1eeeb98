import JSONModel
import Testing

struct JSONCursorTests {
  static let text = """
    {\r
      "a": [1, 2.5, -0, "\\u0041", true, false, null],\r"b":\n\t{ "": {"é": [[]]}, "b": "x" },
      "a": "last" }
    """

  /// Every place in a document.
  static func places(_ place: JSONCursor) -> [JSONCursor] {
    [place] + place.elements.flatMap(places) + place.members.flatMap { places($0.value) }
  }

  @Test func `every value knows its line and column, its own bytes and the way to it`() throws {
    let document = try JSONDocument(parsing: Self.text)
    let places = Self.places(document.root)
    #expect(places.count == 15)
    for place in places {
      #expect(place.position == TextPosition(of: place.position.offset, in: document.bytes))
      #expect(document.bytes[place.position.offset...].starts(with: place.sourceBytes))
      #expect(try JSONValue(parsing: Array(place.sourceBytes)) == place.value)
      let pointer = place.pointer
      // The first of two members with one key is reached by no pointer.
      if pointer.tokens.first != "a" { #expect(document.root.resolve(pointer)?.position == place.position) }
    }
    #expect(document.root["a"]?.position.description == "5:8")
    #expect(document.root["b"]?[""]?["é"]?.position.description == "4:15")
    #expect(document.root.members.map(\.keyPosition.description) == ["2:3", "3:1", "5:3"])
  }

  @Test func `each kind gives its own and nothing else`() throws {
    let list = try JSONDocument(parsing: Self.text).root.members.map(\.value)[0]
    #expect(list.count == 7)
    #expect(list.elements.map(\.kind) == [.number, .number, .number, .string, .bool, .bool, .null])
    #expect(list.elements.map(\.int) == [1, nil, 0, nil, nil, nil, nil])
    #expect(list.elements.map(\.string) == [nil, nil, nil, "A", nil, nil, nil])
    #expect(list.elements.map(\.bool) == [nil, nil, nil, nil, true, false, nil])
    #expect(list.elements.map(\.number?.text) == ["1", "2.5", "-0", nil, nil, nil, nil])
    #expect(list.elements.map(\.isNull) == [false, false, false, false, false, false, true])
    #expect(list[3]?.jsonString?.escaped == "\\u0041")
    #expect(list[7] == nil && list[-1] == nil && list["a"] == nil && list[0]?[0] == nil)
    #expect(list[0]?.count == 0 && list[3]?.count == 0)
  }

  @Test func `the last of several members is found, and all are listed`() throws {
    let root = try JSONDocument(parsing: Self.text).root
    #expect(root["a"]?.string == "last")
    #expect(root.members.map(\.key.text) == ["a", "b", "a"])
    #expect(root["A"] == nil && root["aa"] == nil && root[""] == nil)
  }

  @Test func `a cursor outlives the document it came from`() throws {
    let place = try JSONDocument(parsing: "[\"kept\"]").root[0]
    #expect(place?.string == "kept")
  }
}
