public import Clocks
public import HTTPModel
public import JSONModel

/// A HAR 1.2 file: another tool's recording.
public struct HARFile: Sendable {
  /// The tool that wrote it, with its version.
  public let tool: String
  /// In the order of the file, counted from 1 where a user names them.
  public let entries: [HAREntry]
}

/// One exchange of a HAR file. It may hold secrets.
public struct HAREntry: Sendable {
  /// Bodies are bytes, with their content codings undone.
  public let exchange: Exchange
  /// When the request was sent; nil where the file does not say.
  public let at: Instant?
  public let duration: Duration?
  /// Nil where the file does not say.
  public let `protocol`: HTTPVersion?
  /// What the file does not hold of this exchange, besides what no HAR file holds.
  public let lost: [String]
  /// Of the entry in the file.
  public let place: SourcePlace

  /// What no HAR file holds.
  public static let alwaysLost = ["how bodies were framed and coded", "trailers", "1xx responses"]
}
