/// A credential that an audit found in a file. It never holds the credential.
public struct AuditFinding: Hashable, Sendable {
  /// As it is printed: the path that was given, and the way from there.
  public let file: String
  /// From 1; the column counts bytes.
  public let line: Int, column: Int
  /// The same column in UTF-16 code units, as SARIF counts.
  public let utf16Column: Int
  /// `shape:jwt`, `name:password`.
  public let rule: String
  /// `low`, `medium`, `high`.
  public let confidence: String
  /// The mark that a known shape begins with, and how long the value is: `sk_live_… (32 bytes)`.
  public let masked: String
  /// Of rule, file and value; it stays the same where the value moves in its file.
  public let fingerprint: String

  public init(
    file: String, line: Int, column: Int, utf16Column: Int, rule: String, confidence: String, masked: String,
    fingerprint: String
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.utf16Column = utf16Column
    self.rule = rule
    self.confidence = confidence
    self.masked = masked
    self.fingerprint = fingerprint
  }
}
