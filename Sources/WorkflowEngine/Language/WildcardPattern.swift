/// StringMatches: `*` is any run of characters, `\*` and `\\` are themselves.
struct WildcardPattern: Sendable {
  /// The literal runs between the stars.
  private let parts: [[UInt8]]

  init(_ pattern: String) {
    var parts: [[UInt8]] = [[]]
    var isEscaped = false
    for byte in pattern.utf8 {
      if isEscaped {
        isEscaped = false
        parts[parts.count - 1].append(byte)
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "*") {
        parts.append([])
      } else {
        parts[parts.count - 1].append(byte)
      }
    }
    if isEscaped { parts[parts.count - 1].append(UInt8(ascii: "\\")) }
    self.parts = parts
  }

  func matches(_ text: String) -> Bool {
    var rest = Array(text.utf8)[...]
    guard parts.count > 1 else { return rest.elementsEqual(parts[0]) }
    guard rest.starts(with: parts[0]) else { return false }
    rest = rest.dropFirst(parts[0].count)
    for part in parts[1..<parts.count - 1] {
      guard let end = WildcardPattern.end(of: part, in: rest) else { return false }
      rest = rest[end...]
    }
    let last = parts[parts.count - 1]
    return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
  }

  private static func end(of part: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= part.count else { return nil }
    for start in bytes.startIndex...(bytes.endIndex - part.count)
    where bytes[start..<start + part.count].elementsEqual(part) {
      return start + part.count
    }
    return nil
  }
}
