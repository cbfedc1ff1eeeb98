import CorpusReplay

enum SchemaSeeds {
  static let texts: [String] = [
    #"{"type":"object","properties":{"a":{"type":"string","minLength":1}},"required":["a"]}"# + "\u{1e}{\"a\":\"\"}",
    ##"{"$ref":"#/$defs/a","$defs":{"a":{"$anchor":"x","items":{"$ref":"#x"}}}}"## + "\u{1e}[[],[1]]",
    ##"{"$id":"http://x/","$dynamicAnchor":"m","properties":{"b":{"$dynamicRef":"#m"}},"unevaluatedProperties":false}"##
      + "\u{1e}{\"b\":{\"c\":1}}",
    ##"{"$recursiveAnchor":true,"additionalProperties":{"$recursiveRef":"#"}}"## + "\u{1e}{\"a\":{}}",
    #"{"oneOf":[{"properties":{"t":{"const":"a"}},"required":["t"],"type":"object"},"#
      + #"{"properties":{"t":{"enum":["b","c"]}},"required":["t"],"type":"object"}]}"# + "\u{1e}{\"t\":\"b\"}",
    #"{"anyOf":[{"type":"null"},{"prefixItems":[{"minimum":1e400}],"contains":{"multipleOf":0.01}}]}"#
      + "\u{1e}[1e401]",
    #"{"if":{"const":1},"then":{"not":{}},"else":{"enum":[{"a":[1.0]},2]}}"# + "\u{1e}{\"a\":[1]}",
    #"{"pattern":"^(\\w+)-\\1$","format":"date-time","contentEncoding":"base64","contentMediaType":"application/json"}"#
      + "\u{1e}\"e30=\"",
    #"{"dependencies":{"a":["b"],"c":{"maxProperties":1}},"patternProperties":{"^x":false},"propertyNames":{"maxLength":2}}"#
      + "\u{1e}{\"a\":1,\"b\":2,\"c\":3}",
    #"{"$schema":"http://json-schema.org/draft-04/schema#","id":"http://y/","maximum":5,"exclusiveMaximum":true}"#
      + "\u{1e}5",
    #"{"openapi":"3.1.0","components":{"schemas":{"a":{"$id":"b"}}}}"#, "{\"$schema\":\"http://x/\"}",
    #"{"$ref":"https://json-schema.org/draft/2020-12/schema"}"#, #"{"uniqueItems":true,"items":{"uniqueItems":true}}"#,
  ]

  static let all = texts.map { Array($0.utf8) } + (0..<40).map { drawn($0) }

  /// Bytes to draw a schema and values from.
  private static func drawn(_ seed: Int) -> [UInt8] {
    (0..<200).map { place -> UInt8 in
      let mixed: Int = (place * 37 + seed * 101) * (place ^ seed)
      return UInt8(truncatingIfNeeded: mixed >> 3) | 1
    }
  }

  private static func definitions(_ count: Int, _ one: (Int) -> String) -> String {
    let all = list(Fuzzer.scaled(count)) { "\"d\($0)\":\(one($0))" }
    return "{\"$ref\":\"#/$defs/d0\",\"$defs\":{\(all),\"last\":{}}}"
  }

  /// One text for each number.
  private static func list(_ count: Int, _ one: (Int) -> String) -> String {
    (0..<count).map(one).joined(separator: ",")
  }

  /// A schema and a value.
  private static func pair(_ schema: String, _ value: String) -> String { "\(schema)\u{1e}\(value)" }

  private static func nested(_ open: String, _ count: Int, _ inner: String, _ close: String) -> String {
    String(repeating: open, count: count) + inner + String(repeating: close, count: count)
  }

