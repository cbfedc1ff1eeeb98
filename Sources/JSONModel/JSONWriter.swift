/// Writes a value in a style. Number texts and escapes go out as they came.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private let layout: JSONStyle.Layout

  init(_ style: JSONStyle) { layout = style.layout }

  mutating func write(_ value: JSONValue) {
    switch layout {
    case .line(let afterComma, let afterColon): line(value, comma: "," + afterComma, colon: ":" + afterColon)
    case .indented(let unit): indented(value, unit: unit, depth: 0)
    case .fitted(let width): fitted(value, width: width, indent: 0, column: 0, trailing: 0)
    }
  }

  private mutating func append(_ text: String) { bytes += text.utf8 }

  private mutating func scalar(_ value: JSONValue) {
    switch value {
    case .null: append("null")
    case .bool(let flag): append(flag ? "true" : "false")
    case .number(let number): append(number.text)
    case .string(let string): quoted(string)
    case .array: append("[]")
    case .object: append("{}")
    }
  }

  private mutating func quoted(_ string: JSONString) {
    bytes.append(UInt8(ascii: "\""))
    append(string.escaped)
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func line(_ value: JSONValue, comma: String, colon: String, inside: String = "") {
    switch value {
    case .array(let elements) where !elements.isEmpty:
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { append(comma) }
        line(element, comma: comma, colon: colon, inside: inside)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let object) where !object.isEmpty:
      append("{" + inside)
      for (index, member) in object.enumerated() {
        if index > 0 { append(comma) }
        quoted(member.key)
        append(colon)
        line(member.value, comma: comma, colon: colon, inside: inside)
      }
      append(inside + "}")
    default: scalar(value)
    }
  }

  private mutating func newLine(_ unit: String, _ depth: Int) {
    bytes.append(10)
    for _ in 0..<depth { append(unit) }
  }

  private mutating func indented(_ value: JSONValue, unit: String, depth: Int) {
    switch value {
    case .array(let elements) where !elements.isEmpty:
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { append(",") }
        newLine(unit, depth + 1)
        indented(element, unit: unit, depth: depth + 1)
      }
      newLine(unit, depth)
      bytes.append(UInt8(ascii: "]"))
    case .object(let object) where !object.isEmpty:
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in object.enumerated() {
        if index > 0 { append(",") }
        newLine(unit, depth + 1)
        quoted(member.key)
        append(": ")
        indented(member.value, unit: unit, depth: depth + 1)
      }
      newLine(unit, depth)
      bytes.append(UInt8(ascii: "}"))
    default: scalar(value)
    }
  }

  /// `column` is where the value begins; `trailing` is what must still fit behind it (a comma).
  private mutating func fitted(_ value: JSONValue, width: Int, indent: Int, column: Int, trailing: Int) {
    guard value.lineLength(limit: width - column - trailing) == nil else {
      line(value, comma: ", ", colon: ": ", inside: " ")
      return
    }
    switch value {
    case .array(let elements) where !elements.isEmpty:
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        newLine(" ", indent + 2)
        let isLast = index == elements.count - 1
        fitted(element, width: width, indent: indent + 2, column: indent + 2, trailing: isLast ? 0 : 1)
        if !isLast { append(",") }
      }
      newLine(" ", indent)
      bytes.append(UInt8(ascii: "]"))
    case .object(let object) where !object.isEmpty:
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in object.enumerated() {
        newLine(" ", indent + 2)
        quoted(member.key)
        append(": ")
        let isLast = index == object.count - 1
        let column = indent + 6 + member.key.escaped.utf8.count
        fitted(member.value, width: width, indent: indent + 2, column: column, trailing: isLast ? 0 : 1)
        if !isLast { append(",") }
      }
      newLine(" ", indent)
      bytes.append(UInt8(ascii: "}"))
    default: scalar(value)
    }
  }
}

extension JSONValue {
  public func bytes(_ style: JSONStyle = .compact) -> [UInt8] {
    var writer = JSONWriter(style)
    writer.write(self)
    return style.endsLine ? writer.bytes + [10] : writer.bytes
  }

  public func text(_ style: JSONStyle = .compact) -> String { String(decoding: bytes(style), as: UTF8.self) }

  /// The length on one line in the fitted style; nil where it is more than `limit`, found out without reading on.
  fileprivate func lineLength(limit: Int) -> Int? {
    var length = 0
    switch self {
    case .null: length = 4
    case .bool(let flag): length = flag ? 4 : 5
    case .number(let number): length = number.text.utf8.count
    case .string(let string): length = string.escaped.utf8.count + 2
    case .array(let elements):
      length = 2
      for (index, element) in elements.enumerated() {
        guard let inner = element.lineLength(limit: limit - length) else { return nil }
        length += inner + (index > 0 ? 2 : 0)
        if length > limit { return nil }
      }
    case .object(let object):
      length = object.isEmpty ? 2 : 4
      for (index, member) in object.enumerated() {
        length += member.key.escaped.utf8.count + 4 + (index > 0 ? 2 : 0)
        guard let inner = member.value.lineLength(limit: limit - length) else { return nil }
        length += inner
      }
    }
    return length > limit ? nil : length
  }
}
