import JSONModel
import Testing
import YAMLReading

struct YAMLErrorTests {
  static let table: [(yaml: String, error: String)] = [
    ("", "1:1: the YAML text is empty"), ("# only this\n", "1:1: the YAML text is empty"),
    ("a: b\n---\nc: d\n", "2:1: a second document begins here; only one is expected"),
    ("a: *x\n", "1:4: there is no anchor &x before the alias *x"),
    ("a: &x\n  b: [*x]\n", "2:7: the alias *x is inside what &x names, so it has no end"),
    ("a: 1\nb: 2\na: 3\n", "3:1: the key \"a\" is duplicated"), ("1: a\n'1': b\n", "2:1: the key \"1\" is duplicated"),
    ("\"\\u0061\": 1\na: 2\n", "2:1: the key \"a\" is duplicated"),
    ("a: !x 1\n", "1:4: the tag !x has no meaning in JSON"), ("a: !x [1]\n", "1:4: the tag !x has no meaning in JSON"),
    ("a: !!python/object/apply:os.getcwd []\n", "1:4: the tag !!python/object/apply:os.getcwd has no meaning in JSON"),
    ("a: !ruby/object:Gem::Requirement\n  b: 1\n", "1:4: the tag !ruby/object:Gem::Requirement has no meaning in JSON"),
    ("a: !!set {b}\n", "1:4: the tag !!set has no meaning in JSON"),
    ("a: !!int x\n", "1:4: this value is not what its tag !!int says"),
    ("a: !!int 1.5\n", "1:4: this value is not what its tag !!int says"),
    ("a: !!int 1e2\n", "1:4: this value is not what its tag !!int says"),
    ("a: !!map x\n", "1:4: this value is not what its tag !!map says"),
    ("a: !!binary x=\n", "1:4: this value is tagged as binary, but is not valid Base64"),
    ("? [a]\n: b\n", "1:3: a key must be text; this one is an array"),
    ("{a: 1}: b\n", "1:1: a key must be text; this one is an object"),
    ("? \n: b\n", "1:2: a key must be text; this one is null"),
    ("!!int 1: a\n", "1:1: a key must be text; this one is a number"),
    ("- &x 1\n- {*x : 2}\n", "2:4: a key must be text; this one is a number"),
    ("a: {<<: 1}\n", "1:9: the merge key << needs an object, or an array of objects"),
    ("a: {<<: [{}, [1]]}\n", "1:14: the merge key << needs an object, or an array of objects"),
    ("a: .inf\n", "1:4: JSON has no such number; put it in quotes if it is text"),
    ("a: -.INF\n", "1:4: JSON has no such number; put it in quotes if it is text"),
    ("a: .nan\n", "1:4: JSON has no such number; put it in quotes if it is text"),
    ("a:\n\tb: 1\n", "2:1: a tab cannot indent; use spaces"),
    ("a: `b\n", "1:4: a value cannot begin with this character; put it in quotes"),
    ("a: 'b\nc: d\n", "3:1: the quoted text that begins on line 1 does not end"),
    (
      "a:\n  b: 1\n c: 2\n",
      "3:2: a key was expected here; the object begins on line 1, and this line is indented differently"
    ),
    ("- a\nb: c\n", "2:1: '-' was expected here; the list begins on line 1, and this line is indented differently"),
    ("a: [1, 2\nb: 3\n", "2:2: ',' or ']' was expected here; the list begins on line 1"),
    ("a: {b: 1\nc: 2\n", "2:2: ',' or '}' was expected here; the object begins on line 1"),
    ("a: b: c\n", "1:5: ': ' is not allowed here: put the text in quotes, or indent the key as those beside it"),
    ("a: @b\n", "1:4: a value cannot begin with this character; put it in quotes"),
    ("a:\n\t- b\n", "2:1: a tab cannot indent; use spaces"),
    ("a: \"\\q\"\n", "1:5: unknown escape in double quotes; single quotes have none"),
    ("é: \u{1}\n", "1:5: a control character, which YAML must have escaped in double quotes"),
    ("%YAML 3.0\n---\na\n", "1:1: %YAML names a version that is neither 1.1 nor 1.2"),
    ("a: !y!b c\n", "1:4: no %TAG directive says what the tag's handle means"),
    ("a\nb: c\n", "2:2: ': ' is not allowed here: put the text in quotes, or indent the key as those beside it"),
    ("a: b\nnonsense\nc: d\n", "3:1: ':' was expected after the key on line 2"),
    ("é: ü\nü: ö: x\n", "2:7: ': ' is not allowed here: put the text in quotes, or indent the key as those beside it"),
    (
      "\u{feff}a: b: c\n", "1:5: ': ' is not allowed here: put the text in quotes, or indent the key as those beside it"
    ),
  ]

  @Test(arguments: table)
  func `what is wrong is said with its place`(yaml: String, error: String) {
    let found = #expect(throws: YAMLError.self) { try YAMLDocument(parsing: yaml) }
    #expect(found?.description == error)
  }

  @Test func `bytes that are not UTF-8 are at their place`() {
    for bytes in [[0x61, 0x3A, 0x20, 0xFF], [0x61, 0x3A, 0x20, 0xC3], [0x61, 0x3A, 0x20, 0xED, 0xA0, 0x80]] as [[UInt8]]
    {
      let found = #expect(throws: YAMLError.self) { try YAMLDocument(parsing: bytes) }
      #expect(found?.description == "1:4: the text is not UTF-8")
    }
  }

  @Test func `an error names the file`() {
    let found = #expect(throws: YAMLError.self) {
      try YAMLDocument(parsing: Array("a: *b".utf8), from: SourceText("c.yaml"))
    }
    #expect(found?.description == "c.yaml:1:4: there is no anchor &b before the alias *b")
  }
}
