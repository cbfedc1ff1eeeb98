import TestSupport
import Testing

/// The settings on a server's page, as somebody copies them into a shell.
struct ServerPageSettingsTests {
  private static let customer = "https://sandbox-api.paddle.com/customers/ctm_01hv6y1jedq4p1n0yqn5ba3ky4"
  private static let python = """
    import urllib.request as r
    q = r.Request('\(customer)', headers={'Authorization': 'Bearer x'})
    print(r.urlopen(q).status)
    """
  private static let java = """
    import java.net.*; import java.net.http.*;
    class A { public static void main(String[] a) throws Exception {
      var c = HttpClient.newBuilder().proxy(ProxySelector.getDefault()).build();
      var q = HttpRequest.newBuilder(URI.create("\(customer)")).header("Authorization", "Bearer x").build();
      System.out.println(c.send(q, HttpResponse.BodyHandlers.discarding()).statusCode()); } }
    """

  /// The lines behind a title.
  private func settings(_ page: String, _ title: String) throws -> String {
    let start = try #require(page.firstRange(of: "<summary>\(title)</summary><pre>")?.upperBound)
    let rest = page[start...]
    let text = rest[..<(try #require(rest.firstRange(of: "</pre>")?.lowerBound))]
    return String(text).replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
  }

  @Test func `what is copied from the page leads clients there`() throws {
    let server = try ReplayTests.Server("purchase"), folder = try TemporaryFolder()
    defer { _ = server.end() }
    let page = try ReplayTests.curl("--noproxy", "*", "\(server.origin)/").output
    let program = #"tapedeck() { "\#(Program.path)" "$@"; }; "#
    func run(_ script: String) throws -> Subprocess.Result {
      try Subprocess.run(
        "bash", ["-ec", program + script], in: folder.path,
        environment: Program.environment.merging(["PATH": "/usr/bin:/bin"]) { $1 })
    }
    try folder.write(Self.python, to: "a.py")
    let copied = try settings(page, "Python (requests, httpx)")
    let python = try run(copied + "; python3 a.py")
    #expect(python.output == "200\n", "\(python.error)")

    let curl = try settings(page, "curl").split(separator: "\n")[1]
    let asked = try run(
      curl.replacing("https://api.keygen.sh/...", with: Self.customer)
        + " -s -o /dev/null -w '%{http_code}' -H 'Authorization: Bearer x'")
    #expect(asked.output == "200", "\(asked.error)")

    if Client.isThere("java", "--version") {
      try folder.write(Self.java, to: "A.java")
      let java = try run(settings(page, "Java").replacing("...", with: "A.java"))
      #expect(java.output == "200\n", "\(java.error)")
    }
  }
}
