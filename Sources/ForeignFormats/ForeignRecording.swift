public import Clocks
public import HTTPModel
public import JSONModel
public import RecordReplay

/// Another tool's recording.
public struct ForeignRecording: Sendable {
  /// The tool that wrote it, with its version.
  public let tool: String
  /// In the order of time; those whose times are equal or missing in the order of the file.
  public let entries: [ForeignExchange]
  /// Entries that cannot become interactions, in the order of the file. They cost nobody else.
  public let refused: [Refusal]
  /// What no file of its format holds.
  public let alwaysLost: [String]
  /// What a user should know of the file as a whole.
  public var notes: [String] = []

  /// How many entries the file has.
  public var count: Int { entries.count + refused.count }

  /// A file with more is not read.
  public static let maxEntries = 100_000

  /// An entry that cannot become an interaction, and why.
  public struct Refusal: Hashable, Sendable {
    /// In the file, counted from 1.
    public let number: Int
    public let reason: String
    /// Of what is wrong.
    public let place: SourcePlace
    /// What it is for, as far as can be told; that of a WebSocket is the one of the HTTP request that begins it.
    public let url: AbsoluteURL?
  }

  init(tool: String, _ read: EntryList, alwaysLost: [String]) {
    (self.tool, entries, refused, self.alwaysLost) = (tool, read.inOrderOfTime, read.refused, alwaysLost)
  }
}

/// One exchange of another tool's recording. It may hold secrets.
public struct ForeignExchange: Sendable {
  /// Of its entry in the file, counted from 1.
  public let number: Int
  /// Bodies are bytes. Their content codings may be undone or not, whatever `Content-Encoding` says.
  public let exchange: Exchange
  /// When the request was sent; nil where the file does not say.
  public let at: Instant?
  public let duration: Duration?
  /// Nil where the file does not say.
  public let `protocol`: HTTPVersion?
  /// What the file does not hold of this exchange, besides what no file of its format holds.
  public let lost: [String]
  /// Bodies that were on the wire, and that the file does not hold as they were.
  public let missing: Provenance.Missing
  /// Of the entry in the file.
  public let place: SourcePlace
}
