import TestSupport
import Testing

/// The settings on a server's page, as somebody copies them into a shell.
@Suite(.timeLimit(.minutes(10))) struct ServerPageSettingsTests {
  private static let customer = "https://sandbox-api.paddle.com/customers/ctm_01hv6y1jedq4p1n0yqn5ba3ky4"

  /// A server, its page, and a shell beside it. The state folder is their own: were it shared, another server with
  /// another host could make another root certificate in between.
  private struct Place {
    let folder: TemporaryFolder, server: ReplayTests.Server, page: String
    private let environment: [String: String]

    init() throws {
      folder = try TemporaryFolder()
      environment = ["XDG_STATE_HOME": "\(folder.path)/state", "HOME": folder.path]
      server = try ReplayTests.Server("purchase", in: folder.path, environment: environment)
      page = try Subprocess.run(
        "curl", ["--silent", "--show-error", "--max-time", "60", "--noproxy", "*", "\(server.origin)/"]
      ).output
    }

    /// The lines behind a title.
    func settings(_ title: String) throws -> String {
      let start = try #require(page.firstRange(of: "<summary>\(title)</summary><pre>")?.upperBound, "\(page)")
      let rest = page[start...]
      let text = rest[..<(try #require(rest.firstRange(of: "</pre>")?.lowerBound))]
      return String(text).replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
    }

    /// Runs a script in a shell that knows `tapedeck`, and nothing of what this machine sets for proxies and trust.
    func run(_ script: String) throws -> Subprocess.Result {
      let unset = """
        unset {http,https,all,no}_proxy {HTTP,HTTPS,ALL,NO}_PROXY SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE \\
          REQUESTS_CA_BUNDLE NODE_EXTRA_CA_CERTS NODE_OPTIONS GIT_SSL_CAINFO PYTHONHTTPSVERIFY \\
          JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
        tapedeck() { "$program" "$@"; }

        """
      return try Subprocess.run(
        "bash", ["-ec", unset + script], in: folder.path,
        environment: environment.merging(["program": Program.path]) { $1 })
    }

    func end() { _ = server.end() }
  }

  @Test func `curl`() throws {
    let place = try Place()
    defer { place.end() }
    let lines = try place.settings("curl").split(separator: "\n")
    try #require(lines.count == 2)
    let options = " -s -S -o /dev/null -w '%{http_code}' --max-time 60 -H 'Authorization: Bearer x'"
    let based = try place.run(
      lines[0].replacing("/keygen/...", with: "/paddle@sandbox-api.paddle.com/customers/ctm_01hv6y1jedq4p1n0yqn5ba3ky4")
        + options)
    #expect(based.output == "200", "\(based.error)")
    let proxied = try place.run(lines[1].replacing("https://api.keygen.sh/...", with: Self.customer) + options)
    #expect(proxied.output == "200", "\(proxied.error)")
  }

  @Test(.enabled(if: Client.isThere("python3", "-c", "import ssl"), "Python is not installed"))
  func `Python's urllib, also where another proxy is set`() throws {
    let place = try Place()
    defer { place.end() }
    try place.folder.write(
      """
      import urllib.request as r
      q = r.Request('\(Self.customer)', headers={'Authorization': 'Bearer x'})
      print(r.urlopen(q, timeout=60).status)
      """, to: "a.py")
    let settings = try place.settings("Python (requests, httpx)")
    let result = try place.run("export https_proxy=http://127.0.0.1:1\n\(settings)\npython3 a.py")
    #expect(result.output == "200\n", "\(result.error)")
  }

  /// One file is compiled and run by a whole JDK alone.
  @Test(.enabled(if: Client.isThere("java", "--describe-module", "jdk.compiler"), "no JDK from 11 on is installed"))
  func `Java's HttpClient`() throws {
    let place = try Place()
    defer { place.end() }
    try place.folder.write(
      """
      import java.net.*; import java.net.http.*;
      class A { public static void main(String[] a) throws Exception {
        var c = HttpClient.newBuilder().proxy(ProxySelector.getDefault()).build();
        var q = HttpRequest.newBuilder(URI.create("\(Self.customer)")).header("Authorization", "Bearer x").build();
        System.out.println(c.send(q, HttpResponse.BodyHandlers.discarding()).statusCode()); } }
      """, to: "A.java")
    let result = try place.run(place.settings("Java").replacing("...", with: "A.java"))
    #expect(result.output == "200\n", "\(result.error)")
  }

  @Test(.enabled(if: PackagedClients.areThere, PackagedClients.reason))
  func `Node's fetch`() throws {
    let place = try Place()
    defer { place.end() }
    try place.folder.write(
      "console.log((await fetch('\(Self.customer)', { headers: { Authorization: 'Bearer x' } })).status)", to: "a.mjs")
    let result = try place.run(try place.settings("Node 22.21 or newer") + "\n\(PackagedClients.node) a.mjs")
    #expect(result.output == "200\n", "\(result.error)")
  }
}
