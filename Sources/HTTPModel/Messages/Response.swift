/// A response as it is on the wire.
public struct Response: Sendable {
  /// 100 to 999.
  public var status: Int { didSet { wireHead = nil } }
  /// As sent; empty where the status line had none.
  public var reason: String { didSet { wireHead = nil } }
  /// As given or as received, framing fields included.
  public var headers: HeaderFields { didSet { wireHead = nil } }
  public var body: Body { didSet { wireHead = nil } }
  /// Responses with 1xx status that came before, in order.
  public var interim: [Interim] { didSet { wireHead = nil } }
  public var version: HTTPVersion
  public var timing: Timing
  /// The name of the interaction this was replayed from; nil for a live response.
  public var replayedFrom: String?
  /// See `prepared()`.
  package internal(set) var wireHead: [UInt8]?

  public init(
    status: Int, reason: String = "", headers: HeaderFields = [], body: Body = .empty, interim: [Interim] = [],
    version: HTTPVersion = .http11, timing: Timing = Timing(), replayedFrom: String? = nil
  ) {
    self.status = status
    self.reason = reason
    self.headers = headers
    self.body = body
    self.interim = interim
    self.version = version
    self.timing = timing
    self.replayedFrom = replayedFrom
  }

  public struct Interim: Hashable, Sendable {
    public let status: Int, reason: String
    public let headers: HeaderFields
    public init(status: Int, reason: String, headers: HeaderFields) {
      self.status = status
      self.reason = reason
      self.headers = headers
    }
  }

  /// The media type of `Content-Type`; nil where there is none or it cannot be read.
  public var mediaType: MediaType? { headers.first("content-type").flatMap { MediaType($0) } }

  /// Whether a response with this status to this method has a body at all (RFC 9112 section 6.3).
  public static func hasBody(status: Int, to method: HTTPMethod) -> Bool {
    method != .head && status != 204 && status != 304 && !(100..<200).contains(status)
  }
}
