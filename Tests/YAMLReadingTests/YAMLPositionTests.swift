import JSONModel
import Testing
import YAMLReading

struct YAMLPositionTests {
  /// Pointers and places of all values in order, with those of keys.
  private static func places(_ yaml: String) throws -> [String] {
    var found: [String] = []
    func walk(_ value: JSONCursor) {
      found.append("\(value.pointer) \(value.position)")
      for element in value.elements { walk(element) }
      for member in value.members {
        found.append("key \(member.key.text) \(member.keyPosition)")
        walk(member.value)
      }
    }
    walk(try YAMLDocument(parsing: yaml).json.root)
    return found
  }

  @Test func `values and keys have the lines and columns of the YAML text`() throws {
    let yaml = """
      # first
      paths:
        /a:
          - "x"
          - é: ü
            b: |
              text
        /c: &c [1,
          {d: e}]
      again: *c
      none:
      """
    #expect(
      try Self.places(yaml) == [
        " 2:1", "key paths 2:1", "/paths 3:3", "key /a 3:3", "/paths/~1a 4:5", "/paths/~1a/0 4:7", "/paths/~1a/1 5:7",
        "key é 5:7", "/paths/~1a/1/é 5:11", "key b 6:7", "/paths/~1a/1/b 6:10", "key /c 8:3", "/paths/~1c 8:7",
        "/paths/~1c/0 8:11", "/paths/~1c/1 9:5", "key d 9:6", "/paths/~1c/1/d 9:9", "key again 10:1",
        // What an alias repeats is where it is written.
        "/again 8:7", "/again/0 8:11", "/again/1 9:5", "key d 9:6", "/again/1/d 9:9", "key none 11:1", "/none 11:6",
      ])
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `lines end with LF, CR LF or CR`(end: String) throws {
    let yaml = ["a: 1", "b:", "  - é: x", "    c: y"].joined(separator: end)
    #expect(
      try Self.places(yaml).suffix(4) == ["key é 3:5", "/b/0/é 3:9", "key c 4:5", "/b/0/c 4:8"])
  }

  @Test func `a column counts bytes in long texts too`() throws {
    let yaml = "[" + String(repeating: "é, ", count: 2_000) + "x]"
    let last = try #require(YAMLDocument(parsing: yaml).json.root[2_000])
    #expect(last.position == TextPosition(line: 1, column: 8_002, offset: 8_001))
  }

  @Test func `the line that is meant can be shown`() throws {
    let bytes = Array("a: 1\nb: [x, y]\n".utf8)
    let document = try YAMLDocument(parsing: bytes, from: SourceText("a.yaml", quoting: bytes))
    let place = try #require(document.json.root["b"]?[1]?.place)
    #expect(PlaceReport("here", at: place).text == "a.yaml:2:8: here\n  2 | b: [x, y]\n    |        ^")
  }

  @Test(arguments: ["|", "!Sub |-", "|2"], ["\n", "\r\n"])
  func `JSON in a text in lines has the lines of the YAML text`(head: String, end: String) throws {
    let yaml = ["# é", "a:", "  b: \(head)", "    {", "", "      \"c\": [1,", "        \"é\" 2]", "    }", "d: 1"]
    let bytes = Array(yaml.joined(separator: end).utf8)
    let document = try YAMLDocument(parsing: bytes, options: .cloudFormation).json
    let text = try #require(document.root["a"]?["b"])
    var mapped = MappedText(of: document)
    mapped.append(textOf: text["Fn::Sub"] ?? text)
    let error = #expect(throws: JSONSyntaxError.self) { try JSONDocument(parsing: mapped) }
    #expect(error?.position.line == 7)
    #expect(mapped.position(of: 0).line == 4)
  }

  @Test func `a text in lines is the same as before`() throws {
    for yaml in ["|\n a\n\n  b\n", "|+\n a\n\n\n", "|-\n a", "|\n", "- |\n \"\\\t\n- |1\n  x\n"] {
      let quoted = try YAMLDocument(parsing: yaml).json.root.value
      let tagged = try YAMLDocument(parsing: yaml.replacing("|", with: "!!str |")).json.root.value
      #expect(quoted == tagged)
    }
  }
}
