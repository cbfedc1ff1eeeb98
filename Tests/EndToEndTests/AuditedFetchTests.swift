import TestSupport
import Testing

/// The script of the security audit that asks servers with the client alone, with what each request must give.
@Suite(.enabled(if: SharedFiles.available), .timeLimit(.minutes(10))) struct AuditedFetchTests {
  private struct Line {
    let name: String, printed: String
    /// What each server got, by its name, as Python shows it.
    let seen: String
  }

  private static let lines: Result<[Line], any Error> = Result {
    let client = try #require(Program.beside("AuditFetch"))
    let result = try Subprocess.run(
      "python3", ["\(SharedFiles.folder)/cases/security/fetch.py"], environment: ["AUDITFETCH": client])
    try #require(result.status == 0, "\(result.error)")
    var lines: [Line] = []
    var head = ""
    for line in result.output.split(separator: "\n").map(String.init) {
      if line.hasPrefix("-- ") { head = line }
      guard line.contains("servers saw: ") || line.contains("key log written") else { continue }
      let parts = head.dropFirst(3).split(separator: " -> ", omittingEmptySubsequences: false).map(String.init)
      lines.append(Line(name: parts[0], printed: parts.dropFirst().joined(separator: " -> "), seen: line))
    }
    return lines
  }

  private static func lines(_ isWanted: (Line) -> Bool) throws -> [Line] {
    let lines = try lines.get()
    #expect(lines.count == 32)
    return lines.filter(isWanted)
  }

  private static func line(_ name: String) throws -> Line { try #require(lines { $0.name == name }.first) }

  @Test func `neither proxies nor passwords come from the environment`() throws {
    let line = try Self.line("plain, with proxies in the environment and a .netrc")
    #expect(line.printed == "200 ok")
    #expect(line.seen.contains("{'plain': [b'GET /a HTTP/1.1"))
    #expect(try Self.line("401 with .netrc").printed == "401")
    for line in try Self.lines({ _ in true }) {
      for planted in ["'proxy'", "NetrcPassword01", "netrcuser", "CurlrcSecret01", "X-Curlrc"] {
        #expect(!line.seen.contains(planted), "\(line)")
      }
    }
  }

  @Test(arguments: ["redirect to file:", "redirect to another host with Authorization"])
  func `no redirect is followed`(name: String) throws {
    let line = try Self.line(name)
    #expect(line.printed == "302")
    #expect(line.seen.contains("{'redir ") && !line.seen.contains("'other'"), "\(line)")
  }

  @Test(arguments: [
    "scheme file", "scheme gopher", "scheme ftp", "scheme dict", "scheme ldap", "scheme smb", "scheme ws",
    "userinfo in host", "host with CRLF", "host with slash", "target CRLF", "target LF", "header CRLF",
    "header name CRLF", "method CRLF", "two Hosts", "own Transfer-Encoding + Content-Length",
  ])
  func `what would not arrive as it is is not sent`(name: String) throws {
    let line = try Self.line(name)
    #expect(line.printed.hasPrefix("protocol nothing was sent: "), "\(line)")
    #expect(line.seen.hasSuffix("servers saw: {}"), "\(line)")
  }

  @Test func `a tab in a value arrives`() throws {
    let line = try Self.line("header NUL")
    #expect(line.printed == "200 ok" && line.seen.contains(#"X-A: a\tb"#), "\(line)")
  }

  @Test(arguments: [
    "TLS self-signed, localhost", "TLS self-signed, SSL_CERT_FILE of the environment", "same, CURL_CA_BUNDLE",
    "TLS 1.0 server", "good CA, wrong host (127.0.0.1)", "TLS 1.0 only server, good CA",
    "TLS 1.0 only server, good CA, openssl.cnf of the environment SECLEVEL 0",
  ])
  func `a server that cannot be trusted gets nothing`(name: String) throws {
    let line = try Self.line(name)
    #expect(line.printed.hasPrefix("tls "), "\(line)")
    #expect(!line.seen.contains("TlsSecret01") && !line.seen.contains("GET /a"), "\(line)")
  }

  @Test func `a trusted server gets the request, and no keys are written`() throws {
    #expect(try Self.line("good CA, right host").printed == "200 ok")
    let written = try Self.lines { $0.seen.contains("key log written") }
    #expect(written.map(\.seen) == ["     key log written: False"])
  }
}
