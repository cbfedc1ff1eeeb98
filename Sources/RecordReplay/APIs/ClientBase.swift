import HTTPModel

/// Where a client that does not take this server for its proxy has the APIs: read off one of its requests.
struct ClientBase {
  /// Of the server, as the client calls it.
  let origin: String
  /// `/_tapedeck/session/NAME` where the client's base URL has it; else empty.
  let session: String
  /// The name of the API at the client's root; nil where all APIs are below their names.
  let root: String?
  /// Whom the request is for.
  let host: LinkTable.Host

  /// Nil for a proxy's client, and for what is below no API's base URL.
  init?(_ request: Request, roots: APIRoots, table: LinkTable) {
    guard !request.via.isTunnelled else { return nil }
    root = roots.api(for: request)?.name
    let target = roots.belowBaseURL(request).target.bytes[...]
    let url = target.first == UInt8(ascii: "/") ? nil : request.ownURL(table.apis)
    let bytes = url?.target.bytes[...] ?? target
    let length = SessionRouter.sessionLength(bytes) ?? 0
    let rest = bytes.dropFirst(length)
    guard rest.first == UInt8(ascii: "/") else { return nil }
    let segment = rest.dropFirst().prefix { ![UInt8(ascii: "/"), UInt8(ascii: "?")].contains($0) }
    guard let host = table.host(named: segment) else { return nil }
    self.host = host
    origin = "\(request.origin)"
    session = String(decoding: bytes.prefix(length), as: UTF8.self)
  }

  /// Whether a client takes this server for its proxy, as far as that is told without a look at the target.
  static func isProxied(_ request: Request) -> Bool {
    request.via.isTunnelled || request.target.bytes.first != UInt8(ascii: "/") && !request.origin.isLoopback
  }

  /// What stands here for a host of an API and its base path, without the server's origin. Empty for the client's root.
  func path(of host: LinkTable.Host) -> String {
    let name = host.isFirst ? host.api : "\(host.api)@\(host.url.origin.authority)"
    guard let root else { return "\(session)/\(name)" }
    return root == name ? session : "\(session)/@\(name)"
  }

  func url(of host: LinkTable.Host) -> String { origin + path(of: host) }
}
