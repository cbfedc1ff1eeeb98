import CorpusReplay

/// Schemas and values drawn from an input: few names and few values, so that they often meet.
struct SchemaDraw {
  var draw: Draw

  init(_ bytes: [UInt8]) { draw = Draw(bytes) }

  private static let names = ["a", "b", "ab", "c"]
  private static let types = ["null", "boolean", "integer", "number", "string", "array", "object"]
  private static let scalars = [
    "null", "true", "false", "0", "1", "1.0", "2", "-1", "1.5", "1e2", "\"\"", "\"a\"", "\"b\"", "\"ab\"",
    "\"\\u0061\"",
    "\"2026-01-31\"",
  ]

  /// A schema with definitions that it, and they, refer to.
  mutating func root() -> String {
    let definitions = (0..<4).map { "\"d\($0)\":\(schema(2))" }.joined(separator: ",")
    let anchor =
      draw.next(4) == 0 ? ",\"x\":{\"$id\":\"http://x/\",\"$dynamicAnchor\":\"m\",\"items\":\(schema(1))}" : ""
    var keywords = self.keywords(3)
    keywords.append("\"$defs\":{\(definitions)\(anchor)}")
    if draw.next(3) == 0 { keywords.append("\"$dynamicAnchor\":\"m\"") }
    return "{\(keywords.joined(separator: ","))}"
  }

  mutating func value(_ depth: Int = 3) -> String {
    switch depth == 0 ? 0 : draw.next(4) {
    case 1: return "[\((0..<draw.next(4)).map { _ in value(depth - 1) }.joined(separator: ","))]"
    case 2, 3:
      return
        "{\(SchemaDraw.names.shuffled(by: draw.next(24)).prefix(draw.next(4)).map { "\"\($0)\":\(value(depth - 1))" }.joined(separator: ","))}"
    default: return draw.one(of: SchemaDraw.scalars)
    }
  }

  mutating func schema(_ depth: Int) -> String {
    if depth == 0 || draw.next(6) == 0 {
      return draw.one(of: ["true", "false", "{}", "{\"$ref\":\"#/$defs/d\(draw.next(4))\"}", "{\"type\":\"null\"}"])
    }
    return "{\(keywords(depth).joined(separator: ","))}"
  }

  private mutating func keywords(_ depth: Int) -> [String] {
    var names: Set<String> = []
    var keywords: [String] = []
    for _ in 0...draw.next(4) {
      let (name, value) = keyword(depth)
      if names.insert(name).inserted { keywords.append("\"\(name)\":\(value)") }
    }
    return keywords
  }

  private mutating func list(_ depth: Int) -> String {
    "[\((0...draw.next(3)).map { _ in schema(depth - 1) }.joined(separator: ","))]"
  }

  private mutating func map(_ depth: Int, _ names: [String] = SchemaDraw.names) -> String {
    "{\(names.prefix(1 + draw.next(3)).map { "\"\($0)\":\(schema(depth - 1))" }.joined(separator: ","))}"
  }

  private mutating func nameList() -> String {
    "[\(SchemaDraw.names.prefix(draw.next(4)).map { "\"\($0)\"" }.joined(separator: ","))]"
  }

  private mutating func keyword(_ depth: Int) -> (String, String) {
    switch draw.next(40) {
    case 0...4: return ("type", "\"\(draw.one(of: SchemaDraw.types))\"")
    case 5: return ("type", "[\"\(draw.one(of: SchemaDraw.types))\",\"null\"]")
    case 6, 7: return ("enum", "[\(value(1)),\(value(1)),\(value(1))]")
    case 8: return ("const", value(1))
    case 9...13: return ("properties", map(depth))
    case 14: return ("patternProperties", map(depth, ["^a", "b$", ""]))
    case 15: return ("additionalProperties", schema(depth - 1))
    case 16: return ("propertyNames", schema(depth - 1))
    case 17, 18: return ("required", nameList())
    case 19: return ("items", schema(depth - 1))
    case 20: return ("prefixItems", list(depth))
    case 21: return ("contains", schema(depth - 1))
    case 22: return (draw.one(of: ["minContains", "maxContains", "minItems", "maxItems"]), "\(draw.next(3))")
    case 23: return (draw.one(of: ["minProperties", "maxProperties", "minLength", "maxLength"]), "\(draw.next(3))")
    case 24: return (draw.one(of: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]), "\(draw.next(3))")
    case 25: return ("multipleOf", draw.one(of: ["1", "0.5", "2"]))
    case 26: return ("uniqueItems", "true")
    case 27: return ("pattern", draw.one(of: ["\"a\"", "\"^b?$\"", "\"(a|b)+$\""]))
    case 28: return ("allOf", list(depth))
    case 29: return ("anyOf", list(depth))
    case 30: return ("oneOf", list(depth))
    case 31: return ("not", schema(depth - 1))
    case 32: return ("if", schema(depth - 1))
    case 33: return ("then", schema(depth - 1))
    case 34: return ("else", schema(depth - 1))
    case 35: return ("dependentSchemas", map(depth))
    case 36: return ("dependentRequired", "{\"\(draw.one(of: SchemaDraw.names))\":\(nameList())}")
    case 37: return ("unevaluatedProperties", schema(depth - 1))
    case 38: return ("unevaluatedItems", schema(depth - 1))
    default: return draw.next(3) == 0 ? ("$dynamicRef", "\"#m\"") : ("$ref", "\"#/$defs/d\(draw.next(4))\"")
    }
  }
}

extension [String] {
  /// In one of the orders that a number stands for.
  fileprivate func shuffled(by number: Int) -> [String] {
    var rest = self, result: [String] = [], number = number
    while !rest.isEmpty {
      result.append(rest.remove(at: number % rest.count))
      number /= rest.count + 1
    }
    return result
  }
}
