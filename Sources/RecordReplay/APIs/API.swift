public import HTTPModel

/// A provider with a name, hosts and perhaps a profile.
public struct API: Hashable, Sendable {
  public let name: String
  /// Where it is; all of them are one API. The first is where base-URL clients are sent on to.
  public let hosts: [BaseURL]
  /// Nil for an API introduced on the spot: matched by method, URL and body, with the default redaction.
  public let profile: Profile?

  /// The same one at further places, under the same rules.
  public func adding(_ hosts: [BaseURL]) -> API {
    API(name: name, hosts: self.hosts + hosts.filter { !self.hosts.contains($0) }, profile: profile)
  }

  private init(name: String, hosts: [BaseURL], profile: Profile?) {
    (self.name, self.hosts, self.profile) = (name, hosts, profile)
  }

  public init(name: String, profile: Profile) {
    self.name = name
    hosts = profile.hosts
    self.profile = profile
  }

  public init(name: String, hosts: [BaseURL]) {
    self.name = name
    self.hosts = hosts
    profile = nil
  }

  /// Reads `NAME=URL`; nil where the name is none or the URL no base URL.
  public init?(_ text: String) {
    guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")),
      let url = BaseURL(String(text[text.index(after: equals)...])), API.isName(String(text[..<equals]))
    else { return nil }
    self.init(name: String(text[..<equals]), hosts: [url])
  }

  static let nameRule = "lower-case letters, digits and hyphens, a letter first"

  /// A name is part of file names and of the first segment of base URLs.
  public static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (97...122).contains(first), text.utf8.count <= 60 else { return false }
    return text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") }
  }

  /// The target's bytes behind the base path, where the request is for this API; else nil.
  func rest(of url: AbsoluteURL) -> ArraySlice<UInt8>? { APIFinder([self]).find(url.origin, url.target)?.rest }
}

extension [API] {
  /// A base URL that two of them have, or that one without a profile has below one of a profile: what is there would be
  /// matched and redacted by the rules of one of them alone. Nil where none is; the text says it.
  public var conflict: String? {
    if let same { return same }
    for api in self where api.profile == nil {
      for host in api.hosts {
        let root = APIFinder(filter { $0.profile != nil }).find(host.origin, Target(host.path + [UInt8(ascii: "/")]))
        guard let root else { continue }
        let owner = filter { $0.profile != nil }[root.index]
        return
          "\(host) of \(api.name) is below a base URL of \(owner.name), which has a profile; its rules would not hold"
      }
    }
    return nil
  }

  private var same: String? {
    var owners: [BaseURL: String] = [:]
    for api in self {
      for host in api.hosts {
        guard let other = owners.updateValue(api.name, forKey: host), other != api.name else { continue }
        let profile = api.profile == nil ? "" : " (which has a profile)"
        return "\(host) is the base URL of both \(other) and \(api.name)\(profile); only the rules of one would hold"
      }
    }
    return nil
  }

  /// The API that a URL belongs to: of those with its origin the one with the longest base path.
  public func api(for url: AbsoluteURL) -> API? { APIFinder(self).find(url.origin, url.target).map { self[$0.index] } }
}
