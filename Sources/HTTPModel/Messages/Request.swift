/// A request as it is on the wire, and the server it is meant for.
public struct Request: Sendable {
  public var method: HTTPMethod
  public var origin: Origin
  /// As on the request line. `APIRouter` turns base-URL and absolute-form targets into origin and origin-form target.
  public var target: Target
  /// As given or as received, `Host` and framing fields included.
  public var headers: HeaderFields
  public var body: Body
  public var via: Via

  public init(
    _ method: HTTPMethod, _ origin: Origin, _ target: Target, headers: HeaderFields = [], body: Body = .empty,
    via: Via = Via()
  ) {
    self.method = method
    self.origin = origin
    self.target = target
    self.headers = headers
    self.body = body
    self.via = via
  }

  /// How a request came in.
  public struct Via: Hashable, Sendable {
    /// The name of the listener; empty for a request that came over none.
    public var listener: String
    /// The user name that the client gave to the proxy; nil where it gave none.
    public var proxyUser: String?
    /// Whether it came through a tunnel: then it is meant for its origin, and no path of it for this server itself.
    public var isTunnelled: Bool
    public init(listener: String = "", proxyUser: String? = nil, isTunnelled: Bool = false) {
      self.listener = listener
      self.proxyUser = proxyUser
      self.isTunnelled = isTunnelled
    }
  }

  /// The absolute URL, where the target is in origin form.
  public var url: AbsoluteURL { AbsoluteURL(origin: origin, target: target) }
  /// The media type of `Content-Type`; nil where there is none or it cannot be read.
  public var mediaType: MediaType? { headers.first("content-type").flatMap { MediaType($0) } }
}
