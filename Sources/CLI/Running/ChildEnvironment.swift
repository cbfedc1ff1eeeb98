import HTTPModel
import RecordReplay

/// The variables by which a command's clients find the server, take it for their proxy and trust it.
struct ChildEnvironment: Sendable {
  let server: Origin
  let apis: [API]
  /// Nil: the one of whoever names none.
  let session: SessionName?
  /// Nil where there are no certificates.
  let trust: TrustFiles?

  private static let proxies = ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"]
  /// Some clients prefer it to all others.
  private static let others = ["all_proxy", "ALL_PROXY"]
  /// Of what replaces the roots that a client trusts.
  private static let bundles = [
    "SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "AWS_CA_BUNDLE", "PIP_CERT", "GIT_SSL_CAINFO",
    "CARGO_HTTP_CAINFO", "npm_config_cafile",
  ]
  /// Of what adds to them.
  private static let roots = ["NODE_EXTRA_CA_CERTS", "DENO_CERT"]

  /// `own` with what it needs: of the variables named here none stays as it was.
  func variables(from own: [String: String]) -> [String: String] {
    var result = own
    for name in ChildEnvironment.others { result[name] = nil }
    for name in ChildEnvironment.proxies { result[name] = proxyURL }
    let direct = direct(own["no_proxy"] ?? own["NO_PROXY"] ?? "")
    for name in ["no_proxy", "NO_PROXY"] { result[name] = direct }
    result["NODE_USE_ENV_PROXY"] = "1"
    if let trust {
      for name in ChildEnvironment.bundles { result[name] = trust.bundle }
      for name in ChildEnvironment.roots { result[name] = trust.root }
      // It would replace what the user has in it.
      if own["WGETRC"] == nil, !Environment.isThere("\(own["HOME"] ?? "")/.wgetrc") { result["WGETRC"] = trust.wgetrc }
    }
    result["JAVA_TOOL_OPTIONS"] = ([own["JAVA_TOOL_OPTIONS"]].compactMap(\.self) + javaOptions).joined(separator: " ")
    result["TAPEDECK_URL"] = baseURL
    for api in apis {
      let name = "TAPEDECK_\(api.name.uppercased().replacing("-", with: "_"))_URL"
      result[name] = "\(baseURL)/\(api.name)"
    }
    return result
  }

  /// A server that listens everywhere is reached at this machine's own address.
  private var reached: Origin {
    let everywhere = ["0.0.0.0": "127.0.0.1", "::": "::1"]
    return Origin(scheme: server.scheme, host: everywhere[server.host] ?? server.host, port: server.port)
  }

  private var baseURL: String {
    session.map { "\(reached)/_tapedeck/session/\($0)" } ?? "\(reached)"
  }

  /// Many clients drop a user name without a password.
  private var proxyURL: String {
    // A client undoes the escapes of a user name, and a colon would end it: it is encoded once more.
    let user = session.map { PercentEncoding.encoded("\($0)".utf8) }
    return user.map { "\(reached.scheme)://\($0):tapedeck@\(reached.authority)" } ?? "\(reached)"
  }

  /// Java reads no other variable. The name of a session it would only send when it is asked for one.
  private var javaOptions: [String] {
    let host = reached.host, port = reached.port
    var options = ["http", "https"].flatMap { ["-D\($0).proxyHost=\(host)", "-D\($0).proxyPort=\(port)"] }
    if let trust {
      let isQuoted = trust.keyStore.contains(" ")
      let option = "-Djavax.net.ssl.trustStore=\(trust.keyStore)"
      options.append(isQuoted ? "\"\(option)\"" : option)
    }
    return options
  }

  /// What is asked without the proxy: this machine, and what the user says, but never a host that is recorded.
  private func direct(_ own: String) -> String {
    let hosts = Set(apis.flatMap(\.hosts).map(\.origin.host))
    let entries = own.split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
    var result: [String] = []
    for entry in ["localhost", "127.0.0.1", "::1"] + entries where !result.contains(entry) {
      if !hosts.contains(where: { ChildEnvironment.entry(entry, covers: $0) }) { result.append(entry) }
    }
    return result.joined(separator: ",")
  }

  /// Whether some client takes an entry of `no_proxy` to mean this host. They agree on little: a name may stand for what
  /// is below it, with a dot or `*.` before it or without, and a port may follow.
  private static func entry(_ entry: String, covers host: String) -> Bool {
    if entry == "*" { return true }
    // A range of addresses.
    if entry.contains("/") { return host.allSatisfy { $0.isHexDigit || ".:".contains($0) } }
    var name = entry.lowercased()
    if name.hasPrefix("*") { name.removeFirst() }
    if name.hasPrefix(".") { name.removeFirst() }
    let parts = name.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 2 { name = String(parts[0]) }
    return name.isEmpty || host == name || host.hasSuffix(".\(name)")
  }
}
