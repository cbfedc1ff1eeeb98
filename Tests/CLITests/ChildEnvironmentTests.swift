import HTTPModel
import RecordReplay
import TestSupport
import Testing

@testable import CLI

/// The variables of a command behind `--`.
struct ChildEnvironmentTests {
  private static let trust = TrustFiles(
    root: "/s/root.pem", bundle: "/s/bundle.pem", keyStore: "/s/trust.jks", wgetrc: "/s/wgetrc")

  private static func variables(
    _ own: [String: String] = [:], host: String = "127.0.0.1", apis: [String] = ["demo=https://api.demo.test"],
    session: SessionName? = nil, trust: TrustFiles? = Self.trust
  ) -> [String: String] {
    ChildEnvironment(
      server: Origin(scheme: "http", host: host, port: 4000), apis: apis.compactMap { API($0) }, session: session,
      trust: trust
    ).variables(from: own)
  }

  @Test func `all that is needed is set, and what would be in the way is taken away`() {
    let result = Self.variables([
      "PATH": "/bin", "HTTPS_PROXY": "http://other", "all_proxy": "socks5://other", "ALL_PROXY": "x",
      "NODE_EXTRA_CA_CERTS": "other", "HOME": "/nowhere",
    ])
    #expect(
      result == [
        "PATH": "/bin", "HOME": "/nowhere", "http_proxy": "http://127.0.0.1:4000",
        "https_proxy": "http://127.0.0.1:4000", "HTTP_PROXY": "http://127.0.0.1:4000",
        "HTTPS_PROXY": "http://127.0.0.1:4000", "no_proxy": "localhost,127.0.0.1,::1",
        "NO_PROXY": "localhost,127.0.0.1,::1", "NODE_USE_ENV_PROXY": "1", "SSL_CERT_FILE": "/s/bundle.pem",
        "CURL_CA_BUNDLE": "/s/bundle.pem", "REQUESTS_CA_BUNDLE": "/s/bundle.pem", "AWS_CA_BUNDLE": "/s/bundle.pem",
        "PIP_CERT": "/s/bundle.pem", "GIT_SSL_CAINFO": "/s/bundle.pem", "CARGO_HTTP_CAINFO": "/s/bundle.pem",
        "npm_config_cafile": "/s/bundle.pem", "NODE_EXTRA_CA_CERTS": "/s/root.pem", "DENO_CERT": "/s/root.pem",
        "WGETRC": "/s/wgetrc",
        "JAVA_TOOL_OPTIONS":
          "-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=4000 -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=4000 -Djavax.net.ssl.trustStore=/s/trust.jks",
        "TAPEDECK_URL": "http://127.0.0.1:4000", "TAPEDECK_DEMO_URL": "http://127.0.0.1:4000/demo",
      ])
  }

  @Test func `a session is in the proxy's URL, with a password, and in base URLs`() {
    let result = Self.variables(apis: ["my-api=https://api.demo.test"], session: SessionName("one"))
    #expect(result["https_proxy"] == "http://one:tapedeck@127.0.0.1:4000")
    #expect(result["TAPEDECK_MY_API_URL"] == "http://127.0.0.1:4000/_tapedeck/session/one/my-api")
    #expect(result["TAPEDECK_URL"] == "http://127.0.0.1:4000/_tapedeck/session/one")
  }

  @Test(arguments: [
    (["demo=https://api.demo.test"], "internal.example,.corp", "localhost,127.0.0.1,::1,internal.example,.corp"),
    (["demo=https://api.demo.test"], "*", "localhost,127.0.0.1,::1"),
    (
      ["demo=https://api.demo.test"], "test, demo.test ,.demo.test,*.demo.test,api.demo.test:443,API.demo.test",
      "localhost,127.0.0.1,::1"
    ),
    (
      ["demo=https://api.demo.test"], "emo.test,10.0.0.0/8,other.test:80",
      "localhost,127.0.0.1,::1,emo.test,10.0.0.0/8,other.test:80"
    ),
    (["demo=http://127.0.0.1:3000"], "127.0.0.0/8", "localhost,::1"),
    (["demo=http://localhost:3000"], "localhost", "127.0.0.1,::1"),
  ])
  func `what is asked directly stays, but never a host that is recorded`(apis: [String], own: String, direct: String) {
    let result = Self.variables(["no_proxy": own, "NO_PROXY": "upper.example"], apis: apis)
    #expect(result["no_proxy"] == direct)
    #expect(result["NO_PROXY"] == direct)
  }

  @Test func `in capitals alone it counts as well`() {
    #expect(Self.variables(["NO_PROXY": "upper.example"])["no_proxy"] == "localhost,127.0.0.1,::1,upper.example")
  }

  @Test(arguments: [("0.0.0.0", "127.0.0.1"), ("::", "[::1]"), ("::1", "[::1]"), ("192.0.2.1", "192.0.2.1")])
  func `a server that listens everywhere is asked here`(host: String, named: String) {
    #expect(Self.variables(host: host)["http_proxy"] == "http://\(named):4000")
  }

  @Test func `Java's own options stay, and a path with blanks is one option`() {
    let trust = TrustFiles(root: "r", bundle: "b", keyStore: "/a b/trust.jks", wgetrc: "w")
    let options = Self.variables(["JAVA_TOOL_OPTIONS": "-Xmx1g"], trust: trust)["JAVA_TOOL_OPTIONS"]
    #expect(options?.hasPrefix("-Xmx1g -Dhttp.proxyHost=") ?? false)
    #expect(options?.hasSuffix(#" "-Djavax.net.ssl.trustStore=/a b/trust.jks""#) ?? false)
  }

  @Test func `without certificates the proxy is named all the same: nobody shall go around it`() {
    let result = Self.variables(["SSL_CERT_FILE": "own"], trust: nil)
    #expect(result["https_proxy"] == "http://127.0.0.1:4000")
    #expect(result["SSL_CERT_FILE"] == "own")
    #expect(result["NODE_EXTRA_CA_CERTS"] == nil)
    #expect(result["JAVA_TOOL_OPTIONS"]?.contains("trustStore") == false)
  }

  @Test func `wget's own settings are left alone`() throws {
    #expect(Self.variables(["WGETRC": "/mine"])["WGETRC"] == "/mine")
    let home = try TemporaryFolder()
    try home.write("quiet = on\n", to: ".wgetrc")
    #expect(Self.variables(["HOME": home.path])["WGETRC"] == nil)
  }
}
