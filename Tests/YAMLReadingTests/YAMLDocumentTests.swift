import JSONModel
import Testing
import YAMLReading

struct YAMLDocumentTests {
  static func json(_ yaml: String, _ options: YAMLOptions = YAMLOptions()) throws -> String {
    String(decoding: try YAMLDocument(parsing: yaml, options: options).json.bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("a: 1\nb:\n- x\n- y: [2, {c: d}]\n", #"{"a":1,"b":["x",{"y":[2,{"c":"d"}]}]}"#),
    ("---\n...\n", "null"), ("a:\n", #"{"a":null}"#), ("- \n- ~\n- ''\n", #"[null,null,""]"#),
    ("# a comment\na: b # another\n# and one\n", #"{"a":"b"}"#), ("a: b#c\n", #"{"a":"b#c"}"#),
    ("a: |\n  x\n   y\n\n  z\n", #"{"a":"x\n y\n\nz\n"}"#), ("a: |-\n  x\n", #"{"a":"x"}"#),
    ("a: |+\n  x\n\n", #"{"a":"x\n\n"}"#), ("a: >\n  x\n  y\n\n  z\n", #"{"a":"x y\nz\n"}"#),
    ("a: |2\n    x\n", #"{"a":"  x\n"}"#), ("a: x\n  y\n\n  z\n", #"{"a":"x y\nz"}"#),
    ("a: 'it''s'\n", #"{"a":"it's"}"#), (#"a: "\t\x41\u263A\U0001F600\0\"\\""#, #"{"a":"\tA☺😀\u0000\"\\"}"#),
    ("a: \"x\\\n  y\"\n", #"{"a":"xy"}"#), ("a: 'x\n  y'\n", #"{"a":"x y"}"#),
    ("\u{feff}a: b\n", #"{"a":"b"}"#), ("a: b\r\nc:\r\n- d\r\n", #"{"a":"b","c":["d"]}"#),
    ("a: |\r\n  x\r\n  y\r\n", #"{"a":"x\ny\n"}"#), ("%YAML 1.2\n---\na: no\n", #"{"a":"no"}"#),
    ("%YAML 1.1\n---\na: no\n", #"{"a":false}"#), ("? a\n: b\n", #"{"a":"b"}"#), ("[a, b: c]", #"["a",{"b":"c"}]"#),
    ("{a, b: }", #"{"a":null,"b":null}"#), (#"{"a":[1.0,"b"],"c":{}}"#, #"{"a":[1.0,"b"],"c":{}}"#),
    ("é: ü\n", #"{"é":"ü"}"#), ("x", #""x""#), ("a: !!str 1\nb: ! 2\n", #"{"a":"1","b":"2"}"#),
  ])
  func `each text stands for this JSON`(yaml: String, json: String) throws {
    #expect(try Self.json(yaml) == json)
  }

  @Test(arguments: [
    ("a: &x 1\nb: *x\n", #"{"a":1,"b":1}"#), ("- &x [1, &y 2]\n- *x\n- *y\n", "[[1,2],[1,2],2]"),
    ("- &x 1\n- *x\n- &x 2\n- *x\n", "[1,1,2,2]"), ("&k a: 1\n*k : 2\n", nil),
    ("- &k a\n- *k : 2\n", #"["a",{"a":2}]"#), ("&x [&x 1, *x]\n", "[1,1]"),
    ("- &x []\n- [*x, *x]\n", "[[],[[],[]]]"),
    ("- &x [&x 1, *x]\n- *x\n", "[[1,1],1]"),
  ])
  func `an alias is what its anchor names last`(yaml: String, json: String?) throws {
    #expect((try? Self.json(yaml)) == json)
  }

  @Test(arguments: [
    ("b: &b {x: 1, y: 2}\nc: {<<: *b, y: 3, z: 4}\n", #"{"b":{"x":1,"y":2},"c":{"x":1,"y":3,"z":4}}"#),
    ("- &a {x: 1}\n- &b {x: 2, y: 2}\n- {z: 0, <<: [*a, *b]}\n", #"[{"x":1},{"x":2,"y":2},{"z":0,"x":1,"y":2}]"#),
    ("{<<: {a: 1}, <<: {a: 2, b: 2}}", #"{"a":1,"b":2}"#), (#"{"<<": {a: 1}}"#, #"{"<<":{"a":1}}"#),
    ("{<<: [], a: 1}", #"{"a":1}"#), ("{!!merge <<: {a: 1}}", #"{"a":1}"#),
    ("{<<: {<<: {a: 1}, b: 2}}", #"{"a":1,"b":2}"#),
    ("{!!str <<: 1}", #"{"<<":1}"#), ("[<<]", #"["<<"]"#),
  ])
  func `a merge key adds what the object does not say itself`(yaml: String, json: String) throws {
    #expect(try Self.json(yaml) == json)
  }

  @Test(arguments: [
    (
      "200: a\nno: b\n1.50: c\n0x10: d\n~: e\nnull: f\n",
      #"{"200":"a","no":"b","1.50":"c","0x10":"d","~":"e","null":"f"}"#
    ),
    ("? |\n  a\n: b\n", #"{"a\n":"b"}"#), ("'': a\n", #"{"":"a"}"#), ("!!str 1: a\n", #"{"1":"a"}"#),
    ("e\u{301}: 1\n\u{e9}: 2\n", "{\"e\u{301}\":1,\"\u{e9}\":2}"),
  ])
  func `a key is its text as it is written`(yaml: String, json: String) throws {
    for schema in [YAMLSchema.core, .yaml11] {
      #expect(Array(try Self.json(yaml, YAMLOptions(schema: schema)).utf8) == Array(json.utf8))
    }
  }

  @Test func `a document is as UTF-16 what it is as UTF-8`() throws {
    let text = "é: 😀\nlist:\n- ü\n"
    for isLittle in [true, false] {
      let units = [0xFEFF] + Array(text.utf16)
      let bytes = units.flatMap { isLittle ? [UInt8($0 & 255), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 255)] }
      let source = SourceText("a.yaml", quoting: bytes)
      let document = try YAMLDocument(parsing: bytes, from: source).json
      #expect(document.root.value == ["é": "😀", "list": ["ü"]])
      let place = try #require(document.root["list"]?[0]?.place)
      #expect(PlaceReport("here", at: place).text == "a.yaml:3:3: here\n  3 | - ü\n    |   ^")
      let error = #expect(throws: YAMLError.self) { try YAMLDocument(parsing: bytes.dropLast(1)) }
      #expect(error?.kind == .notUTF16)
    }
  }

  @Test func `binary values are Base64 without line breaks, and known as binary`() throws {
    let yaml = "a: !!binary |\n  AP8B\n  /w==\nb: AP8B/w==\nc: [!binary 'QQ==']\n"
    let document = try YAMLDocument(parsing: yaml)
    #expect(document.json.bytes == Array(#"{"a":"AP8B/w==","b":"AP8B/w==","c":["QQ=="]}"#.utf8))
    let root = document.json.root
    #expect(document.isBinary(try #require(root["a"])))
    #expect(!document.isBinary(try #require(root["b"])))
    #expect(document.isBinary(try #require(root["c"]?[0])))
    #expect(!document.isBinary(root))
  }

  @Test func `a text may hold several documents`() throws {
    let all = try YAMLDocument.all(in: Array("a: &x 1\n---\n- b\n...\n# c\n---\nd\n".utf8))
    #expect(all.map { String(decoding: $0.json.bytes, as: UTF8.self) } == [#"{"a":1}"#, #"["b"]"#, #""d""#])
    #expect(try YAMLDocument.all(in: Array("# nothing\n".utf8)).isEmpty)
    // An anchor is of its document.
    let error = #expect(throws: YAMLError.self) { try YAMLDocument.all(in: Array("&x a\n---\n*x\n".utf8)) }
    #expect(error?.description == "3:1: there is no anchor &x before the alias *x")
  }

  @Test func `short tags stand for objects with one member`() throws {
    let options = YAMLOptions(shortTags: [
      "!Ref": ShortTag(member: "Ref"), "!GetAtt": ShortTag(member: "Fn::GetAtt", splitsAtDot: true),
    ])
    let yaml = "a: !Ref 1\nb: !GetAtt x.y.z\nc: !GetAtt [x, y]\nd: &d !Ref {e: !Ref f}\ng: *d\n"
    #expect(
      try Self.json(yaml, options)
        == #"{"a":{"Ref":"1"},"b":{"Fn::GetAtt":["x","y.z"]},"c":{"Fn::GetAtt":["x","y"]},"#
        + #""d":{"Ref":{"e":{"Ref":"f"}}},"g":{"Ref":{"e":{"Ref":"f"}}}}"#)
  }
}
