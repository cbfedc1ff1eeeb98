public import HTTPModel

/// Where an API is: an origin, and a path before all of its paths.
public struct BaseURL: Hashable, Sendable, CustomStringConvertible {
  public let origin: Origin
  /// Empty, or from its slash on without one at the end: `/v2`.
  public let path: [UInt8]

  /// Reads `https://host[:port][/path]`; a host may be in Unicode. Nil for anything else, a query included.
  public init?(_ text: String) {
    guard !text.utf8.contains(UInt8(ascii: "#")),
      let url = AbsoluteURL(InternationalURL.ascii(Array(text.utf8))), url.target.query == nil,
      url.target.bytes.allSatisfy({ $0 > 32 && $0 < 127 })
    else { return nil }
    origin = url.origin
    var path = url.target.bytes
    while path.last == UInt8(ascii: "/") { path.removeLast() }
    self.path = path
  }

  public var description: String { origin.description + String(decoding: path, as: UTF8.self) }
}
