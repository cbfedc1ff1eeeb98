import JSONModel

/// A value that is written as YAML, with comments.
indirect enum YAMLBlock: Sendable {
  case scalar(JSONValue)
  /// Of scalars; in brackets where they fit in a line.
  case values([JSONValue])
  case list([YAMLBlock])
  case mapping([Member])

  struct Member: Sendable {
    let key: String
    let value: YAMLBlock
    /// Stands behind the key. It may quote names of a recording; what could end its line is not written.
    var comment = ""

    init(_ key: String, _ value: YAMLBlock, _ comment: String = "") {
      (self.key, self.value, self.comment) = (key, value, comment)
    }

    init(_ key: String, text: String) { self.init(key, .scalar(.string(text))) }
  }

  /// What it stands for.
  var json: JSONValue {
    switch self {
    case .scalar(let value): value
    case .values(let values): .array(values)
    case .list(let items): .array(items.map(\.json))
    case .mapping(let members): .object(JSONObject(members.map { ($0.key, $0.value.json) }))
    }
  }
}

/// Writes blocks, line by line.
struct YAMLWriter {
  private(set) var text = ""
  private let lineEnd: String
  /// In columns; a list that would pass it is written with a line for each.
  private static let width = 110

  init(lineEnd: String = "\n") { self.lineEnd = lineEnd }

  mutating func line(_ line: String) { text += line + lineEnd }

  mutating func write(_ members: [YAMLBlock.Member], indent: Int) {
    for member in members { write(member, indent: indent, prefix: String(repeating: " ", count: indent)) }
  }

  /// The items of a list, whose hyphens are at `indent`.
  mutating func write(items: [YAMLBlock], indent: Int) {
    let blanks = String(repeating: " ", count: indent)
    for item in items {
      switch item {
      case .scalar(let value): line("\(blanks)- \(YAMLText.scalar(value))")
      case .values(let values): line("\(blanks)- \(YAMLWriter.brackets(values))")
      case .mapping(let members) where !members.isEmpty:
        for (number, member) in members.enumerated() {
          write(member, indent: indent + 2, prefix: number == 0 ? "\(blanks)- " : "\(blanks)  ")
        }
      case .mapping: line("\(blanks)- {}")
      case .list(let items): line("\(blanks)- \(JSONValue.array(items.map(\.json)).text())")
      }
    }
  }

  /// `prefix` stands before the key: blanks, or a hyphen.
  private mutating func write(_ member: YAMLBlock.Member, indent: Int, prefix: String) {
    let key = "\(prefix)\(YAMLText.text(member.key)):"
    let comment = member.comment.isEmpty ? "" : " # \(YAMLText.inOneLine(member.comment))"
    switch member.value {
    case .scalar(let value): line("\(key) \(YAMLText.scalar(value))\(comment)")
    case .values(let values):
      let text = "\(key) \(YAMLWriter.brackets(values))"
      if text.utf8.count <= YAMLWriter.width || values.isEmpty { return line(text + comment) }
      line(key + comment)
      write(items: values.map(YAMLBlock.scalar), indent: indent + 2)
    case .list(let items):
      if items.isEmpty { return line("\(key) []\(comment)") }
      line(key + comment)
      write(items: items, indent: indent + 2)
    case .mapping(let members):
      if members.isEmpty { return line("\(key) {}\(comment)") }
      line(key + comment)
      write(members, indent: indent + 2)
    }
  }

  static func brackets(_ values: [JSONValue]) -> String {
    "[" + values.map { YAMLText.scalar($0, inFlow: true) }.joined(separator: ", ") + "]"
  }
}
