import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A real API: a server with TLS on loopback, by the name `api.demo.test`.
struct Upstream {
  let process: RunningProcess
  let folder: TemporaryFolder
  let port: String

  /// What a client of ours needs to reach it.
  var options: [String] {
    [
      "--api", "demo=https://api.demo.test", "--connect-to", "api.demo.test=127.0.0.1:\(port)", "--upstream-ca",
      "\(folder.path)/cert.pem",
    ]
  }

  /// `program` is in Python and prints `port` and its number; in its folder are `cert.pem` and `key.pem`.
  init(_ program: String = Upstream.program) throws {
    folder = try TemporaryFolder()
    try Certificate.make("api.demo.test", in: folder)
    try folder.write(program, to: "upstream.py")
    process = try Subprocess.start("python3", ["-u", "upstream.py"], in: folder.path)
    let line = process.readOutput(until: "port ")
    port = String(try #require(line.firstMatch(of: /port (\d+)/)?.1))
  }

  func end() { process.signal(SIGKILL); _ = process.finish() }

  /// `/socket` switches to a protocol in which it repeats lines in capitals; `/page` links to the next page, and `/moved`
  /// leads to one; `/echo` repeats what it got; `/events` sends its second event when `/go` was asked for; `/cut` breaks
  /// off; `/gzip` is coded; `/bytes/N` has so many, `/stream/N` so many MiB; `/hang-up` closes without an answer. Below `/NAME` the file
  /// `answer-NAME.json` in its folder is the answer, where there is one: `{"headers": [[name, value], …], "body": text}`.
  static let program = """
    import gzip, http.server, json, socket, ssl, struct, threading
    go = threading.Event()
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def log_message(self, *arguments): pass
        def answer(self, body, *headers, status=200):
            self.send_response(status)
            for name, value in headers: self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD": self.wfile.write(body)
        def chunk(self, data):
            self.wfile.write(b"%x\\r\\n%s\\r\\n" % (len(data), data))
            self.wfile.flush()
        def read_body(self):
            if "chunked" not in self.headers.get("Transfer-Encoding", ""):
                return self.rfile.read(int(self.headers.get("Content-Length", 0)))
            body = b""
            while True:
                size = int(self.rfile.readline(), 16)
                body += self.rfile.read(size)
                self.rfile.readline()
                if size == 0: return body
        def given(self):
            name = "answer-" + self.path.split("?")[0].split("/")[1] + ".json"
            try: file = open(name)
            except OSError: return False
            with file: given = json.load(file)
            self.answer(given["body"].encode(), *map(tuple, given["headers"]))
            return True
        def do_GET(self):
            path = self.path.split("?")[0]
            if self.given(): return
            if path == "/events":
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                self.chunk(b"data: 1\\n\\n")
                go.wait(60)
                self.chunk(b"data: 2\\n\\n")
                self.chunk(b"")
            elif path == "/go":
                go.set()
                self.answer(b"gone")
            elif path == "/cut":
                self.send_response(200)
                self.send_header("Content-Length", "100")
                self.end_headers()
                self.wfile.write(b"half")
                self.wfile.flush()
                self.close_connection = True
            elif path == "/hang-up":
                self.close_connection = True
            elif path == "/gzip":
                self.answer(gzip.compress(b'{"coded":true}'), ("Content-Type", "application/json"), ("Content-Encoding", "gzip"))
            elif path.startswith("/bytes/"):
                self.answer(bytes(i * 7 % 251 for i in range(int(path[7:]))), ("Content-Type", "application/octet-stream"))
            elif path == "/page":
                body = {"at": self.path, "next": "https://api.demo.test/page?after=" + self.path[-1] + "1"}
                self.answer(json.dumps(body).encode(), ("Content-Type", "application/json"))
            elif path == "/moved":
                self.answer(b"", ("Location", "https://api.demo.test/page?after=9"), status=302)
            elif path == "/socket":
                self.send_response(101)
                self.send_header("Upgrade", "shout")
                self.send_header("Connection", "Upgrade")
                self.end_headers()
                for line in self.rfile:
                    self.wfile.write(line.upper())
                    self.wfile.flush()
                self.close_connection = True
            elif path.startswith("/stream/"):
                self.send_response(200)
                self.send_header("Content-Type", "image/png" if "image" in self.path else "text/plain")
                if "long" in self.path: self.send_header("Content-Length", str(int(path[8:]) << 20))
                else: self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                block = bytes(i * 7 % 256 for i in range(1 << 20))
                for _ in range(int(path[8:])):
                    if "long" in self.path: self.wfile.write(block)
                    else: self.chunk(block)
                if "long" not in self.path: self.chunk(b"")
            elif path == "/none":
                self.send_response(204)
                self.end_headers()
            else:
                body = {"method": self.command, "path": self.path, "token": self.headers.get("Authorization", "")}
                self.answer(json.dumps(body).encode(), ("Content-Type", "application/json"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"))
        do_HEAD = do_GET
        def do_POST(self):
            body = self.read_body()
            if self.given(): return
            self.answer(body, ("Content-Type", self.headers.get("Content-Type", "text/plain")), status=201)
        do_PUT = do_POST
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

/// What a server shows to clients that trust it alone.
enum Certificate {
  /// Writes `cert.pem` and `key.pem`.
  static func make(_ name: String, in folder: TemporaryFolder) throws {
    let made = try Subprocess.run(
      "openssl",
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
        "/CN=\(name)", "-addext", "subjectAltName=DNS:\(name)", "-keyout", "key.pem", "-out", "cert.pem",
      ], in: folder.path)
    try #require(made.status == 0, "\(made.error)")
  }
}

/// A `tapedeck record` that runs.
struct Recorder {
  let process: RunningProcess
  /// What it prints at its start.
  let start: String
  let origin: String
  /// The file that clients of the proxy must trust.
  let root: String
  let folder: TemporaryFolder

  init(_ upstream: Upstream, in folder: TemporaryFolder, _ options: String...) throws {
    try self.init(upstream, in: folder, program: [Program.path], options)
  }

  /// `program` runs the program in its own way.
  init(_ upstream: Upstream, in folder: TemporaryFolder, program: [String], _ options: [String]) throws {
    self.folder = folder
    process = try Subprocess.start(
      program[0], program.dropFirst() + ["record", "--cassette", "c", "--port", "0"] + upstream.options + options,
      in: folder.path, environment: ["XDG_STATE_HOME": folder.path + "/state"])
    start = process.readOutput(until: "Ctrl-C")
    origin = String(try #require(start.firstMatch(of: #/(http://\S+)/demo/#), "\(start)").1)
    root = String(try #require(start.firstMatch(of: #/root certificate for https://: (\S+)/#), "\(start)").1)
  }

  func curl(_ path: String, _ arguments: String...) throws -> Subprocess.Result {
    try Subprocess.run(
      "curl",
      ["--silent", "--show-error", "--max-time", "60", "--noproxy", "*"] + arguments + ["\(origin)/demo\(path)"])
  }

  func end() -> Subprocess.Result {
    process.signal(SIGINT)
    return process.finish()
  }
}
