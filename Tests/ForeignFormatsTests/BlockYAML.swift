import JSONModel

/// The part of YAML that most VCR files are written in: block mappings and sequences, plain and quoted scalars. Whatever
/// else a file holds (tags, anchors, block scalars, flow collections) is an error: it is then not read at all.
struct BlockYAML {
  struct Unread: Error, CustomStringConvertible {
    let line: Int, reason: String
    var description: String { "line \(line): \(reason)" }
  }

  private let lines: [String]
  private var index = 0

  /// All scalars are strings; what is empty is null.
  static func read(_ bytes: [UInt8]) throws -> JSONValue {
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var reader = BlockYAML(lines: lines.first == "---" ? Array(lines.dropFirst()) : lines)
    let value = try reader.node(0)
    reader.skipBlank()
    guard reader.index == reader.lines.count else { throw reader.unread("what comes here belongs to nothing") }
    return value
  }

  private init(lines: [String]) { self.lines = lines }

  private func unread(_ reason: String) -> Unread { Unread(line: index + 1, reason: reason) }

  private mutating func skipBlank() {
    while index < lines.count, lines[index].allSatisfy({ $0 == " " }) { index += 1 }
  }

  /// How far the next line is indented; -1 at the end.
  private mutating func indent() -> Int {
    skipBlank()
    return index < lines.count ? lines[index].utf8.prefix { $0 == 32 }.count : -1
  }

  private mutating func node(_ level: Int) throws -> JSONValue {
    lines[index].dropFirst(level).hasPrefix("- ") ? try sequence(level) : try mapping(level, first: nil)
  }

  private mutating func sequence(_ level: Int) throws -> JSONValue {
    var elements: [JSONValue] = []
    while indent() == level, lines[index].dropFirst(level).hasPrefix("- ") {
      let rest = String(lines[index].dropFirst(level + 2))
      elements.append(
        BlockYAML.key(rest) == nil ? try scalar(rest, level) : try mapping(level + 2, first: rest))
    }
    return .array(elements)
  }

  /// `first` is what stands behind the `- ` of its first line.
  private mutating func mapping(_ level: Int, first: String?) throws -> JSONValue {
    var object = JSONObject()
    var first = first
    while first != nil || indent() == level && !lines[index].dropFirst(level).hasPrefix("- ") {
      let line = first ?? String(lines[index].dropFirst(level))
      first = nil
      guard let (key, rest) = BlockYAML.key(line) else { throw unread("this is no member") }
      if !rest.isEmpty {
        object.append(key: key, value: try scalar(rest, level))
        continue
      }
      index += 1
      let next = indent()
      let isSequence = next >= 0 && lines[index].dropFirst(next).hasPrefix("- ")
      object.append(key: key, value: next > level || next == level && isSequence ? try node(next) : .null)
    }
    return .object(object)
  }

  /// `name: rest`.
  private static func key(_ line: String) -> (name: String, rest: String)? {
    guard let colon = line.firstIndex(of: ":"),
      line[..<colon].allSatisfy({ $0.isLetter || $0.isNumber || "_-".contains($0) })
    else { return nil }
    let rest = line[line.index(after: colon)...]
    return rest.isEmpty || rest.first == " " ? (String(line[..<colon]), String(rest.dropFirst())) : nil
  }

  /// One that may go on in lines that are indented further than `level`.
  private mutating func scalar(_ start: String, _ level: Int) throws -> JSONValue {
    switch start.first {
    case "'": return .string(try quoted(start.dropFirst(), "'"))
    case "\"": return .string(try quoted(start.dropFirst(), "\""))
    case "|", ">", "!", "&", "*", "{", "[", "%", "@", "`", "#", "?":
      throw unread("a \(start.prefix(1)) begins the value")
    default: break
    }
    var text = start
    index += 1
    while indent() > level {
      text += " " + lines[index].dropFirst(indent())
      index += 1
    }
    guard !text.contains(" #"), !text.contains(": ") else { throw unread("a plain value with a mark in it") }
    return text == "null" ? .null : .string(text)
  }

  /// Line ends inside are blanks, and empty lines line ends.
  private mutating func quoted(_ start: Substring, _ quote: Character) throws -> String {
    var text = "", rest = start
    var blankLines = 0
    while true {
      var isEnded = false, joins = false
      while let letter = rest.popFirst() {
        if letter == quote {
          if quote == "'", rest.first == "'" {
            text.append(rest.removeFirst())
          } else {
            isEnded = true
            break
          }
        } else if letter == "\\", quote == "\"" {
          guard let escaped = rest.popFirst() else {
            joins = true
            break
          }
          text += try escape(escaped, &rest)
        } else {
          text.append(letter)
        }
      }
      index += 1
      if isEnded {
        guard rest.isEmpty else { throw unread("text behind a quotation") }
        return text
      }
      if !joins { while text.last == " " { text.removeLast() } }
      blankLines = 0
      while index < lines.count, lines[index].allSatisfy({ $0 == " " }) {
        (index, blankLines) = (index + 1, blankLines + 1)
      }
      guard index < lines.count else { throw unread("a quotation does not end") }
      text += blankLines > 0 ? String(repeating: "\n", count: blankLines) : joins ? "" : " "
      rest = lines[index].drop { $0 == " " }
    }
  }

  private func escape(_ letter: Character, _ rest: inout Substring) throws -> String {
    switch letter {
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "\\", "\"", "/", " ": return String(letter)
    case "x", "u":
      let count = letter == "x" ? 2 : 4
      let digits = rest.prefix(count)
      guard digits.count == count, let number = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(number) else {
        throw unread("an escape that is none")
      }
      rest = rest.dropFirst(count)
      return String(Character(scalar))
    default: throw unread("an escape \\\(letter)")
    }
  }
}
