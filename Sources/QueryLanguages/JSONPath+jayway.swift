package import JSONModel

/// Jayway's words for what a path did not find. They are part of AWS's causes.
extension JSONPath {
  /// `$['a'][0]`
  static func jaywayText(_ tokens: ArraySlice<Token>) -> String { "$" + tokens.map(jaywayText(of:)).joined() }

  static func jaywayText(of token: Token) -> String {
    switch token {
    case .member(let name): "['\(name)']"
    case .members(let names): "[" + names.map { "'\($0)'" }.joined(separator: ",") + "]"
    case .index(let index): "[\(index)]"
    case .indices(let indices): "[" + indices.map(String.init).joined(separator: ",") + "]"
    case .slice(.from(let from)): "[\(from):]"
    case .slice(.to(let to)): "[:\(to)]"
    case .slice(.between(let from, let to)): "[\(from):\(to)]"
    case .wildcard: "[*]"
    case .filter: "[?]"
    case .descent(let token): ".." + jaywayText(of: token)
    case .function(let function): ".\(function.name)()"
    }
  }
}

extension JSONPathFunction {
  fileprivate var name: String {
    switch self {
    case .length: "length"
    case .keys: "keys"
    case .first: "first"
    case .last: "last"
    case .index: "index"
    case .aggregate(let aggregate): aggregate.rawValue
    }
  }
}

extension JSONPathEvaluation {
  func noObject(_ names: [String], _ place: JSONValue, _ path: ArraySlice<JSONPath.Token>) -> JSONPath.Missing {
    let fragment = JSONPath.jaywayText(of: names.count == 1 ? .member(names[0]) : .members(names))
    return JSONPath.Missing(
      kind: .absent,
      text: "Expected to find an object with property \(fragment) in path \(JSONPath.jaywayText(path)) but found "
        + "'\(place.javaClass)'. This is not a json object according to the JsonProvider: "
        + "'com.jayway.jsonpath.spi.json.JacksonJsonProvider'.")
  }

  func noArray(
    _ token: JSONPath.Token, _ place: JSONValue, _ path: ArraySlice<JSONPath.Token>
  ) -> JSONPath.Missing {
    JSONPath.Missing(
      kind: .absent,
      text: place.isNull
        ? "The path \(JSONPath.jaywayText(path)) is null"
        : "Filter: \(JSONPath.jaywayText(of: token)) can only be applied to arrays. Current context is: "
          + place.javaText)
  }
}

extension JSONValue {
  fileprivate var javaClass: String {
    switch self {
    case .null: "null"
    case .bool: "java.lang.Boolean"
    case .number(let number):
      if number.text.utf8.contains(where: { ".eE".utf8.contains($0) }) {
        "java.lang.Double"
      } else if let int = number.int {
        Int32(exactly: int) == nil ? "java.lang.Long" : "java.lang.Integer"
      } else {
        "java.math.BigInteger"
      }
    case .string: "java.lang.String"
    case .array: "java.util.ArrayList"
    case .object: "java.util.LinkedHashMap"
    }
  }

  /// As Java prints maps and lists: `{a=1, b=[x, null]}`.
  package var javaText: String {
    switch self {
    case .null: "null"
    case .bool(let flag): String(flag)
    case .number(let number): number.text
    case .string(let string): string.text
    case .array(let elements): "[" + elements.map(\.javaText).joined(separator: ", ") + "]"
    case .object(let object):
      "{" + object.map { "\($0.key.text)=\($0.value.javaText)" }.joined(separator: ", ") + "}"
    }
  }
}
