/// In which of two ways a document that people write is written, told by what it begins with.
public enum DocumentSyntax: Sendable {
  case json, yaml

  /// A text whose first character, after blanks, is a brace or bracket is JSON; so YAML in braces is read as strictly as
  /// JSON is. One that must not be begins with `---`.
  public init(of bytes: [UInt8]) {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    let first = text.first { $0 != 32 && !(9...13).contains($0) }
    self = first == UInt8(ascii: "{") || first == UInt8(ascii: "[") ? .json : .yaml
  }
}
