/// A place in something that a user wrote or named. What isn't known of it is nil, and left out where it is printed.
public struct SourcePlace: Hashable, Sendable, CustomStringConvertible {
  /// Nil for a text that came from no file.
  public let source: SourceText?
  /// Nil where the whole file is meant, or a folder, or something that has no lines.
  public let position: TextPosition?
  /// From the root of the JSON text, or of the JSON that the text was turned into. Nil where no value is meant.
  public let pointer: JSONPointer?

  public init(_ source: SourceText?, _ position: TextPosition? = nil, pointer: JSONPointer? = nil) {
    (self.source, self.position, self.pointer) = (source, position, pointer)
  }

  /// A file or folder as a whole.
  public init(file: String) { self.init(SourceText(file)) }

  public var file: String? { source?.file }

  /// `file:line:column`, as compilers write it; the pointer only where there is no position.
  public var description: String {
    let place = position.map { "\($0)" } ?? pointer.map { "\($0)" }
    return [file, place].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ":")
  }

  /// The column as editors and SARIF count it: in UTF-16 code units, from 1. Nil where the text isn't known.
  public var utf16Column: Int? { position.flatMap { source?.utf16Column(at: $0) } }

  /// The line and a caret below the column; empty where the place has none, or its file may not be quoted.
  var excerpt: [String] { position.flatMap { source?.excerpt(at: $0)?.lines } ?? [] }
}
