import CorpusReplay
import JSONModel
import YAMLReading

/// The YAML reader: what it takes is JSON with places in the text, what it refuses is refused at a place in the text.
enum FuzzYAML {
  static let fuzzer = Fuzzer(
    "FuzzYAML", seeds: seeds.map { Array($0.utf8) },
    shared: SharedInputs(["recordings", "contracts"], endingIn: [".yml", ".yaml"], upTo: 8 << 10), large: large,
    check: check)

  static func check(_ bytes: [UInt8]) {
    // Offsets are those of the text in UTF-8.
    let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    let length = isUTF16 ? bytes.count * 2 : bytes.count
    let hasMark = isUTF16 || bytes.starts(with: [0xEF, 0xBB, 0xBF])
    func check(_ position: TextPosition) {
      require(position.offset <= length, "\(position) lies behind the end")
      guard !hasMark, bytes.count < 1 << 14 else { return }
      require(position == TextPosition(of: position.offset, in: bytes), "\(position) is wrong")
    }
    for schema in [YAMLSchema.core, .yaml11] {
      let documents: [YAMLDocument]
      do throws(YAMLError) {
        documents = try YAMLDocument.all(in: bytes, options: YAMLOptions(schema: schema, limits: limits))
      } catch {
        if let position = error.place.position { check(position) }
        continue
      }
      for document in documents { holds(document, schema, check) }
    }
  }

  /// A fuzzer would else spend most of its time on the few inputs whose aliases double.
  private static var limits: YAMLLimits {
    var limits = YAMLLimits()
    #if FUZZING
      (limits.values, limits.expandedBytes) = (10_000, 1 << 18)
    #endif
    return limits
  }

  static func holds(_ document: YAMLDocument, _ schema: YAMLSchema, _ check: (TextPosition) -> Void) {
    let root = document.json.root
    require(document.json.duplicateKeys.isEmpty, "a key is duplicated")
    guard let plain = try? JSONDocument(parsing: document.json.bytes) else {
      return require(false, "what was made is no JSON")
    }
    require(plain.root.value == root.value, "a value changed")
    // JSON is YAML, but for characters and long keys that libyaml does not take, and those that break lines in YAML 1.1.
    if schema == .core, !hasForeignBreak(document.json.bytes),
      let again = try? YAMLDocument(parsing: document.json.bytes)
    {
      require(again.json.root.value == plain.root.value, "JSON read as YAML is something else")
    }
    var open = [root]
    var seen = 0
    while let value = open.popLast(), seen < 200 {
      seen += 1
      check(value.position)
      open += value.elements
      for member in value.members {
        check(member.keyPosition)
        open.append(member.value)
      }
    }
  }

  /// Whether U+0085, U+2028 or U+2029 is in it.
  static func hasForeignBreak(_ bytes: [UInt8]) -> Bool {
    bytes.indices.dropLast().contains { index in
      bytes[index] == 0xC2 && bytes[index + 1] == 0x85 || bytes[index] == 0xE2 && bytes[index + 1] == 0x80
    }
  }

  static let seeds = [
    "", "a", "a: b\nc:\n- d\n- e: {f: [g, 'h', \"i\\n\"]}\n", "---\na\n...\n--- b\n", "%YAML 1.1\n---\nno\n",
    "%TAG !e! tag:yaml.org,2002:\n---\n- !e!str 1\n", "a: |2-\n    b\n\n   c\nd: >+\n  e\n\n  f\n\n", "&a [&b c, *b]\n",
    "- &a {b: 1}\n- <<: *a\n  c: 2\n- <<: [*a, {d: 3}]\n", "? a\n: b\n? |\n  c\n: - d\n", "\u{feff}é: ü\r\nö: ß\r\n",
    "- 0x1F\n- 0o17\n- 0b11\n- 1_000\n- .5\n- +1\n- 1:30\n- 1e3\n- 08\n- .inf\n",
    "- ~\n- yes\n- NO\n- True\n- null\n-\n",
    "!!binary |\n  AP8B\n  /w==\n", "!!str 1", "! 1", "!x y", "- !!int '1'\n- !!float 1.\n- !!null ''\n",
    "{a: 1, a: 2}", "*a",
    "&a {b: *a}", "\"\\x41\\u00e9\\U0001F600\\_\\N\\\n x\"", "'it''s'", "a: b: c", "\ta", "[a, b", "{a: [b}",
    "a:\n b\n  c: d",
    "{\"a\":[1.0,\"b\\/c\"],\"d\":null}", "a #b\n#c\n", "- - - a\n    - b\n", "? \n: ", "{? a : b, ? , : c}",
    "a: !<!x> b",
  ]

