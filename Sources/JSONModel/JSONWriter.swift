/// Writes a value in a style. Number texts and escapes go out as they came.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private let layout: JSONStyle.Layout
  private let limit: Int
  /// What must come out; where something else does, the rest is not written.
  private let expected: [UInt8]?
  private var checked = 0
  /// Whether writing ended early: a deep value in an indented style is many times longer than its text.
  private(set) var isCutOff = false

  init(_ style: JSONStyle, limit: Int = .max, expecting expected: [UInt8]? = nil) {
    layout = style.layout
    self.limit = limit
    self.expected = expected
  }

  /// Called before each element and member.
  private mutating func goesOn() -> Bool {
    if isCutOff { return false }
    if bytes.count > limit { isCutOff = true }
    if let expected {
      isCutOff = isCutOff || bytes.count > expected.count || bytes[checked...] != expected[checked..<bytes.count]
      checked = bytes.count
    }
    return !isCutOff
  }

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
      for (index, element) in elements.enumerated() where goesOn() {
        if index > 0 { append(comma) }
        line(element, comma: comma, colon: colon, inside: inside)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let object) where !object.isEmpty:
      append("{" + inside)
      for (index, member) in object.enumerated() where goesOn() {
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
      for (index, element) in elements.enumerated() where goesOn() {
        if index > 0 { append(",") }
        newLine(unit, depth + 1)
        indented(element, unit: unit, depth: depth + 1)
      }
      newLine(unit, depth)
      bytes.append(UInt8(ascii: "]"))
    case .object(let object) where !object.isEmpty:
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in object.enumerated() where goesOn() {
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
      for (index, element) in elements.enumerated() where goesOn() {
        newLine(" ", indent + 2)
        let isLast = index == elements.count - 1
        fitted(element, width: width, indent: indent + 2, column: indent + 2, trailing: isLast ? 0 : 1)
        if !isLast { append(",") }
      }
      newLine(" ", indent)
      bytes.append(UInt8(ascii: "]"))
    case .object(let object) where !object.isEmpty:
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in object.enumerated() where goesOn() {
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

  /// Nil where it would be more than `limit` bytes, found out without writing many more.
  public func bytes(_ style: JSONStyle, limit: Int) -> [UInt8]? {
    var writer = JSONWriter(style, limit: limit)
    writer.write(self)
    let bytes = style.endsLine ? writer.bytes + [10] : writer.bytes
    return writer.isCutOff || bytes.count > limit ? nil : bytes
  }

  /// Whether the style gives these bytes. Stops at the first other one.
  func gives(_ expected: [UInt8], in style: JSONStyle) -> Bool {
    var writer = JSONWriter(style, expecting: expected)
    writer.write(self)
    if writer.isCutOff { return false }
    return style.endsLine ? writer.bytes + [10] == expected : writer.bytes == expected
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
