import CorpusReplay
import JSONModel

/// The JSON reader: what it takes comes back byte for byte, what it refuses is refused at a place in the text.
enum FuzzJSON {
  static let fuzzer = Fuzzer(
    "FuzzJSON", seeds: seeds.map { Array($0.utf8) },
    shared: SharedInputs(["conformance", "recordings", "apis"], endingIn: [".json", ".har"], upTo: 2 << 10),
    large: large, check: check)

  static func check(_ bytes: [UInt8]) {
    let document: JSONDocument
    do throws(JSONSyntaxError) {
      document = try JSONDocument(parsing: bytes)
    } catch {
      require(error.position.offset <= bytes.count, "\(error) lies behind the end")
      require(error.position == TextPosition(of: error.position.offset, in: bytes), "\(error) has a wrong line")
      return
    }
    let value = document.root.value
    let compact = value.bytes()
    guard let again = try? JSONDocument(parsing: compact) else { return require(false, "what was written is no JSON") }
    require(again.root.value == value, "a value changed")
    require(again.root.value.hashValue == value.hashValue, "equal values have two hashes")
    require(again.root.value.bytes() == compact, "bytes changed")
    require(value.differences(to: again.root.value).isEmpty, "a value differs from itself")
    if let style = JSONStyle.detect(in: document) {
      require(value.bytes(style) == bytes, "\(style.name) does not hold")
    }
    _ = document.duplicateKeys
    // Finding the way to a value costs a walk.
    walk(document, value, limit: bytes.count < 1 << 14 ? 24 : 5)
  }

  /// Every value knows where it is and how to get there.
  static func walk(_ document: JSONDocument, _ value: JSONValue, limit: Int) {
    var open = [document.root]
    var seen = 0
    while let place = open.popLast(), seen < limit {
      seen += 1
      let position = place.position
      require(position == TextPosition(of: position.offset, in: document.bytes), "\(position) is wrong")
      require(document.bytes[position.offset...].starts(with: place.sourceBytes), "\(position) holds something else")
      if let text = place.string { require(JSONValue.string(text).text == text, "a text changed at \(position)") }
      if let number = place.number {
        require(JSONNumber(number.text) == number, "a number changed at \(position)")
        if let int = number.int { require(JSONNumber(int) == number, "\(int) is another number at \(position)") }
      }
      let pointer = place.pointer
      require(JSONPointer(pointer.description) == pointer, "\(pointer) changed")
      require(value.resolve(pointer) == document.root.resolve(pointer)?.value, "\(pointer) leads astray")
      open += place.elements
      open += place.members.map(\.value)
    }
  }

  static let seeds = [
    "", " ", "null", "[]", "{}", "[1,2.5,-0,1e400,1E-5,123456789012345678901234567890]", "\"\\ud83d\\ude00\\ud800é☃😀\"",
    "{\"a\":{\"b\":[true,false,null,{\"\":\"\\u0000\"}]},\"a\":1}", "{\n  \"a\": [\n    1,\n    2\n  ]\n}\n",
    "{ \"a\": [1, 2], \"b\": {} }\n", "{\"a\": 1, \"b\": [1, 2]}", "[\r\n\t1 ,\r2\n]", "\u{feff}1", "[01]", "[1,]",
    "nul",
    "\"\\x\"", "\"a", "[[[[[[[[[[1]]]]]]]]]]", "{\"é\":1,\"\\u00e9\":2}", "{\"~/\":{\"a/b\":[[1]]}}", "1.0e+0000000001",
  ]

  static let large: [Fuzzer.Large] = [
    Fuzzer.Large("brackets") { Fuzzer.repeated("[") },
    Fuzzer.Large("512 levels") {
      Fuzzer.repeated("[", 511) + "[" + Fuzzer.repeated("0,") + "0]" + Fuzzer.repeated("]", 511)
    },
    Fuzzer.Large("elements") { "[" + Fuzzer.repeated("0,") + "0]" },
    Fuzzer.Large("one key") {
      "[" + Fuzzer.repeated("0,", 1 << 19) + "{" + Fuzzer.repeated("\"a\":1,", 1 << 19) + "\"a\":1}]"
    },
    Fuzzer.Large("objects with one key twice") { "[" + Fuzzer.repeated("{\"a\":1,\"a\":2},") + "0]" },
    Fuzzer.Large("other keys") {
      "{" + (0..<Fuzzer.scaled(70_000)).map { "\"k\($0)\":\($0)" }.joined(separator: ",") + "}"
    },
    Fuzzer.Large("a digit") { Fuzzer.repeated("9") },
    Fuzzer.Large("an exponent") { "1e" + Fuzzer.repeated("9") },
    Fuzzer.Large("escapes") { "\"" + Fuzzer.repeated("\\ud83d\\ude00\\n") + "\"" },
    Fuzzer.Large("quotes without an end") { "[" + Fuzzer.repeated("\"\\\"") },
    Fuzzer.Large("lines") { "[" + Fuzzer.repeated("\n") + "0,]" },
    Fuzzer.Large("a deep indent") { Fuzzer.repeated("{\"a\":", 500 * 5) + "0" + Fuzzer.repeated("}", 500) },
  ]
}
