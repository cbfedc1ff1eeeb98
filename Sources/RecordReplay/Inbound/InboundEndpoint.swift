public import HTTPModel

/// One's own endpoint, to which an API sends its webhooks.
public struct InboundEndpoint: Hashable, Sendable {
  /// The name of the API that sends.
  public let api: String
  /// Where the endpoint is, as it was given.
  public let url: AbsoluteURL

  public init(api: String, url: AbsoluteURL) { (self.api, self.url) = (api, url) }

  /// Reads `NAME=URL`; nil where the name is none, or the URL no `http` or `https` one without query and fragment.
  public init?(_ text: String) {
    guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")), API.isName(String(text[..<equals])),
      BaseURL(String(text[text.index(after: equals)...])) != nil,
      let url = AbsoluteURL(String(text[text.index(after: equals)...]))
    else { return nil }
    self.init(api: String(text[..<equals]), url: url)
  }

  /// Where the recorder takes what is meant for it: `/_inbound/paddle`. No API's name begins with an underscore.
  public var path: String { InboundEndpoint.root + api }

  static let root = "/_inbound/"

  /// The target that the endpoint gets for what follows its path in a request's: nothing, a query, or a longer path. Nil
  /// where that would lead out of it.
  func target(behind rest: ArraySlice<UInt8>) -> Target? {
    switch rest.first {
    case nil, UInt8(ascii: "?"): return Target(url.target.bytes + rest)
    case UInt8(ascii: "/"):
      let path = rest.prefix { $0 != UInt8(ascii: "?") }
      let climbs = path.split(separator: UInt8(ascii: "/")).contains { segment in
        [Array(".".utf8), Array("..".utf8)].contains(PercentEncoding.decoded(segment))
      }
      return climbs ? nil : Target(withoutSlash + rest)
    default: return nil
    }
  }

  /// What follows the endpoint's own path in a target; nil where the target is elsewhere.
  func rest(of target: Target) -> ArraySlice<UInt8>? {
    if target.bytes[...].begins(with: url.target.bytes) {
      let rest = target.bytes[url.target.bytes.count...]
      if [nil, UInt8(ascii: "?")].contains(rest.first) { return rest }
    }
    guard target.bytes[...].begins(with: withoutSlash) else { return nil }
    let rest = target.bytes[withoutSlash.count...]
    return rest.first == UInt8(ascii: "/") ? rest : nil
  }

  private var withoutSlash: [UInt8] {
    url.target.bytes.last == UInt8(ascii: "/") ? url.target.bytes.dropLast() : url.target.bytes
  }
}
