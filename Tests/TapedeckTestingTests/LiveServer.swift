import TestSupport
import Testing

@testable import TapedeckTesting

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A real API: a server with TLS on loopback, by the name `api.demo.test`. It counts what reached it.
final class LiveServer: Sendable {
  private let process: RunningProcess
  private let folder: TemporaryFolder
  private let port: Int

  init() throws {
    folder = try TemporaryFolder()
    let made = try Subprocess.run(
      "openssl",
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
        "/CN=api.demo.test", "-addext", "subjectAltName=DNS:api.demo.test", "-keyout", "key.pem", "-out", "cert.pem",
      ], in: folder.path)
    try #require(made.status == 0, "\(made.error)")
    try folder.write(LiveServer.program, to: "server.py")
    process = try Subprocess.start("python3", ["-u", "server.py"], in: folder.path)
    port = try #require(process.readOutput(until: "port ").firstMatch(of: /port (\d+)/).flatMap { Int($0.1) })
  }

  deinit { end() }

  func end() { process.signal(SIGKILL) }

  /// How many requests reached it.
  var count: Int { (try? folder.text("asked"))?.utf8.count ?? 0 }

  /// The trait of a test that uses it, with a cassette in `folder`.
  func trait(in folder: TemporaryFolder, line: Int = #line) -> CassetteTrait {
    .cassette(
      "\(folder.path)/c", apis: ["demo": "https://api.demo.test"],
      upstream: Upstream(
        addresses: ["api.demo.test": Upstream.Address(host: "127.0.0.1", port: port)],
        certificateFile: "\(self.folder.path)/cert.pem"),
      filePath: "\(folder.path)/x.swift", line: line)
  }

  /// Each answer has a number of its own; `/page` links to another.
  private static let program = """
    import http.server, itertools, ssl
    numbers = itertools.count(1)
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def log_message(self, *arguments): pass
        def do_GET(self):
            with open("asked", "a") as file: file.write(".")
            body = b'{"number":%d,"path":"%s"}' % (next(numbers), self.path.encode())
            if self.path == "/page": body = b'{"next":"https://api.demo.test/last"}'
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
    class Server(http.server.ThreadingHTTPServer):
        request_queue_size = 128
        daemon_threads = True
        def handle_error(self, request, address): pass
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("cert.pem", "key.pem")
    server = Server(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    print("port", server.server_port)
    server.serve_forever()
    """
}
