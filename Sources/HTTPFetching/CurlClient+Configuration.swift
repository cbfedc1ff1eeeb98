public import HTTPModel

extension CurlClient {
  public struct Configuration: Sendable {
    /// How long resolving, connecting and the TLS handshake may take together. At least a millisecond.
    public var connectTimeout: Duration = .seconds(10)
    /// How long everything may take, the end of the body and a second attempt included; the time in which the consumer
    /// of a streamed body asks for nothing counts, too. Nil sets no limit.
    public var totalTimeout: Duration?
    /// How long nothing may come or go once the connection stands; up to a quarter more may pass until it is seen. What
    /// waits for us (a consumer that asks for nothing, a request body that gives nothing) does not count. Nil sets no
    /// limit.
    public var stallTimeout: Duration? = .seconds(60)
    /// Whether HTTP/2 is spoken with servers that offer it over TLS, one request at a time on a connection. Bodies that
    /// are streams are sent over HTTP/1.1.
    public var http2 = true
    /// Where connections go instead of the request's host and port.
    public var connectTo: [ConnectTo] = []
    /// A PEM file of the authorities to trust, instead of the system's. Nil takes the system's.
    public var caFile: String?
    /// The proxy that every request goes by, its host too is resolved there where the scheme says so. Nil goes
    /// directly; none is ever taken from the environment.
    public var proxy: UpstreamProxy?
    /// Hosts whose certificates are not checked: whoever is in the way can read and change what is sent there.
    public var insecureHosts: Set<String> = []
    /// Addresses of the local link that may be connected to; all others are refused, whatever name leads there.
    public var linkLocalHosts: Set<String> = []
    /// Shown to servers that ask for a certificate.
    public var clientCertificate: ClientCertificate?
    /// Called on the loop's thread before a safe request is sent a second time because the connection it was first sent
    /// on, an older one, had been closed without an answer.
    public var onSecondAttempt: (@Sendable (Request) -> Void)?

    public init() {}
  }

  /// One host and port, and the address to connect to for it. The name in the request, in TLS and in the certificate's
  /// check stays.
  public struct ConnectTo: Hashable, Sendable {
    public var host: String
    public var port: Int
    /// A name or an address; an IPv6 address without brackets.
    public var address: String
    public var addressPort: Int

    public init(host: String, port: Int, address: String, addressPort: Int) {
      self.host = host
      self.port = port
      self.address = address
      self.addressPort = addressPort
    }

    /// As CURLOPT_CONNECT_TO takes it.
    var entry: String { "\(bracketed(host)):\(port):\(bracketed(address)):\(addressPort)" }

    private func bracketed(_ host: String) -> String { host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host }
  }
}

extension CurlClient {
  /// A proxy that requests go by.
  public struct UpstreamProxy: Hashable, Sendable {
    /// As libcurl takes it. It may hold credentials.
    let url: String

    static let schemes = ["http", "https", "socks5", "socks5h"]

    /// Reads `SCHEME://[USER:PASSWORD@]HOST[:PORT]`, where the scheme is http, https, socks5 or socks5h (which resolves
    /// names at the proxy). Nil for anything else.
    public init?(_ text: String) {
      guard let mark = text.firstRange(of: "://"),
        UpstreamProxy.schemes.contains(text[..<mark.lowerBound].lowercased()),
        text.utf8.allSatisfy({ $0 > 32 && $0 < 127 })
      else { return nil }
      let rest = text[mark.upperBound...], authority = rest.hasSuffix("/") ? rest.dropLast() : rest
      guard !authority.isEmpty, !authority.hasSuffix("@"), !authority.utf8.contains(where: { "/?#".utf8.contains($0) })
      else { return nil }
      url = text
    }

    /// Whether requests to `http://` are sent to it in full, instead of through a tunnel.
    var takesWholeURLs: Bool { url.utf8.first == UInt8(ascii: "h") || url.utf8.first == UInt8(ascii: "H") }
  }

  /// PEM files of a certificate, with those that signed it behind it, and of its key.
  public struct ClientCertificate: Hashable, Sendable {
    public var file: String
    /// May be the same file.
    public var keyFile: String
    public init(file: String, keyFile: String) { (self.file, self.keyFile) = (file, keyFile) }
  }
}
