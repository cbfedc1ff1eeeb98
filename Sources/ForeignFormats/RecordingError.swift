public import JSONModel

/// Why another tool's recording could not be read. It never quotes a value of the file.
public struct RecordingError: Error, Hashable, Sendable, CustomStringConvertible {
  public let reason: String
  /// Its file is never quoted: it may hold secrets.
  public let place: SourcePlace

  public init(_ reason: String, at place: SourcePlace) { (self.reason, self.place) = (reason, place) }

  /// `file:line:column: reason`.
  public var description: String { "\(place): \(reason)" }
}
