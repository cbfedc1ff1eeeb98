import Foundation

/// mitmproxy in front of a server on this machine, writing what passes into a file as it goes.
final class MitmproxyServer {
  let port: Int
  let process: Process
  /// The certificate that its clients must trust.
  let root: String

  /// Nil where mitmproxy is not installed, which is said.
  static func find() -> Program? {
    do {
      return try Program(
        "mitmdump",
        install: "python3 -m venv DIR && DIR/bin/pip install mitmproxy, and run this with PATH=DIR/bin:$PATH")
    } catch {
      print("without mitmproxy: \(error)")
      return nil
    }
  }

  /// `scheme` is both what it speaks and what the server does, whose certificate is not checked.
  init(_ program: Program, passingTo upstream: Int, scheme: String) throws {
    port = try RawConnection.freePort()
    let folder = BenchmarkFolder.scratch + "/mitmproxy"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    root = folder + "/mitmproxy-ca-cert.pem"
    process = program.process([
      "-q", "--mode", "reverse:\(scheme)://127.0.0.1:\(upstream)", "--listen-host", "127.0.0.1", "--listen-port",
      "\(port)", "--ssl-insecure", "-w", folder + "/flows", "--set", "confdir=\(folder)",
    ])
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    for _ in 0..<1000 where process.isRunning {
      if (try? RawConnection(port: port)) != nil { return }
      usleep(20_000)
    }
    process.terminate()
    throw BenchmarkError("mitmdump does not start on port \(port)")
  }

  func stop() {
    process.terminate()
    process.waitUntilExit()
  }
}