  static let large: [Fuzzer.Large] = [
    Fuzzer.Large("references in a row") { () -> String in
      let last = Fuzzer.scaled(16_000)
      return definitions(16_000) { "{\"$ref\":\"#/$defs/\($0 + 1 == last ? "last" : "d\($0 + 1)")\"}" }
    },
    Fuzzer.Large("references that double") { () -> String in
      let last = Fuzzer.scaled(640)
      return definitions(640) { number -> String in
        let next = "{\"$ref\":\"#/$defs/\(number + 1 == last ? "last" : "d\(number + 1)")\"}"
        return "{\"anyOf\":[{\"not\":\(next)},{\"allOf\":[\(next)]}]}"
      }
    },
    Fuzzer.Large("properties") { () -> String in
      "{\"properties\":{\(list(Fuzzer.scaled(40_000)) { "\"p\($0)\":{}" })}}"
    },
    Fuzzer.Large("names alike at both ends") { () -> String in
      let count = Fuzzer.scaled(20_000)
      let schemas = list(count) { "\"aaaaaaaa\($0 + 100_000)bbbbbbbb\":{}" }
      return pair("{\"properties\":{\(schemas)}}", "{\(list(count) { "\"aaaaaaaa\($0 + 100_000)bbbbbbbb\":1" })}")
    },
    Fuzzer.Large("patterns for every name") { () -> String in
      let patterns = list(64) { "\"^(a|b)*\($0)$\":{}" }
      return pair("{\"patternProperties\":{\(patterns)}}", "{\(list(Fuzzer.scaled(8_000)) { "\"ababab\($0)\":1" })}")
    },
    Fuzzer.Large("an enumeration") { () -> String in
      "{\"enum\":[\(list(Fuzzer.scaled(30_000)) { "{\"a\":[\($0),\"b\"]}" })]}"
    },
    Fuzzer.Large("unique elements at each level") { () -> String in
      let inner = Fuzzer.repeated("[1,2],", 1 << 19) + "0"
      return pair("{\"uniqueItems\":true,\"items\":{\"$ref\":\"#\"}}", nested("[", 400, inner, "]"))
    },
    Fuzzer.Large("alternatives of a deep value") { () -> String in
      let more = "{\"items\":{\"$ref\":\"#\"},\"minItems\":2}", fewer = "{\"items\":{\"$ref\":\"#\"},\"maxItems\":0}"
      return pair("{\"anyOf\":[\(more),\(fewer)]}", nested("[", 500, "[1]", "]"))
    },
    Fuzzer.Large("what is not evaluated, at each level") { () -> String in
      let choice = "{\"properties\":{\"a\":{\"$ref\":\"#\"}}},{\"$ref\":\"#/$defs/x\"}"
      let schema = "{\"anyOf\":[\(choice)],\"$defs\":{\"x\":{}},\"unevaluatedProperties\":false}"
      return pair(schema, nested("{\"a\":", 400, "1", "}"))
    },
    Fuzzer.Large("failures by the thousand") { () -> String in
      let schema = "{\"items\":{\"anyOf\":[{\"type\":\"null\"},{\"type\":\"string\",\"minLength\":9}]}}"
      return pair(schema, "[\(Fuzzer.repeated("1,\"a\",", 1 << 19))0]")
    },
    Fuzzer.Large("digits") { () -> String in
      let divisor = "0." + Fuzzer.repeated("3", 1 << 16)
      return pair("{\"multipleOf\":\(divisor),\"maximum\":1e9}", Fuzzer.repeated("9", 1 << 19))
    },
    Fuzzer.Large("schemas inside each other") { () -> String in nested("{\"not\":", 500, "{}", "}") },
    Fuzzer.Large("identifiers") { () -> String in
      let schemas = list(Fuzzer.scaled(16_000)) { "\"d\($0)\":{\"$id\":\"http://x/\($0)\",\"$anchor\":\"a\"}" }
      return "{\"$defs\":{\(schemas)}}"
    },
    Fuzzer.Large("dynamic anchors") { () -> String in
      let items = "\"$dynamicAnchor\":\"m\",\"items\":{\"$dynamicRef\":\"#m\"}"
      let schemas = list(Fuzzer.scaled(8_000)) { "{\"$id\":\"http://x/\($0)\",\(items)}" }
      return pair("{\"$dynamicAnchor\":\"m\",\"allOf\":[\(schemas)]}", "[[],[1]]")
    },
  ]
}
