/// No interaction fits a request: the facts, as text, redacted.
public struct Miss: Hashable, Sendable {
  public enum Reason: String, Hashable, Sendable {
    /// Nothing recorded fits.
    case neverRecorded = "never-recorded"
    /// What fits has been given out already.
    case usedUp = "used-up"
    /// The request's body is longer than what is compared.
    case bodyTooLong = "body-too-long"
    /// It asks for another protocol (`Upgrade`), which is never recorded.
    case switchesProtocol = "switches-protocol"
    /// What fits can no longer be read from the cassette.
    case unreadable
    /// What fits was imported from a file that did not hold the response's body as it was.
    case bodyMissing = "body-missing"
    /// What fits is a 304, and the request has no condition.
    case notModified = "not-modified"
    /// A browser asks whether it may ask, and that was never recorded.
    case preflight
  }

  public let reason: Reason
  public let method: String
  /// The absolute URL, secrets in its query replaced.
  public let url: String
  /// The API the request is for; nil where no API has this host.
  public let api: String?
  /// Where the cassette is, as the user named it.
  public let cassette: String
  /// Of the same API; nil where it has none.
  public let closest: Closest?
  /// Where `api` is nil: those that the cassette has.
  public let apis: [KnownAPI]
  /// Of `apis`, the one that has an interaction for what was asked: a base URL's path was lost on the way.
  public let meant: String?
  /// Of what is unreadable: which file, and why. Of a body that is missing: why. Else nil.
  public let damage: String?

  public init(
    reason: Reason, method: String, url: String, api: String?, cassette: String, closest: Closest?,
    apis: [KnownAPI] = [], meant: String? = nil, damage: String? = nil
  ) {
    self.reason = reason
    self.method = method
    self.url = url
    self.api = api
    self.cassette = cassette
    self.closest = closest
    self.apis = apis
    self.meant = meant
    self.damage = damage
  }

  /// An API that could have been meant.
  public struct KnownAPI: Hashable, Sendable {
    public let name: String
    /// Its first host: `https://api.keygen.sh`.
    public let url: String
    public init(name: String, url: String) {
      self.name = name
      self.url = url
    }
  }

  /// The interaction that came nearest, and why it is not the one.
  public struct Closest: Hashable, Sendable {
    /// The interaction's name: its file without `.json`.
    public let interaction: String
    /// Empty where it fits but is used up.
    public let mismatches: [Mismatch]
    public init(interaction: String, mismatches: [Mismatch]) {
      self.interaction = interaction
      self.mismatches = mismatches
    }
  }
}

/// One reason why a request does not fit an interaction.
public struct Mismatch: Hashable, Sendable, CustomStringConvertible {
  /// Where: a JSON pointer into the stored request, such as `/method`, `/url`, `/headers/accept` or `/body/json/data/id`.
  public let pointer: String
  /// What the interaction holds there; nil where it holds nothing.
  public let recorded: String?
  /// What the request holds there; nil where it holds nothing.
  public let received: String?
  public init(pointer: String, recorded: String?, received: String?) {
    self.pointer = pointer
    self.recorded = recorded
    self.received = received
  }
  public var description: String {
    "\(pointer): recorded \(recorded ?? "nothing"), received \(received ?? "nothing")"
  }
}
