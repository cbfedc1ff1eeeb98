public import HTTPModel
import JSONModel

/// Takes what APIs send to one's own endpoints, and lets all else go by.
///
/// Below `/_inbound/NAME` stands the endpoint of the API with this name. A router without anybody else behind it is for
/// a port that the world may reach: it also answers at the endpoints' own paths, so that a signature over the path stays
/// valid, and everything else is 404. Header fields and body go on as they come, `Host` included.
public struct InboundRouter: Responder {
  /// An endpoint, and who passes on to it what comes.
  public struct Route: Sendable {
    public let endpoint: InboundEndpoint
    public let responder: any Responder
    public init(_ endpoint: InboundEndpoint, answering responder: any Responder) {
      (self.endpoint, self.responder) = (endpoint, responder)
    }
  }

  private let routes: [Route]
  private let others: (any Responder)?

  /// `others` answers what is for no endpoint. No two routes may have the same API.
  public init(_ routes: [Route], answering others: (any Responder)? = nil) {
    // The longest path first, for own paths that are below others.
    self.routes = routes.sorted { $0.endpoint.url.target.bytes.count > $1.endpoint.url.target.bytes.count }
    self.others = others
  }

  public func respond(to request: Request) -> Answer {
    guard !request.via.isTunnelled, request.target.bytes.first == UInt8(ascii: "/") else { return pass(request) }
    let path = request.target.bytes[...]
    let isBelowRoot = path.begins(with: Array(InboundEndpoint.root.utf8))
    for route in routes {
      let name = Array(route.endpoint.path.utf8)
      let rest = path.begins(with: name) ? path[name.count...] : nil
      let own = others == nil ? route.endpoint.rest(of: request.target) : nil
      guard let target = (rest ?? own).flatMap(route.endpoint.target) else { continue }
      var request = request
      request.origin = route.endpoint.url.origin
      request.target = target
      return route.responder.respond(to: request)
    }
    return isBelowRoot ? .now(.response(notFound)) : pass(request)
  }

  private func pass(_ request: Request) -> Answer { others?.respond(to: request) ?? .now(.response(notFound)) }

  private var notFound: Response {
    let paths = routes.map { $0.endpoint.path }.sorted().joined(separator: ", ")
    let body: JSONValue = [
      "type": "about:blank", "title": "Not Found", "status": 404,
      "detail": .string("No endpoint is here; what is sent to \(paths) is passed on and recorded."),
    ]
    return Response(
      status: 404, reason: "Not Found", headers: [HeaderField("Content-Type", "application/problem+json")],
      body: .bytes(body.bytes()))
  }
}
