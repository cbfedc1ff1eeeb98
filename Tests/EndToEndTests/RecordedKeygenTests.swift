import RecordReplay
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What two Keygen servers once answered, served again over TLS and recorded through the proxy.
@Suite(.enabled(if: SharedFiles.available), .timeLimit(.minutes(15))) struct RecordedKeygenTests {
  /// Answers the requests of a HAR file in its order; another request is answered with 500.
  private static let server = """
    import http.server, json, socketserver, ssl, sys, urllib.parse
    entries = iter(json.load(open(sys.argv[1]))["log"]["entries"])
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def log_message(self, *arguments): pass
        def answer(self):
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            entry = next(entries)
            url = urllib.parse.urlsplit(entry["request"]["url"])
            target = url.path + ("?" + url.query if url.query else "")
            if (self.command, self.path) != (entry["request"]["method"], target):
                self.send_error(500, "expected " + target)
                return
            response = entry["response"]
            self.send_response_only(response["status"], response["statusText"])
            for header in response["headers"]: self.send_header(header["name"], header["value"])
            body = response["content"].get("text", "").encode()
            names = [header["name"].lower() for header in response["headers"]]
            if body and "content-length" not in names: self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD": self.wfile.write(body)
            if "connection" in names: self.close_connection = True
        def __getattr__(self, name):
            if name.startswith("do_"): return self.answer
            raise AttributeError(name)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("cert.pem", "key.pem")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    print("port", server.server_port, flush=True)
    server.serve_forever()
    """

  /// Sends the requests of a HAR file through a proxy, and prints how many answers were what the file says.
  private static let client = """
    import base64, http.client, json, ssl, sys, urllib.parse
    entries = json.load(open(sys.argv[1]))["log"]["entries"]
    host, port = sys.argv[2].split(":")
    context = ssl.create_default_context(cafile=sys.argv[3])
    connection, same = None, 0
    for entry in entries:
        if connection is None:
            connection = http.client.HTTPSConnection(host, int(port), context=context, timeout=60)
            connection.set_tunnel("api.keygen.sh", 443)
        url = urllib.parse.urlsplit(entry["request"]["url"])
        target = url.path + ("?" + url.query if url.query else "")
        connection.putrequest(entry["request"]["method"], target, skip_host=True, skip_accept_encoding=True)
        for header in entry["request"]["headers"]: connection.putheader(header["name"], header["value"])
        data = entry["request"].get("postData", {})
        text = data.get("text", "").encode()
        if data.get("comment") == "base64": text = base64.b64decode(text)
        connection.endheaders(text or None)
        response = connection.getresponse()
        body = response.read().decode()
        same += (response.status, body) == (entry["response"]["status"], entry["response"]["content"].get("text", ""))
        if response.will_close: connection = None
    print(same, "of", len(entries))
    """

  private static func files() throws -> [String] {
    let folder = "\(SharedFiles.folder)/recordings/keygen"
    return try SharedFiles.files(under: folder, endingIn: [".har"]).map { "\(folder)/\($0)" }
  }

  @Test func `all of them are given to the client as they are, and kept as an import of the same keeps them`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.server, to: "server.py")
    try folder.write(Self.client, to: "client.py")
    try folder.write(try SharedFiles.project("Schemas/keygen/profile.json"), to: "Schemas/keygen/profile.json")
    try Certificate.make("api.keygen.sh", in: folder)
    var count = 0
    for (number, file) in try Self.files().enumerated() {
      let server = try Subprocess.start("python3", ["server.py", file], in: folder.path)
      let port = try #require(server.readOutput(until: "port ").firstMatch(of: /port (\d+)/)?.1)
      let environment = ["XDG_STATE_HOME": folder.path + "/state"]
      let recorder = try Subprocess.start(
        Program.path,
        [
          "record", "--cassette", "recorded-\(number)", "--port", "0", "--connect-to",
          "api.keygen.sh=127.0.0.1:\(port)", "--upstream-ca", "\(folder.path)/cert.pem",
        ], in: folder.path, environment: environment)
      let start = recorder.readOutput(until: "Ctrl-C")
      let origin = try #require(start.firstMatch(of: #/http://(\S+)/keygen/#)?.1)
      let root = try #require(start.firstMatch(of: #/root certificate for https://: (\S+)/#)?.1)
      let answers = try Subprocess.run(
        "python3", ["client.py", file, String(origin), String(root)], in: folder.path)
      recorder.signal(SIGINT)
      let end = recorder.finish()
      server.signal(SIGKILL)
      _ = server.finish()
      #expect(end.status == 0, "\(file): \(end.error)")
      // The same key gives the same pseudonyms.
      let key = try Cassette(loading: "\(folder.path)/Cassettes/recorded-\(number)").manifest.pseudonymKey
      try folder.write(
        """
        { "tapedeck": 1, "complete": true, "apis": {}\(key.map { ", \"pseudonymKey\": \"\($0)\"" } ?? "") }
        """, to: "Cassettes/imported-\(number)/cassette.json")
      let imported = try Subprocess.run(
        Program.path, ["import", file, "--cassette", "imported-\(number)"], in: folder.path, environment: environment)
      #expect(imported.status == 0, "\(imported.error)")
      let left = try Cassette(loading: "\(folder.path)/Cassettes/recorded-\(number)")
      let right = try Cassette(loading: "\(folder.path)/Cassettes/imported-\(number)")
      #expect(answers.output == "\(right.count) of \(right.count)\n", "\(file): \(answers.error)")
      #expect(left.names == right.names, "\(file)")
      for position in 0..<min(left.count, right.count) {
        let recorded = try left.interaction(at: position), imported = try right.interaction(at: position)
        #expect(recorded.request.url == imported.request.url)
        #expect(recorded.request.headers == imported.request.headers, "\(file) \(recorded.name)")
        #expect(
          try String(decoding: recorded.request.body?.bytes ?? [], as: UTF8.self)
            == String(decoding: imported.request.body?.bytes ?? [], as: UTF8.self), "\(recorded.name)")
        let same = recorded.outcome == imported.outcome
        #expect(same, "\(file) \(recorded.name)")
      }
      count += left.count
    }
    #expect(count == 478)
  }
}
