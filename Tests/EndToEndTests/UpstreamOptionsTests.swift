import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How `record` reaches the real servers.
@Suite(.timeLimit(.minutes(5))) struct UpstreamOptionsTests {
  private static let ask = ["--", "sh", "-c", "curl -s --max-time 60 $TAPEDECK_DEMO_URL/a"]

  private func record(
    _ options: [String], in folder: TemporaryFolder, environment: [String: String] = [:]
  ) throws -> Subprocess.Result {
    try Subprocess.run(
      Program.path, ["record", "-c", "c", "--api", "demo=https://api.demo.test"] + options + Self.ask, in: folder.path,
      environment: ["XDG_STATE_HOME": "\(folder.path)/state"].merging(environment) { $1 })
  }

  private static func direct(_ upstream: Upstream) -> [String] {
    ["--connect-to", "api.demo.test=127.0.0.1:\(upstream.port)"]
  }

  @Test func `a certificate that nobody knows is a failure, unless its host is named, which is loud`() throws {
    let upstream = try Upstream(), folder = try TemporaryFolder()
    defer { upstream.end() }
    let refused = try record(Self.direct(upstream), in: folder)
    #expect(refused.output.isEmpty)
    #expect(refused.error.contains("-> tls, 0 bytes"), "\(refused.error)")
    let again = try record(
      Self.direct(upstream) + ["--mode", "all", "--insecure-upstream", "API.demo.test"], in: folder)
    #expect(again.output.contains(#""path": "/a""#))
    #expect(again.error.contains("WARNING: the certificate of api.demo.test is not checked (--insecure-upstream)"))
    #expect(again.error.contains("1 recorded (1 changed), 0 not"))
  }

  /// A proxy for CONNECT that reaches any host at one port of this machine, and prints what it was asked.
  private static let proxy = """
    import socket, sys, threading
    listener = socket.create_server(("127.0.0.1", 0))
    print("port", listener.getsockname()[1], flush=True)
    def pump(source, target):
        while data := source.recv(65536): target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    def serve(client):
        head = b""
        while not head.endswith(b"\\r\\n\\r\\n"): head += client.recv(1)
        print(head.decode(), flush=True)
        server = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
        client.sendall(b"HTTP/1.1 200 Established\\r\\nX-Proxy: 1\\r\\n\\r\\n")
        threading.Thread(target=pump, args=(server, client), daemon=True).start()
        pump(client, server)
    while True: threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
    """

  @Test func `a proxy that is named is taken, one of the environment is not`() throws {
    let upstream = try Upstream(), folder = try TemporaryFolder()
    defer { upstream.end() }
    try folder.write(Self.proxy, to: "proxy.py")
    let proxy = try Subprocess.start("python3", ["-u", "proxy.py", upstream.port], in: folder.path)
    let port = try #require(proxy.readOutput(until: "port ").firstMatch(of: /port (\d+)/)?.1)
    let result = try record(
      [
        "--upstream-proxy", "http://ada:Tq7Wz2T3mK9x@127.0.0.1:\(port)", "--upstream-ca",
        "\(upstream.folder.path)/cert.pem",
      ],
      in: folder, environment: ["https_proxy": "http://127.0.0.1:9"])
    proxy.signal(SIGKILL)
    let seen = proxy.finish().output
    #expect(result.output.contains(#""path": "/a""#), "\(result.error)")
    #expect(seen.hasPrefix("CONNECT api.demo.test:443 HTTP/1.1"), "\(seen)")
    #expect(seen.contains("Proxy-Authorization: Basic "))
    let written = try folder.files().filter { $0.key.hasPrefix("Cassettes/") }.map {
      String(decoding: $0.value, as: UTF8.self)
    }
    #expect(!written.joined().contains("X-Proxy") && !(written.joined() + result.error).contains("Tq7Wz2T3mK9x"))
  }

  @Test func `a certificate of ours is shown to a server that asks for one`() throws {
    let upstream = try Upstream(asksForCertificate: true), folder = try TemporaryFolder()
    defer { upstream.end() }
    let own = upstream.folder.path
    let options = Self.direct(upstream) + ["--upstream-ca", "\(own)/cert.pem"]
    let refused = try record(options, in: folder)
    #expect(refused.output.isEmpty)
    let result = try record(
      options + ["--mode", "all", "--client-cert", "\(own)/cert.pem", "--client-key", "\(own)/key.pem"], in: folder)
    #expect(result.output.contains(#""path": "/a""#), "\(result.error)")
  }

  @Test(arguments: [
    (["--upstream-proxy", "proxy:3128"], "--upstream-proxy is not SCHEME://"),
    (["--insecure-upstream", "other.test"], "--insecure-upstream 'other.test' is not the host of an API"),
    (["--client-key", "key.pem"], "--client-key is for --client-cert, which is missing"),
    (["--client-cert", "nowhere.pem"], "nowhere.pem: record: no such file"),
    (["--limit", "0"], "--limit '0' is not a number of requests, 1 or more"),
    (["--session", "one"], "unknown option --session"),
  ])
  func `a mistake is named before anything is written`(options: [String], message: String) throws {
    let folder = try TemporaryFolder()
    let result = try record(options, in: folder)
    #expect(result.status == 2)
    #expect(result.error.contains(message) && result.error.contains("\n  next: "), "\(result.error)")
    #expect(try folder.files().keys.filter { $0.hasPrefix("Cassettes") }.isEmpty)
  }
}
