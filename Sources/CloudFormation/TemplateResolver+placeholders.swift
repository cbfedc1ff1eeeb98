import JSONModel

extension TemplateResolver {
  /// The definition with what `DefinitionSubstitutions` says in the place of each `${name}`; other placeholders stay.
  /// Nil where a value has a problem. `file` is what the definition is in.
  mutating func filled(
    _ definition: MappedText, of file: JSONDocument, from substitutions: JSONCursor?
  ) -> MappedText? {
    guard let substitutions else { return definition }
    guard substitutions.kind == .object else {
      report(.expected("an object of names and values", found: substitutions.kind), at: substitutions)
      return nil
    }
    var values: [JSONString: [UInt8]] = [:]
    var isWhole = true
    for member in substitutions.members {
      guard let value = value(of: member.value) else {
        isWhole = false
        continue
      }
      values[member.key] = value
    }
    guard isWhole, !values.isEmpty else { return isWhole ? definition : nil }
    return filled(definition, of: file, values, at: substitutions)
  }

  private mutating func value(of cursor: JSONCursor) -> [UInt8]? {
    switch cursor.kind {
    case .number, .bool: Array(cursor.sourceBytes)
    default: text(cursor)?.bytes
    }
  }

  private mutating func filled(
    _ definition: MappedText, of file: JSONDocument, _ values: [JSONString: [UInt8]], at cursor: JSONCursor
  ) -> MappedText? {
    let bytes = definition.bytes
    var result = MappedText(of: file)
    var start = 0, index = 0
    // Each piece leads to one place, so a new one begins wherever a value or a name may.
    func add(upTo end: Int) {
      if end > start { result.append(bytes[start..<end], for: definition.position(of: start)) }
      start = end
    }
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "$"), let (name, end) = TemplateResolver.placeholder(in: bytes, at: index),
        let value = values[name]
      {
        add(upTo: index)
        guard spend(value.count, at: cursor) else { return nil }
        result.append(value[...], for: definition.position(of: index))
        (start, index) = (end, end)
      } else {
        if TemplateResolver.isBoundary(bytes[index]) {
          add(upTo: index)
          add(upTo: index + (bytes[index] == UInt8(ascii: "\"") ? 0 : 1))
        }
        index += 1
      }
      guard result.bytes.count <= TemplateResolver.maxDefinitionBytes else {
        report(.tooLong(limit: TemplateResolver.maxDefinitionBytes), at: cursor)
        return nil
      }
    }
    add(upTo: bytes.count)
    return result
  }

  /// The name in `${name}` and where that ends. A name has letters, digits and underlines alone.
  private static func placeholder(in bytes: [UInt8], at index: Int) -> (name: JSONString, end: Int)? {
    guard bytes[index...].starts(with: "${".utf8) else { return nil }
    let name = bytes[(index + 2)...].prefix(while: isWordPart)
    guard !name.isEmpty, name.endIndex < bytes.count, bytes[name.endIndex] == UInt8(ascii: "}") else { return nil }
    return (JSONString(String(decoding: name, as: UTF8.self)), name.endIndex + 1)
  }

  private static func isWordPart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func isBoundary(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "{"), 9, 10, 13, 32:
      true
    default: false
    }
  }
}
