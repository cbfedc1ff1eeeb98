public import HTTPModel

/// Finds out whom a request that came over a listener is meant for, before anything else sees it.
///
/// Two forms of target: absolute (`https://api.keygen.sh/v1/…`), as proxies get it, and below a base URL
/// (`/keygen/v1/…`), whose first segment is an API's name, and leads to its first host; `/keygen@HOST/v1/…` leads to
/// another of its hosts. What is neither goes on as it came: a replayer has no
/// interaction for it and says so. Who puts a live client behind must refuse what has no API.
public struct APIRouter: Responder {
  private let apis: [API]
  private let inner: any Responder
  /// How an absolute target begins that is for a host of an API, as most clients write it.
  private let beginnings: [(bytes: [UInt8], origin: Origin)]

  public init(apis: [API], answering inner: any Responder) {
    self.apis = apis
    self.inner = inner
    beginnings = apis.flatMap(\.hosts).map { (Array("\($0.origin)/".utf8), $0.origin) }
  }

  public func respond(to request: Request) -> Answer { inner.respond(to: routed(request)) }

  /// The same request with the origin it is meant for and a target in origin form.
  public func routed(_ request: Request) -> Request {
    var request = request
    if request.target.bytes.first == UInt8(ascii: "/") {
      if !request.via.isTunnelled { belowBaseURL(&request) }
    } else if !atKnownHost(&request) {
      if !request.via.isTunnelled, let url = request.ownURL(apis) {
        request.target = url.target
        belowBaseURL(&request)
      } else if let url = request.target.absoluteURL {
        let isWholeServer = request.method == .options && Array("\(url.origin)".utf8) == request.target.bytes
        request.origin = secured(url.origin)
        // RFC 9112 section 3.2.4: what has no path is meant for the server as a whole.
        request.target = isWholeServer ? Target("*") : url.target
      }
    }
    return request
  }

  private func atKnownHost(_ request: inout Request) -> Bool {
    let bytes = request.target.bytes
    for beginning in beginnings where bytes[...].begins(with: beginning.bytes) {
      // A fragment never goes on the wire.
      guard !bytes[...].holds(UInt8(ascii: "#")) else { return false }
      request.origin = beginning.origin
      request.target = Target(Array(bytes[(beginning.bytes.count - 1)...]))
      return true
    }
    return false
  }

  /// `http://` for a host that an API has as `https://` alone is that host: proxies are asked so by clients that leave TLS
  /// to them.
  private func secured(_ origin: Origin) -> Origin {
    guard origin == Origin(scheme: "http", host: origin.host) else { return origin }
    let secure = Origin(scheme: "https", host: origin.host)
    let hosts = apis.lazy.flatMap(\.hosts).map(\.origin)
    return !hosts.contains(origin) && hosts.contains(secure) ? secure : origin
  }

  /// Of a base URL's first segment.
  private func host(named segment: ArraySlice<UInt8>) -> BaseURL? {
    let at = segment.firstIndex(of: UInt8(ascii: "@")) ?? segment.endIndex
    guard let api = apis.first(where: { $0.name.utf8.elementsEqual(segment[..<at]) }) else { return nil }
    if at == segment.endIndex { return api.hosts.first }
    return api.hosts.first { $0.origin.authority.utf8.elementsEqual(segment[(at + 1)...]) }
  }

  private func belowBaseURL(_ request: inout Request) {
    let bytes = request.target.bytes
    let end =
      bytes.dropFirst().firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? bytes.endIndex
    let name = bytes[1..<end]
    guard let host = host(named: name) else { return }
    var target: [UInt8] = []
    target.reserveCapacity(host.path.count + bytes.count)
    target += host.path
    if end == bytes.endIndex || bytes[end] == UInt8(ascii: "?") { target.append(UInt8(ascii: "/")) }
    target += bytes[end...]
    request.origin = host.origin
    request.target = Target(target)
    request.headers.replace("host", with: host.origin.authority)
  }
}

extension Request {
  /// What an absolute target of our own means: some clients write a base URL of ours in full. A name on the network is
  /// never taken for us: what is meant for a host that no API has must not reach one. Nil for every other target.
  func ownURL(_ apis: [API]) -> AbsoluteURL? {
    guard origin.isLoopback, let url = target.absoluteURL, url.origin == origin, apis.api(for: url) == nil else {
      return nil
    }
    return url
  }
}
