import Hashing
import JSONModel

/// What a scalar is in JSON.
struct YAMLScalar {
  let kind: JSONKind
  /// As JSON writes it.
  let json: [UInt8]
  var isBinary = false
  /// Of a text in lines (`|`) the parts of `json`, by where they end, and where each is in the YAML text. Empty for others.
  var lines: [(end: Int, offset: Int)] = []

  static let null = YAMLScalar(kind: .null, json: Array("null".utf8))
  static func bool(_ flag: Bool) -> YAMLScalar { YAMLScalar(kind: .bool, json: Array((flag ? "true" : "false").utf8)) }
  static func number(_ text: [UInt8]) -> YAMLScalar { YAMLScalar(kind: .number, json: text) }

  static func text(_ value: some Sequence<UInt8>) -> YAMLScalar {
    var json: [UInt8] = []
    JSONString.append(quoting: value, to: &json)
    return YAMLScalar(kind: .string, json: json)
  }

  /// A text in lines, each of which knows where it is. `starts` has a place for each.
  static func text(_ value: [UInt8], linesAt starts: [Int]) -> YAMLScalar {
    var json = [UInt8(ascii: "\"")]
    var lines: [(end: Int, offset: Int)] = []
    for (line, start) in zip(value.split(separator: 10, omittingEmptySubsequences: false), starts) {
      if !lines.isEmpty { json += Array("\\n".utf8) }
      var quoted: [UInt8] = []
      JSONString.append(quoting: line, to: &quoted)
      json += quoted.dropFirst().dropLast()
      lines.append((json.count, start))
    }
    json.append(UInt8(ascii: "\""))
    lines[lines.count - 1].end = json.count
    return YAMLScalar(kind: .string, json: json, lines: lines)
  }

  /// A scalar by its tag, or, where a plain one has none, by what it looks like.
  static func resolved(
    _ value: [UInt8], tag: String?, isPlain: Bool, schema: YAMLSchema
  ) throws(YAMLError.Kind) -> YAMLScalar {
    guard let tag else { return isPlain ? try schema.resolve(value) ?? .text(value) : .text(value) }
    switch tag {
    // `!` alone says that a plain scalar is text.
    case "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp": return .text(value)
    case "tag:yaml.org,2002:binary", "!binary":
      // Blanks and line breaks are for the reader.
      guard let bytes = Base64.decode(value.filter { $0 > 32 }) else { throw .notBase64 }
      var scalar = YAMLScalar.text(Base64.encode(bytes).utf8)
      scalar.isBinary = true
      return scalar
    // What PyYAML wrote for texts of Python 2.
    case "tag:yaml.org,2002:python/unicode", "tag:yaml.org,2002:python/str": return .text(value)
    case "tag:yaml.org,2002:null": return try resolved(value, as: .null, tag, schema)
    case "tag:yaml.org,2002:bool": return try resolved(value, as: .bool, tag, schema)
    case "tag:yaml.org,2002:float": return try resolved(value, as: .number, tag, schema)
    case "tag:yaml.org,2002:int":
      let scalar = try resolved(value, as: .number, tag, schema)
      let isInteger = scalar.json.allSatisfy { $0 == UInt8(ascii: "-") || (48...57).contains($0) }
      if !isInteger { throw .notTagged(shown(tag)) }
      return scalar
    case "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map": throw .notTagged(shown(tag))
    default: throw .unknownTag(shown(tag))
    }
  }

  private static func resolved(
    _ value: [UInt8], as kind: JSONKind, _ tag: String, _ schema: YAMLSchema
  ) throws(YAMLError.Kind) -> YAMLScalar {
    guard let scalar = try schema.resolve(value), scalar.kind == kind else { throw .notTagged(shown(tag)) }
    return scalar
  }

  /// A tag as it is usually written.
  static func shown(_ tag: String) -> String {
    let standard = "tag:yaml.org,2002:"
    return tag.hasPrefix(standard) ? "!!" + tag.dropFirst(standard.count) : tag
  }
}