  static let large: [Fuzzer.Large] = [
    Fuzzer.Large("brackets") { Fuzzer.repeated("[") }, Fuzzer.Large("braces") { Fuzzer.repeated("{") },
    Fuzzer.Large("braces with keys") { Fuzzer.repeated("{a: ") }, Fuzzer.Large("dashes") { Fuzzer.repeated("- ") },
    Fuzzer.Large("question marks") { Fuzzer.repeated("? ") }, Fuzzer.Large("colons") { Fuzzer.repeated(": ") },
    Fuzzer.Large("deep indents") { (0..<1_400).map { String(repeating: " ", count: $0) + "a:\n" }.joined() },
    Fuzzer.Large("510 levels") {
      Fuzzer.repeated("[", 510) + Fuzzer.repeated("0, ", 1 << 19) + Fuzzer.repeated("]", 510)
    },
    Fuzzer.Large("elements") { "[" + Fuzzer.repeated("0,", 1 << 19) + "0]" },
    Fuzzer.Large("elements in lines") { Fuzzer.repeated("- 0\n") },
    Fuzzer.Large("keys") { (0..<Fuzzer.scaled(70_000)).map { "k\($0): \($0)\n" }.joined() },
    Fuzzer.Large("keys in braces") {
      "{" + (0..<Fuzzer.scaled(70_000)).map { "k\($0): \($0)" }.joined(separator: ",") + "}"
    },
    Fuzzer.Large("a plain scalar in lines") { "a: " + Fuzzer.repeated("b\n  ") },
    Fuzzer.Large("a plain scalar of words") { "a: " + Fuzzer.repeated("b ") },
    Fuzzer.Large("a literal") { "a: |\n" + Fuzzer.repeated("  b \"c\"\n") },
    Fuzzer.Large("a folded text") { "a: >\n" + Fuzzer.repeated("  b\n\n") },
    Fuzzer.Large("escapes") { "\"" + Fuzzer.repeated("\\U0001F600\\n\\\n ") + "\"" },
    Fuzzer.Large("quotes") { "'" + Fuzzer.repeated("''") + "'" },
    Fuzzer.Large("no end") { "\"" + Fuzzer.repeated("a\n") },
    Fuzzer.Large("blanks") { Fuzzer.repeated(" ") + "a" }, Fuzzer.Large("lines") { Fuzzer.repeated("\n") + "a" },
    Fuzzer.Large("comments") { Fuzzer.repeated("# a\n") + "a" },
    Fuzzer.Large("characters") { Fuzzer.repeated("é, ") + "]" },
    Fuzzer.Large("places of characters") { "[" + Fuzzer.repeated("é, ") + "]" },
    Fuzzer.Large("anchors") { (0..<Fuzzer.scaled(70_000)).map { "- &a\($0) b\n" }.joined() },
    Fuzzer.Large("one anchor") { Fuzzer.repeated("- &a b\n- *a\n") },
    Fuzzer.Large("aliases") { "- &a [" + Fuzzer.repeated("b,", 20) + "]\n" + Fuzzer.repeated("- *a\n") },
    Fuzzer.Large("an alias bomb") {
      "a0: &a0 [b]\n"
        + (1...Fuzzer.scaled(16_000)).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
    },
    Fuzzer.Large("merge keys") { "- &a {b: c}\n" + Fuzzer.repeated("- {<<: *a}\n") },
    Fuzzer.Large("merges of nothing") {
      "- &a [" + Fuzzer.repeated("{},") + "{}]\n" + Fuzzer.repeated("- {<<: *a}\n")
    },
    Fuzzer.Large("one merge") { "- &a {b: c}\n- {" + Fuzzer.repeated("<<: *a, ") + "}\n" },
    Fuzzer.Large("a chain of merges") {
      "- &a0 {}\n" + (1...Fuzzer.scaled(8_000)).map { "- &a\($0) {<<: *a\($0 - 1), b\($0): c}\n" }.joined()
    },
    Fuzzer.Large("tags") { Fuzzer.repeated("- !!str a\n") },
    Fuzzer.Large("a tag") { "!" + Fuzzer.repeated("%41") + " a" },
    Fuzzer.Large("directives") { (0..<Fuzzer.scaled(70_000)).map { "%TAG !a\($0)! b\n" }.joined() + "---\na" },
    Fuzzer.Large("documents") { Fuzzer.repeated("--- a\n") },
    Fuzzer.Large("digits") { Fuzzer.repeated("9") }, Fuzzer.Large("hexadecimal digits") { "0x" + Fuzzer.repeated("f") },
    Fuzzer.Large("parts of sixty") { "1" + Fuzzer.repeated(":59") },
    Fuzzer.Large("scores") { "1" + Fuzzer.repeated("_") },
    Fuzzer.Large("Base64") { "!!binary |\n" + Fuzzer.repeated("  AAAA\n") },
    Fuzzer.Large("an explicit key") { "? " + Fuzzer.repeated("a") + "\n: b" },
    Fuzzer.Large("possible keys") { "[" + Fuzzer.repeated("\"a\" , ") },
  ]
}
