public import HTTPModel

/// Which tunnels a server opens for clients that take it for their proxy (CONNECT), and what it shows to those that speak
/// TLS in them. It answers what is asked in a tunnel itself.
public struct Interception: Sendable {
  /// Names and addresses, in lower case and without brackets; on any port. Others are refused with 403, among them this
  /// machine and its neighbours on the link, unless they are here.
  public var hosts: Set<String>
  /// Other names and addresses, on any port: tunnels lead to these hosts themselves, byte for byte, and nobody looks at
  /// what is in them.
  public var passedHosts: Set<String> = []
  /// Where connections to a passed host go: by default to its own name and port.
  public var address: @Sendable (_ host: String, _ port: Int) -> (host: String, port: Int) = { ($0, $1) }
  /// What is shown to clients that ask for a name, by default that of the tunnel. What it throws goes into a
  /// `ServerEvent`. Called on the loop's thread, for every connection.
  public var identity: @Sendable (_ name: String) throws -> TLSIdentity
  /// The user of whom the fields of a CONNECT speak; becomes `Request.Via.proxyUser` of what is asked in the tunnel.
  public var proxyUser: @Sendable (HeaderFields) -> String? = { _ in nil }
  /// What to do about a host that is refused: a command.
  public var next: String?
  /// Hosts that become known while the server runs, as those in `hosts`. Called on the loop's thread.
  public var alsoHosts: @Sendable (_ host: String) -> Bool = { _ in false }

  public init(hosts: Set<String>, identity: @escaping @Sendable (_ name: String) throws -> TLSIdentity) {
    self.hosts = hosts
    self.identity = identity
  }

  /// Why no tunnel is opened to a host; nil where one is.
  func refusal(of host: String) -> String? {
    if isOurs(host) { return nil }
    if Interception.isLoopback(host) { return "this machine itself is reached only where it is named" }
    if Interception.isLinkLocal(host) { return "addresses of the local link are reached only where they are named" }
    return "no API here has this host"
  }

  /// For names that tunnels lead to, and so for a few: they are kept.
  func identity(of name: String) throws -> TLSIdentity {
    if isOurs(name) { return try identity(name) }
    throw TLSFailure.noCertificate(name: name, reason: "no tunnel leads to it")
  }

  private func isOurs(_ host: String) -> Bool { hosts.contains(host) || alsoHosts(host) }

  private static func isLoopback(_ host: String) -> Bool {
    Origin(scheme: "http", host: host).isLoopback || host == "0.0.0.0" || host == "::"
      || host.utf8.reversed().starts(with: ".localhost".utf8.reversed())
  }

  /// 169.254.0.0/16 and fe80::/10.
  private static func isLinkLocal(_ host: String) -> Bool {
    let digits = host.utf8.prefix(4)
    guard host.utf8.contains(UInt8(ascii: ":")) else { return host.utf8.starts(with: "169.254.".utf8) }
    return digits.starts(with: "fe".utf8) && "89ab".utf8.contains(digits.dropFirst(2).first ?? 0)
  }
}
