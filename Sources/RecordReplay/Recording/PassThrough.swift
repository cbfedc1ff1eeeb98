public import HTTPModel

/// Lets requests to some hosts through unrecorded that clients send to their proxy with an absolute target. Stands before
/// an `APIRouter`; tunnels (CONNECT) are the server's to pass.
public struct PassThrough: Responder {
  private let hosts: Set<String>
  private let apis: [API]
  private let upstream: any Responder
  private let inner: any Responder

  /// `hosts` are names and addresses in lower case, on any port. What has an API goes to `inner`, as all else.
  public init(hosts: Set<String>, apis: [API], upstream: any Responder, answering inner: any Responder) {
    (self.hosts, self.apis, self.upstream, self.inner) = (hosts, apis, upstream, inner)
  }

  public func respond(to request: Request) -> Answer {
    guard !hosts.isEmpty, !request.via.isTunnelled, let url = request.target.absoluteURL,
      hosts.contains(url.origin.host), apis.api(for: url) == nil
    else { return inner.respond(to: request) }
    var request = request
    request.origin = url.origin
    request.target = url.target
    return upstream.respond(to: request.forwarded)
  }
}
