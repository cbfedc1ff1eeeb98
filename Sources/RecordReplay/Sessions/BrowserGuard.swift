public import HTTPModel
import JSONModel

/// Keeps web pages that a developer happens to visit away from a server on the developer's machine.
///
/// Only a request to the server itself is held against the rules, not one that passes it as a proxy: pages that a browser
/// shows through the proxy ask whom they like. `Host` must be an IP address, `localhost` or a name below it, a host of an
/// API, or a name that the server was given: a page of another name (DNS rebinding) would be taken for one of the server's
/// own. Where a browser says that a page of another site asks (`Origin`, `Sec-Fetch-Site`), the request is refused, but
/// for pages that this machine serves itself: a front end under development.
public struct BrowserGuard: Responder {
  private let names: Set<String>
  /// Of APIs: a client may take the server for one of them.
  private let hosts: Set<String>
  private let inner: any Responder

  /// `names` are further host names of the server, in any case: the one it is bound to, and those that containers and other
  /// machines call it by.
  public init(apis: [API], names: [String], answering inner: any Responder) {
    self.names = Set(names.map { $0.lowercased() })
    hosts = Set(apis.flatMap(\.hosts).map(\.origin.host))
    self.inner = inner
  }

  public func respond(to request: Request) -> Answer {
    if let refusal = refusal(of: request) { return .now(.response(refusal)) }
    return inner.respond(to: request)
  }

  private func refusal(of request: Request) -> Response? {
    guard !request.via.isTunnelled else { return nil }
    let isDirect = request.target.bytes.first == UInt8(ascii: "/")
    // In absolute form only what names this machine itself is for the server.
    guard isDirect || request.origin.isLoopback && request.target.absoluteURL?.origin == request.origin else {
      return nil
    }
    let origin = request.origin
    guard origin.isLoopback || origin.isAddress || names.contains(origin.host) || hosts.contains(origin.host) else {
      return BrowserGuard.refusal(
        "the server was not told that it is called \(origin.host)",
        next: "start it with --server-name \(ShellText.quoted(origin.host)), or ask it by its address")
    }
    if let page = request.headers.first("origin") {
      let isOurs = Origin(page).map { $0 == origin || $0.isLoopback || names.contains($0.host) } ?? false
      return isOurs ? nil : BrowserGuard.refusal("a page of \(page) asks", next: BrowserGuard.hint)
    }
    // A person may follow a link to the server's page, which changes nothing.
    if request.headers.first("sec-fetch-site") == "cross-site", request.target.bytes.count > 1 {
      return BrowserGuard.refusal("a page of another site asks", next: BrowserGuard.hint)
    }
    return nil
  }

  private static let hint = "serve the page from this machine, or let the browser take the server for its proxy"

  private static func refusal(_ detail: String, next: String) -> Response {
    let body: JSONValue = [
      "type": "about:blank", "title": "Forbidden", "status": 403, "detail": .string(detail), "next": .string(next),
    ]
    return Response(
      status: 403, reason: "Forbidden", headers: [HeaderField("Content-Type", "application/problem+json")],
      body: .bytes(body.bytes() + [10]))
  }
}
