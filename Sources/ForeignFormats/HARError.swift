public import JSONModel

/// Why a HAR file could not be read. It never quotes a value of the file.
public struct HARError: Error, Hashable, Sendable, CustomStringConvertible {
  public let reason: String
  public let file: String
  public let position: TextPosition?

  public init(_ reason: String, file: String, position: TextPosition? = nil) {
    self.reason = reason
    self.file = file
    self.position = position
  }

  /// `file:line:column: reason`.
  public var description: String { "\(file)\(position.map { ":\($0)" } ?? ""): \(reason)" }
}
