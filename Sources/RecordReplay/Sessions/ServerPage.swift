import HTTPModel

/// What a browser sees at `/`: what is served, how clients are led here, and the sessions with their misses, live.
///
/// No API is at `/`, so whoever asks for it there is a person; `/favicon.ico` is asked for by their browser.
enum ServerPage {
  static func response(to request: Request, _ sessions: Sessions, _ apis: [API]) -> Response? {
    let target = request.target.bytes
    guard target.first == UInt8(ascii: "/"), target.count <= 12, !request.via.isTunnelled,
      request.method == .get || request.method == .head, apis.api(for: request.url) == nil
    else { return nil }
    if target.count == 1 {
      let cassette = sessions.standard.replayer.cassette
      let html = page(cassette.path, cassette.count, apis, at: request.origin)
      return Response(status: 200, reason: "OK", headers: headers, body: .bytes(Array(html.utf8)))
    }
    return target == Array("/favicon.ico".utf8)
      ? Response(status: 204, reason: "No Content", headers: [HeaderField("Cache-Control", "max-age=3600")]) : nil
  }

  private static let headers: HeaderFields = [
    HeaderField("Content-Type", "text/html; charset=utf-8"), HeaderField("Cache-Control", "no-store"),
    HeaderField(
      "Content-Security-Policy",
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
    HeaderField("X-Content-Type-Options", "nosniff"),
  ]

  private static func page(_ cassette: String, _ count: Int, _ apis: [API], at origin: Origin) -> String {
    let rows = apis.map { api in
      let hosts = api.hosts.prefix(2).map { "<span>\(escaped("\($0)"))</span>" }.joined(separator: ", ")
      let more = api.hosts.count > 2 ? " and \(api.hosts.count - 2) more" : ""
      return "<tr><td>\(escaped(api.name))<td><code>\(escaped("\(origin)/\(api.name)"))</code><td>\(hosts)\(more)"
    }
    let settings = settings(
      apis.first?.name ?? "api", apis.first?.hosts.first.map { "\($0)" } ?? "https://api.test", origin
    )
    .map { name, text in
      "<details><summary>\(escaped(name))</summary><pre>\(escaped(text))</pre></details>"
    }
    // The path comes last: what it holds is not replaced again.
    return html.replacing("{count}", with: "\(count)").replacing("{rows}", with: rows.joined(separator: "\n"))
      .replacing("{settings}", with: settings.joined(separator: "\n")).replacing("{cassette}", with: escaped(cassette))
  }

  /// As a client is led here, to the first API.
  private static func settings(_ api: String, _ host: String, _ origin: Origin) -> [(String, String)] {
    let trust = "$(tapedeck ca path)"
    // Some clients prefer one spelling, and the other may be set already.
    let proxy = "https_proxy=\(origin) HTTPS_PROXY=\(origin)"
    return [
      ("any program", "tapedeck replay CASSETTE -- COMMAND   # sets the variables of proxy and trust"),
      ("curl", "curl \(origin)/\(api)/...\ncurl --proxy \(origin) --cacert \"\(trust)\" \(host)/..."),
      (
        "Python (requests, httpx)",
        "export \(proxy) REQUESTS_CA_BUNDLE=\"\(trust)\" SSL_CERT_FILE=\"\(trust)\""
      ),
      ("Node 22.21 or newer", "export NODE_USE_ENV_PROXY=1 \(proxy) NODE_EXTRA_CA_CERTS=\"\(trust)\""),
      (
        "Java",
        "tapedeck ca export --format jks --output trust.jks\njava -Dhttps.proxyHost=\(origin.host) "
          + "-Dhttps.proxyPort=\(origin.port) -Djavax.net.ssl.trustStore=trust.jks ..."
      ),
      ("Go, Ruby, git", "export \(proxy) SSL_CERT_FILE=\"\(trust)\" GIT_SSL_CAINFO=\"\(trust)\""),
      ("a session of its own", "header Tapedeck-Session: NAME, or \(origin)/_tapedeck/session/NAME/\(api)/..."),
    ]
  }

  private static func escaped(_ text: String) -> String {
    String(decoding: MarkupText.encoded(Array(text.utf8)), as: UTF8.self)
  }
}
