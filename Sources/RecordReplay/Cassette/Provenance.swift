public import Clocks
public import HTTPModel

/// Where an interaction comes from, and when.
public struct Provenance: Hashable, Sendable {
  public enum Origin: Hashable, Sendable {
    /// Seen on the wire by Tapedeck.
    case recorded
    /// Seen on the wire by another tool.
    case imported(Source)
    /// Written from published documentation.
    case documented
    /// Changed after it was recorded.
    case edited

    /// As in a cassette file.
    public var name: String {
      switch self {
      case .recorded: "recorded"
      case .imported: "imported"
      case .documented: "documented"
      case .edited: "edited"
      }
    }
  }

  /// The recording that an interaction was imported from.
  public struct Source: Hashable, Sendable {
    /// The tool that recorded, with its version.
    public var tool: String
    /// The file's name without its folder.
    public var file: String
    /// What the tool's format does not keep.
    public var lost: [String]
    /// Bodies that the tool's file does not hold as they were on the wire.
    public var missing: Missing
    public init(tool: String, file: String, lost: [String], missing: Missing = Missing()) {
      self.tool = tool
      self.file = file
      self.lost = lost
      self.missing = missing
    }
  }

  /// Which bodies are not those that were on the wire, and why: sentences that `import` and a miss say. Who puts the
  /// right body into a cassette takes it out.
  public struct Missing: Hashable, Sendable {
    public var request: String?
    /// Where it is there, replay answers with a miss.
    public var response: String?
    public init(request: String? = nil, response: String? = nil) {
      self.request = request
      self.response = response
    }
  }

  /// Of an imported interaction; nothing for every other.
  public var missing: Missing { if case .imported(let source) = origin { source.missing } else { Missing() } }

  /// As stated. Whether the digest agrees is `Interaction.origin`.
  public var origin: Origin
  /// When the request was sent; nil where nobody knows.
  public var at: Instant?
  /// From the request to the end of the answer; nil where nobody knows.
  public var duration: Duration?
  /// Nil where nobody knows.
  public var `protocol`: HTTPVersion?
  /// `sha-256=<base64>` over the bodies' bytes as stored; nil for a body that is not there.
  var digests = Digests()

  struct Digests: Hashable, Sendable { var request: String?, response: String? }

  public init(_ origin: Origin, at: Instant? = nil, duration: Duration? = nil, protocol: HTTPVersion? = nil) {
    self.origin = origin
    self.at = at
    self.duration = duration
    self.protocol = `protocol`
  }
}
