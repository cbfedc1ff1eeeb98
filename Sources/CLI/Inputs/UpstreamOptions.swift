import HTTPFetching
import HTTPModel
import RecordReplay

/// How the real servers are reached.
enum UpstreamOptions {
  static let declarations = [
    OptionDeclaration(
      "connect-to", value: "HOST=ADDRESS", repeats: true, help: "reach it there: api.test=127.0.0.1:9443"),
    OptionDeclaration(
      "upstream-proxy", value: "URL",
      help: "http, https, socks5 or socks5h; by default none"),
    OptionDeclaration("upstream-ca", value: "FILE", help: "PEM of authorities, not the system's"),
    OptionDeclaration(
      "insecure-upstream", value: "HOST", repeats: true, help: "do not check this host's certificate"),
    OptionDeclaration("client-cert", value: "FILE", help: "PEM of a certificate for servers that ask"),
    OptionDeclaration("client-key", value: "FILE", help: "PEM of its key, if in another file"),
  ]

  /// Tells of hosts whose certificates are not checked.
  static func configuration(
    _ arguments: Arguments, _ apis: [API], _ console: Console
  ) throws -> CurlClient.Configuration {
    var configuration = CurlClient.Configuration()
    configuration.http2 = !arguments.has("no-http2")
    for text in arguments.values("connect-to") {
      guard let to = connectTo(text) else {
        throw error("--connect-to '\(text)' is not HOST=ADDRESS, like api.example.com=127.0.0.1:9443")
      }
      configuration.connectTo.append(to)
    }
    configuration.linkLocalHosts = Set(apis.flatMap(\.hosts).map { $0.origin.host })
    configuration.linkLocalHosts.formUnion(configuration.connectTo.map { $0.address })
    configuration.linkLocalHosts.formUnion(arguments.values("allow-host"))
    configuration.caFile = try file("upstream-ca", arguments)
    if let text = arguments.value("upstream-proxy") {
      guard let proxy = CurlClient.UpstreamProxy(text) else {
        // It may hold a password.
        throw error("--upstream-proxy is not SCHEME://[USER:PASSWORD@]HOST[:PORT], like http://proxy.example.com:3128")
      }
      configuration.proxy = proxy
    }
    configuration.insecureHosts = try insecureHosts(arguments, apis)
    for host in configuration.insecureHosts.sorted() {
      console.note(
        "WARNING: the certificate of \(host) is not checked (--insecure-upstream): whoever is in between can read and "
          + "change what is sent there")
    }
    if let certificate = try file("client-cert", arguments) {
      configuration.clientCertificate = CurlClient.ClientCertificate(
        file: certificate, keyFile: try file("client-key", arguments) ?? certificate)
    } else if arguments.has("client-key") {
      throw error("--client-key is for --client-cert, which is missing")
    }
    return configuration
  }

  private static func error(_ message: String) -> UsageError {
    UsageError(message: "record: \(message)", next: "tapedeck record --help")
  }

  /// Read once, so that a wrong path is an error now.
  private static func file(_ option: String, _ arguments: Arguments) throws -> String? {
    guard let path = arguments.value(option) else { return nil }
    _ = try InputFile(path, for: "record", next: "tapedeck record --help")
    return path
  }

  private static func insecureHosts(_ arguments: Arguments, _ apis: [API]) throws(UsageError) -> Set<String> {
    let known = Set(apis.flatMap(\.hosts).map(\.origin).filter { $0.scheme == "https" }.map(\.host))
    var hosts: Set<String> = []
    for text in arguments.values("insecure-upstream") {
      guard known.contains(text.lowercased()) else {
        throw error("--insecure-upstream '\(text)' is not the host of an API that is recorded over https://")
      }
      hosts.insert(text.lowercased())
    }
    return hosts
  }

  /// `HOST[:PORT]=ADDRESS[:PORT]`; both ports are 443 unless they are given.
  private static func connectTo(_ text: String) -> CurlClient.ConnectTo? {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, let from = split(parts[0]), let to = split(parts[1]) else { return nil }
    return CurlClient.ConnectTo(
      host: from.host, port: from.port ?? 443, address: to.host, addressPort: to.port ?? from.port ?? 443)
  }

  private static func split(_ text: String) -> (host: String, port: Int?)? {
    if text.hasPrefix("["), let close = text.firstIndex(of: "]") {
      let host = String(text[text.index(after: text.startIndex)..<close]), rest = text[text.index(after: close)...]
      if rest.isEmpty { return (host, nil) }
      guard rest.hasPrefix(":"), let port = port(rest.dropFirst()) else { return nil }
      return (host, port)
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard let host = parts.first, !host.isEmpty, parts.count <= 2 else { return nil }
    guard parts.count == 2 else { return (String(host), nil) }
    guard let port = port(parts[1]) else { return nil }
    return (String(host), port)
  }

  private static func port(_ text: Substring) -> Int? { Int(text).flatMap { (1...65535).contains($0) ? $0 : nil } }
}
