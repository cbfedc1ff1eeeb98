import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A real API: a server with TLS on loopback, by the name `api.demo.test` or another.
struct Upstream {
  let process: RunningProcess
  let folder: TemporaryFolder
  let host: String, port: String

  /// What a client of ours needs to reach it.
  var options: [String] {
    (host == "api.demo.test" ? ["--api", "demo=https://\(host)"] : [])
      + ["--connect-to", "\(host)=127.0.0.1:\(port)", "--upstream-ca", "\(folder.path)/cert.pem"]
  }

  /// `program` is in Python and prints `port` and its number; in its folder are `cert.pem` and `key.pem`. It may ask its
  /// clients for a certificate: its own will do. A `host` other than the usual one is that of an API with a profile.
  init(
    _ program: String = Upstream.program, host: String = "api.demo.test", asksForCertificate: Bool = false
  ) throws {
    self.host = host
    folder = try TemporaryFolder()
    try Certificate.make(host, in: folder)
    try folder.write(program, to: "upstream.py")
    process = try Subprocess.start(
      "python3", ["-u", "upstream.py"] + (asksForCertificate ? ["cert.pem"] : []), in: folder.path)
    let line = process.readOutput(until: "port ")
    port = String(try #require(line.firstMatch(of: /port (\d+)/)?.1))
  }

  func end() { process.signal(SIGKILL); _ = process.finish() }

  /// `/socket` switches to a protocol in which it repeats lines in capitals; `/page` links to the next page, and `/moved`
  /// leads to one; `/echo` repeats what it got; `/events` sends its second event when `/go` was asked for; `/cut` breaks
  /// off; `/gzip` is coded; `/bytes/N` has so many, `/stream/N` so many MiB; `/hang-up` closes without an answer. Below `/NAME` the file
  /// `answer-NAME.json` in its folder is the answer, where there is one: `{"headers": [[name, value], …], "body": text}`.
  /// `/count` counts how often it was asked; `/files/…` are those of its folder, and `/smart/…` repositories in it as git
  /// serves them.
  static let program = """
    import gzip, http.server, json, os, socket, ssl, struct, subprocess, sys, threading
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
            elif path == "/count":
                self.server.count += 1
                self.answer(b'{"count":%d}' % self.server.count, ("Content-Type", "application/json"))
            elif path.startswith("/files/"):
                try:
                    kind = "text/html" if path.endswith(".html") else "application/octet-stream"
                    self.answer(open(path[7:], "rb").read(), ("Content-Type", kind))
                except OSError:
                    self.answer(b"not there", status=404)
            elif path.startswith("/smart/"):
                self.git(b"")
            elif path == "/none":
                self.send_response(204)
                self.end_headers()
            else:
                body = {"method": self.command, "path": self.path, "token": self.headers.get("Authorization", "")}
                self.answer(json.dumps(body).encode(), ("Content-Type", "application/json"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"))
        do_HEAD = do_GET
        def git(self, body):
            path, _, query = self.path[6:].partition("?")
            variables = {"GIT_PROJECT_ROOT": os.getcwd(), "GIT_HTTP_EXPORT_ALL": "1", "PATH_INFO": path,
                "QUERY_STRING": query, "REQUEST_METHOD": self.command, "CONTENT_LENGTH": str(len(body)),
                "CONTENT_TYPE": self.headers.get("Content-Type", ""), "REMOTE_ADDR": "127.0.0.1",
                "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
                "GIT_PROTOCOL": self.headers.get("Git-Protocol", "")}
            done = subprocess.run(["git", "http-backend"], input=body, capture_output=True, env={**os.environ, **variables})
            head, _, content = done.stdout.partition(b"\\r\\n\\r\\n")
            fields = [tuple(line.split(": ", 1)) for line in head.decode().split("\\r\\n")]
            status = int(dict(fields).get("Status", "200 OK").split()[0])
            self.answer(content, *[field for field in fields if field[0] != "Status"], status=status)
        def do_POST(self):
            body = self.read_body()
            if self.path.startswith("/smart/"): return self.git(body)
            if self.given(): return
            self.answer(body, ("Content-Type", self.headers.get("Content-Type", "text/plain")), status=201)
        do_PUT = do_POST
    class Server(http.server.ThreadingHTTPServer):
        request_queue_size = 128
        daemon_threads = True
        count = 0
        def handle_error(self, request, address): pass
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("cert.pem", "key.pem")
    if len(sys.argv) > 1:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(sys.argv[1])
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
