import TestSupport
import Testing

/// The built program as a proxy that speaks HTTP/2, on both sides.
@Suite(.timeLimit(.minutes(5))) struct HTTP2ProxyTests {
  private static func curl(_ origin: String, _ root: String, _ arguments: String...) throws -> Subprocess.Result {
    try Subprocess.run(
      "curl",
      [
        "--http2", "--suppress-connect-headers", "--silent", "--show-error", "--max-time", "60", "--noproxy", "",
        "--proxy", origin, "--cacert", root,
      ] + arguments)
  }

  @Test func `curl gets what was recorded over HTTP/2, and HTTP/1.1 where it wants that`() throws {
    let server = try ReplayTests.Server("purchase")
    let bearer = ["-H", "Authorization: Bearer any", "-w", " %{http_version} %{num_connects}\n"]
    let first = try Self.curl(
      server.origin, server.root, bearer[0], bearer[1], bearer[2], bearer[3], HTTPSProxyTests.customer,
      HTTPSProxyTests.customer)
    let lines = first.output.split(separator: "\n")
    #expect(lines.map { String($0.suffix(4)) } == [" 2 1", " 2 0"], "\(first.error)")
    let older = try Self.curl(
      server.origin, server.root, "--http1.1", bearer[0], bearer[1], bearer[2], bearer[3], HTTPSProxyTests.customer)
    #expect(older.output.dropLast(7) == lines.first?.dropLast(4) ?? "")
    #expect(older.output.hasSuffix(" 1.1 1\n"))
    let end = server.end()
    #expect(end.status == 0)
    #expect(end.output.contains("0 misses"))
  }

  @Test(
    .enabled(if: HTTP2ProxyTests.hasNginx, "nginx is not installed"),
    arguments: [([], "2", "HTTP/2"), (["--no-http2"], "1.1", "HTTP/1.1")] as [([String], String, String)])
  func `HTTP/2 is spoken on both sides, unless it is switched off`(
    options: [String], version: String, stored: String
  ) throws {
    let upstream = try Upstream(Self.nginx), folder = try TemporaryFolder()
    defer { upstream.end() }
    let recorder = try Recorder(upstream, in: folder, program: [Program.path], options)
    let got = try Self.curl(
      recorder.origin, recorder.root, "-o", "/dev/null", "-w", "%{http_version}", "https://api.demo.test/a")
    #expect(got.output == version, "\(got.error)")
    #expect(recorder.end().status == 0)
    #expect(try folder.text("Cassettes/c/001-demo-GET-a.json").contains("\"protocol\": \"\(stored)\""))
  }

  @Test(.enabled(if: HTTP2ProxyTests.hasNginx, "nginx is not installed"))
  func `what nginx says over HTTP/2 is recorded as that, and replayed`() throws {
    let upstream = try Upstream(Self.nginx), folder = try TemporaryFolder()
    let recorder = try Recorder(upstream, in: folder)
    let url = "https://api.demo.test"
    func answers(_ origin: String, _ root: String) throws -> [String] {
      let one = try Self.curl(origin, root, "-i", "\(url)/a")
      let many = try Self.curl(origin, root, "--parallel", "\(url)/many/[1-20]")
      #expect(one.status == 0 && many.status == 0, "\(one.error) \(many.error)")
      return [one.output] + many.output.split(separator: "\n").sorted().map(String.init)
    }
    let live = try answers(recorder.origin, recorder.root)
    let end = recorder.end()
    upstream.end()
    #expect(end.status == 0, "\(end.error)")
    #expect(end.error.hasSuffix("\n21 recorded, 0 not; see them: tapedeck show c\n"), "\(end.error)")
    #expect(live[0].hasPrefix("HTTP/2 200 \r\n"))
    #expect(live[0].contains("\r\nx-one: a\r\n"))
    #expect(live[0].contains("hello HTTP/2.0\n"))
    #expect(Set(live.dropFirst()) == Set((1...20).map { "/many/\($0)" }))
    let written = try folder.files().first { $0.key.hasPrefix("Cassettes/c/001-") }.map {
      String(decoding: $0.value, as: UTF8.self)
    }
    #expect(written?.contains(#""protocol": "HTTP/2""#) ?? false, "\(written ?? "nothing")")
    let server = try ReplayTests.Server("c", in: folder.path)
    #expect(try answers(server.origin, server.root) == live)
    #expect(server.end().status == 0)
  }

  static let hasNginx = (try? Subprocess.run("nginx", ["-v"]).status == 0) ?? false

  /// nginx in one process, which goes on as this one; a child says when it listens.
  private static let nginx = """
    import os, socket, time
    free = socket.create_server(("127.0.0.1", 0))
    port = free.getsockname()[1]
    free.close()
    temporary = "".join(f"{name}_temp_path tmp;" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    open("nginx.conf", "w").write(f'''
    daemon off; master_process off; pid nginx.pid; error_log stderr crit;
    events {{}}
    http {{
      access_log off; {temporary}
      server {{
        listen 127.0.0.1:{port} ssl http2;
        ssl_certificate cert.pem; ssl_certificate_key key.pem;
        location /a {{ add_header X-One a; return 200 "hello $server_protocol\\\\n"; }}
        location /many/ {{ return 200 "$uri\\\\n"; }}
      }}
    }}''')
    if os.fork() == 0:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.01)
        print("port", port)
        os._exit(0)
    os.execvp("nginx", ["nginx", "-p", os.getcwd(), "-c", "nginx.conf"])
    """
}
