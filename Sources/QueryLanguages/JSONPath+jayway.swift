package import JSONModel

/// Jayway's words for what a path did not find. They are part of AWS's causes.
extension JSONPath {
  static func jaywayText(_ steps: [ReferenceStep]) -> String {
    var text = "$"
    for step in steps {
      switch step {
      case .member(let name): text += "['\(name)']"
      case .index(let index): text += "[\(index)]"
      }
    }
    return text
  }

  static func jaywayText(of token: Token) -> String {
    switch token {
    case .member(let name): "['\(name)']"
    case .members(let names): "[" + names.map { "'\($0)'" }.joined(separator: ", ") + "]"
    case .index(let index): "[\(index)]"
    case .indexFromCount(let number): "[@.size()\(number)]"
    case .indices(let indices): "[" + indices.map(String.init).joined(separator: ",") + "]"
    case .slice(.from(let from)): "[\(from):]"
    case .slice(.to(let to)): "[:\(to)]"
    case .slice(.between(let from, let to)): "[\(from):\(to)]"
    case .wildcard: "[*]"
    case .filter: "[?]"
    case .descent: ".."
    }
  }

  static func jaywayText(_ tokens: ArraySlice<Token>) -> String { tokens.map(jaywayText(of:)).joined() }
}

extension JSONValue {
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
