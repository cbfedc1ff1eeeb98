public import Clocks
public import HTTPModel
public import JSONModel

/// Another tool's recording.
public struct ForeignRecording: Sendable {
  /// The tool that wrote it, with its version.
  public let tool: String
  /// In the order of the file, counted from 1 where a user names them.
  public let entries: [ForeignExchange]
  /// What no file of its format holds.
  public let alwaysLost: [String]
  /// What a user should know of the file as a whole.
  public var notes: [String] = []

  /// A file with more is not read.
  public static let maxEntries = 100_000
}

/// One exchange of another tool's recording. It may hold secrets.
public struct ForeignExchange: Sendable {
  /// Bodies are bytes. Their content codings may be undone or not, whatever `Content-Encoding` says.
  public let exchange: Exchange
  /// When the request was sent; nil where the file does not say.
  public let at: Instant?
  public let duration: Duration?
  /// Nil where the file does not say.
  public let `protocol`: HTTPVersion?
  /// What the file does not hold of this exchange, besides what no file of its format holds.
  public let lost: [String]
  /// Of the entry in the file.
  public let place: SourcePlace
}
