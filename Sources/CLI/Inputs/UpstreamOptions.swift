import HTTPFetching

/// `--connect-to`, `--upstream-ca`: how the real servers are reached.
enum UpstreamOptions {
  static func configuration(_ arguments: Arguments) throws -> CurlClient.Configuration {
    var configuration = CurlClient.Configuration()
    for text in arguments.values("connect-to") {
      guard let to = connectTo(text) else {
        throw UsageError(
          message: "record: --connect-to '\(text)' is not HOST=ADDRESS, like api.example.com=127.0.0.1:9443",
          next: "tapedeck record --help")
      }
      configuration.connectTo.append(to)
    }
    if let path = arguments.value("upstream-ca") {
      // Read once, so that a wrong path is an error now.
      _ = try InputFile(path, for: "record", next: "tapedeck record --help")
      configuration.caFile = path
    }
    return configuration
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
