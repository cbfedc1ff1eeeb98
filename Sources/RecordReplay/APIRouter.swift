public import HTTPModel

/// Finds out whom a request that came over a listener is meant for, before anything else sees it.
///
/// Two forms of target: absolute (`https://api.keygen.sh/v1/…`), as proxies get it, and below a base URL
/// (`/keygen/v1/…`), whose first segment is an API's name. What is neither goes on as it came: a replayer has no
/// interaction for it and says so. Who puts a live client behind must refuse what has no API.
public struct APIRouter: Responder {
  private let apis: [API]
  private let inner: any Responder

  public init(apis: [API], answering inner: any Responder) {
    self.apis = apis
    self.inner = inner
  }

  public func respond(to request: Request) async -> Outcome { await inner.respond(to: routed(request)) }

  /// The same request with the origin it is meant for and a target in origin form.
  public func routed(_ request: Request) -> Request {
    var request = request
    if let url = request.ownURL(apis) {
      request.target = url.target
    } else if let url = request.target.absoluteURL {
      let isWholeServer = request.method == .options && Array("\(url.origin)".utf8) == request.target.bytes
      request.origin = url.origin
      // RFC 9112 section 3.2.4: what has no path is meant for the server as a whole.
      request.target = isWholeServer ? Target("*") : url.target
      return request
    }
    return belowBaseURL(request) ?? request
  }

  private func belowBaseURL(_ request: Request) -> Request? {
    let bytes = request.target.bytes
    guard bytes.first == UInt8(ascii: "/") else { return nil }
    let ends: [UInt8] = [UInt8(ascii: "/"), UInt8(ascii: "?")]
    let end = bytes.dropFirst().firstIndex(where: ends.contains) ?? bytes.endIndex
    guard let api = apis.first(where: { $0.name.utf8.elementsEqual(bytes[1..<end]) }), let host = api.hosts.first else {
      return nil
    }
    var request = request
    let rest = Array(bytes[end...])
    let path = host.path + (rest.first == UInt8(ascii: "/") ? rest : [UInt8(ascii: "/")] + rest)
    request.origin = host.origin
    request.target = Target(path)
    request.headers.replace("host", with: host.origin.authority)
    return request
  }
}

extension Request {
  /// What an absolute target of our own means: some clients write a base URL of ours in full. A name on the network is
  /// never taken for us: what is meant for a host that no API has must not reach one. Nil for every other target.
  func ownURL(_ apis: [API]) -> AbsoluteURL? {
    guard let url = target.absoluteURL, url.origin == origin, url.origin.isLoopback, apis.api(for: url) == nil else {
      return nil
    }
    return url
  }
}

extension Origin {
  /// Whether the host is this machine by its very name.
  fileprivate var isLoopback: Bool {
    host == "localhost" || host == "::1" || host.utf8.starts(with: "127.".utf8)
  }
}
