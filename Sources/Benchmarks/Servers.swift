import Foundation

/// `tapedeck replay` on a port of its own.
final class TapedeckServer {
  let port: Int
  let process: Process

  init(_ program: Program, cassette: String) throws {
    process = program.process(["replay", cassette, "--port", "0", "--after-last", "repeat-last"])
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    var text = ""
    while !text.contains("Ctrl-C") {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { throw BenchmarkError("tapedeck replay ended: \(text)") }
      text += String(decoding: data, as: UTF8.self)
    }
    guard let start = text.range(of: "http://127.0.0.1:"),
      let port = Int(text[start.upperBound...].prefix { $0.isNumber })
    else { throw BenchmarkError("tapedeck replay named no port: \(text)") }
    self.port = port
    // What it prints at its end must not fill the pipe.
    output.fileHandleForReading.readabilityHandler = { if $0.availableData.isEmpty { $0.readabilityHandler = nil } }
  }

  func stop() {
    process.terminate()
    process.waitUntilExit()
  }
}

/// nginx as it is fastest with static files here: one worker, no sendfile, open files kept.
final class NginxServer {
  let port: Int
  let process: Process

  init(_ corpus: ReplayCorpus) throws {
    let program = try Program("nginx", install: "apt-get install nginx-light")
    port = try RawConnection.freePort()
    let folder = BenchmarkFolder.scratch + "/nginx"
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
        server {
          listen 127.0.0.1:\(port);
          root \(corpus.files);
          # A file cannot be posted to: the answer is the file all the same.
          location = /v1/accounts/x/licenses { error_page 405 =201 /v1/accounts/x/licenses; }
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
