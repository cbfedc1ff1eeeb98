public import HTTPModel

/// For clients that have an API at the root of a server, because they drop a base URL's path or cannot be given one: on a
/// port of its own, or under `http://NAME.localhost:PORT/`. Their requests become such below a base URL.
///
/// Below such a root `/@NAME/…` is another API's base URL: that is where links to other APIs lead.
public struct APIRoots: Responder {
  private let apis: [API]
  /// Whose port it is.
  private let owner: API?
  private let inner: any Responder

  /// `owner` is the name of the API whose root this is for every host name; nil where only `NAME.localhost` is a root.
  public init(apis: [API], owner: String? = nil, answering inner: any Responder) {
    self.apis = apis
    self.owner = apis.first { $0.name == owner }
    self.inner = inner
  }

  public func respond(to request: Request) -> Answer { inner.respond(to: belowBaseURL(request)) }

  /// The API that the client has at its root; nil where it has none.
  func api(for request: Request) -> API? {
    guard !request.via.isTunnelled else { return nil }
    if request.target.bytes.first != UInt8(ascii: "/"), request.ownURL(apis) == nil { return nil }
    return owner ?? APIRoots.name(in: request.origin.host).flatMap { name in apis.first { $0.name == name } }
  }

  /// The same request with a target below a base URL, as `APIRouter` reads it.
  func belowBaseURL(_ request: Request) -> Request {
    guard let api = api(for: request) else { return request }
    var request = request
    if let url = request.ownURL(apis) { request.target = url.target }
    let bytes = request.target.bytes[...]
    var start = bytes.startIndex
    if SessionRouter.isBelowRoot(request.target) {
      guard let length = SessionRouter.sessionLength(bytes) else { return request }
      start += length
    }
    let rest = bytes[start...]
    if let other = other(rest) {
      request.target = Target(bytes[..<start] + [UInt8(ascii: "/")] + other)
    } else {
      request.target = Target(bytes[..<start] + [UInt8(ascii: "/")] + Array(api.name.utf8) + rest)
    }
    return request
  }

  /// What follows `/@` where the name of an API does.
  private func other(_ path: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard path.begins(with: Array("/@".utf8)) else { return nil }
    let rest = path.dropFirst(2)
    let name = rest.prefix { ![UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "@")].contains($0) }
    return apis.contains { $0.name.utf8.elementsEqual(name) } ? rest : nil
  }

  /// `paddle` of `paddle.localhost`. Asked for every request.
  private static func name(in host: String) -> String? {
    let ending = ".localhost".utf8
    guard host.utf8.count > ending.count, host.utf8.suffix(ending.count).elementsEqual(ending) else { return nil }
    return String(decoding: host.utf8.dropLast(ending.count), as: UTF8.self)
  }
}
