import HTTPModel
import JSONModel

/// How a value is written in its place of a message.
enum WrittenText: Hashable, Sendable {
  case plain
  /// In a header, a trailer or a reason: nothing with a control character is put there.
  case field
  case form
  /// In a JSON string; `isInner`: in a string of JSON that is in that string.
  case json(isInner: Bool)
  /// In place of a JSON number: a string where it is none.
  case number

  /// Nil for what cannot stand there.
  func writing(_ value: [UInt8]) -> [UInt8]? {
    switch self {
    case .plain: return value
    case .field: return value.isFieldText ? value : nil
    case .form: return Array(PercentEncoding.encoded(value).utf8)
    case .json(let isInner):
      let text = String(decoding: value, as: UTF8.self)
      return Array(JSONString(isInner ? JSONString(text).escaped : text).escaped.utf8)
    case .number:
      let text = String(decoding: value, as: UTF8.self)
      return JSONNumber(text) == nil ? JSONValue.string(text).bytes() : value
    }
  }

  /// Whether a text is JSON with strings in it.
  static func isJSON(_ text: [UInt8]) -> Bool {
    ContentKind.looksLikeJSON(text) && (try? JSONDocument(parsing: text)) != nil
  }

  /// What a part of a string of JSON denotes; nil where it is no such part.
  static func unescaped(_ part: ArraySlice<UInt8>) -> [UInt8]? {
    let quote = [UInt8(ascii: "\"")]
    return (try? JSONDocument(parsing: quote + part + quote))?.root.jsonString?.codeUnits
  }

  /// Where each byte of the value is written, and the end behind the last.
  func offsets(in written: ArraySlice<UInt8>) -> [Int] {
    var offsets: [Int] = []
    var index = written.startIndex
    while index < written.endIndex {
      let (length, count) = unit(at: index, in: written)
      offsets += Array(repeating: index, count: count)
      index += length
    }
    return offsets + [index]
  }

  /// How long what begins here is written, and how many bytes it stands for.
  private func unit(at index: Int, in written: ArraySlice<UInt8>) -> (length: Int, count: Int) {
    let left = written.endIndex - index
    switch (self, written[index]) {
    case (.form, UInt8(ascii: "%")):
      let isEscape = left >= 3 && PercentEncoding.decoded(written[index..<(index + 3)]).count == 1
      return (isEscape ? 3 : 1, 1)
    case (.json, UInt8(ascii: "\\")):
      guard left >= 6, written[index + 1] == UInt8(ascii: "u") else { return (min(2, left), 1) }
      let unit = WrittenText.unit(written[(index + 2)..<(index + 6)])
      if (0xD800..<0xDC00).contains(unit), left >= 12, written[index + 6] == UInt8(ascii: "\\"),
        written[index + 7] == UInt8(ascii: "u"),
        (0xDC00..<0xE000).contains(WrittenText.unit(written[(index + 8)..<(index + 12)]))
      {
        return (12, 4)
      }
      return (6, unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3)
    default: return (1, 1)
    }
  }

  /// Four hexadecimal digits.
  private static func unit(_ digits: ArraySlice<UInt8>) -> Int {
    Int(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0
  }
}
