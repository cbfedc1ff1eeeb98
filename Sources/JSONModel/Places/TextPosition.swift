/// A place in a text.
public struct TextPosition: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// From 1; lines end with LF, CR LF or a lone CR.
  public let line: Int
  /// From 1, in UTF-8 bytes.
  public let column: Int
  /// From 0, in bytes.
  public let offset: Int

  public init(line: Int, column: Int, offset: Int) {
    self.line = line
    self.column = column
    self.offset = offset
  }

  /// Finds the line of `offset` by reading `bytes` up to it. An offset past the end is the end.
  public init(of offset: Int, in bytes: [UInt8]) {
    let offset = min(offset, bytes.count)
    var line = 1, start = 0, index = 0
    while index < offset {
      let byte = bytes[index]
      index += 1
      if byte == 10 || (byte == 13 && !(index < bytes.count && bytes[index] == 10)) {
        line += 1
        start = index
      }
    }
    self.init(line: line, column: offset - start + 1, offset: offset)
  }

  public static func < (left: TextPosition, right: TextPosition) -> Bool { left.offset < right.offset }

  /// `line:column`, as compilers write it.
  public var description: String { "\(line):\(column)" }
}
