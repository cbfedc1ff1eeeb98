import Foundation

/// `tapedeck replay` or `tapedeck record` on a port of its own.
final class TapedeckServer {
  let port: Int
  let process: Process
  let cassette: String
  /// The file that clients of the proxy must trust; nil where it is none for `https://`.
  let root: String?

  convenience init(_ program: Program, cassette: String) throws {
    try self.init(program, ["replay", cassette, "--after-last", "repeat-last", "--quiet"], cassette: cassette)
  }

  /// Records what an origin answers, which is reached on a port of this machine, into a new cassette. `authorities` is
  /// a PEM file.
  convenience init(_ program: Program, recording origin: String, from port: Int, authorities: String? = nil) throws {
    let cassette = BenchmarkFolder.scratch + "/recorded"
    try? FileManager.default.removeItem(atPath: cassette)
    let parts = origin.components(separatedBy: "://")
    try self.init(
      program,
      [
        "record", "--cassette", cassette, "--packed", "--api", "bench=\(origin)", "--connect-to",
        "\(parts[1]):\(parts[0] == "https" ? 443 : 80)=127.0.0.1:\(port)",
      ] + (authorities.map { ["--upstream-ca", $0] } ?? []), cassette: cassette)
  }

  private init(_ program: Program, _ arguments: [String], cassette: String) throws {
    self.cassette = cassette
    process = program.process(
      arguments + ["--port", "0"], environment: ["XDG_STATE_HOME": BenchmarkFolder.scratch + "/state"])
    process.standardError = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    var text = ""
    while !text.contains("Ctrl-C") {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { throw BenchmarkError("tapedeck \(arguments[0]) ended: \(text)") }
      text += String(decoding: data, as: UTF8.self)
    }
    guard let start = text.range(of: "http://127.0.0.1:"),
      let port = Int(text[start.upperBound...].prefix { $0.isNumber })
    else { throw BenchmarkError("tapedeck \(arguments[0]) named no port: \(text)") }
    self.port = port
    root =
      text.components(separatedBy: "root certificate for https://: ").dropFirst().first?
      .components(separatedBy: "\n").first
    // What it prints at its end must not fill the pipe.
    output.fileHandleForReading.readabilityHandler = { if $0.availableData.isEmpty { $0.readabilityHandler = nil } }
  }

  func stop() {
    process.terminate()
    process.waitUntilExit()
  }

  /// How many interactions a recorder has written.
  func kept() throws -> Int {
    let journal = try Data(contentsOf: URL(fileURLWithPath: cassette + "/interactions.jsonl"))
    return journal.count { $0 == UInt8(ascii: "\n") }
  }
}

/// nginx as it is fastest here: one worker, no sendfile, open files and connections kept.
final class NginxServer {
  let port: Int
  let process: Process

  /// With files.
  convenience init(_ corpus: ReplayCorpus) throws {
    try self.init(
      """
      root \(corpus.files);
      # A file cannot be posted to: the answer is the file all the same.
      location = /v1/accounts/x/licenses { error_page 405 =201 /v1/accounts/x/licenses; }
      """)
  }

  /// With files, over TLS: HTTP/1.1 and HTTP/2. In the folder are `cert.pem` and `key.pem`.
  convenience init(_ corpus: ReplayCorpus, certificate folder: String) throws {
    try self.init("root \(corpus.files);", listen: NginxServer.tls(folder))
  }

  /// Asks another server on this machine over TLS.
  convenience init(passingTo port: Int, certificate folder: String) throws {
    try self.init(
      """
      location / {
        proxy_pass https://peer;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
      }
      """,
      upstream: "upstream peer { server 127.0.0.1:\(port); keepalive 64; keepalive_requests 1000000000; }",
      listen: NginxServer.tls(folder))
  }

  private static func tls(_ folder: String) -> String {
    " ssl http2; ssl_certificate \(folder)/cert.pem; ssl_certificate_key \(folder)/key.pem"
  }

  /// Asks another server on this machine.
  convenience init(passingTo port: Int) throws {
    try self.init(
      """
      location / {
        proxy_pass http://peer;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
      }
      """,
      upstream: "upstream peer { server 127.0.0.1:\(port); keepalive 64; keepalive_requests 1000000000; }")
  }

  /// With the body of a `server` block.
  init(_ server: String, upstream: String = "", listen: String = "") throws {
    let program = try Program("nginx", install: "apt-get install nginx-light")
    port = try RawConnection.freePort()
    let folder = BenchmarkFolder.scratch + "/nginx-\(port)"
    let configuration = """
      worker_processes 1;
      daemon off;
      \(getuid() == 0 ? "user root;" : "")
      pid \(folder)/pid;
      error_log \(folder)/error.log;
      events { worker_connections 4096; }
      http {
        access_log off;
        sendfile off;
        tcp_nodelay on;
        keepalive_requests 1000000000;
        open_file_cache max=20000 inactive=600s;
        open_file_cache_valid 600s;
        default_type application/json;
        client_body_temp_path \(folder)/body;
        proxy_temp_path \(folder)/proxy;
        fastcgi_temp_path \(folder)/fastcgi;
        uwsgi_temp_path \(folder)/uwsgi;
        scgi_temp_path \(folder)/scgi;
        \(upstream)
        server {
          listen 127.0.0.1:\(port)\(listen);
          \(server)
        }
      }
      """
    try BenchmarkFolder.write(Array(configuration.utf8), to: folder + "/nginx.conf")
    process = program.process(["-p", folder, "-c", folder + "/nginx.conf"])
    process.standardError = FileHandle.nullDevice
    try process.run()
    for _ in 0..<200 where process.isRunning {
      if (try? RawConnection(port: port)) != nil { return }
      usleep(20_000)
    }
    throw BenchmarkError("nginx does not start; see \(folder)/error.log")
  }

  func stop() {
    process.terminate()
    process.waitUntilExit()
  }
}
