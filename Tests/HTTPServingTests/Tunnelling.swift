import Certificates
import Clocks
import EventLoop
import HTTPModel
import HTTPServing
import Locking
import TestSupport

/// What a server needs to be a proxy for `api.keygen.test` and `127.0.0.1`, and what happened at it.
struct Proxy: Sendable {
  static let host = "api.keygen.test"

  let folder: TemporaryFolder
  let authority: CertificateAuthority
  let events = Lock<[ServerEvent]>([])
  var configuration: HTTPServer.Configuration

  init(_ change: (inout HTTPServer.Configuration) -> Void = { _ in }) throws {
    folder = try TemporaryFolder()
    let store = CertificateStore("\(folder.path)/ca", clock: RealClock(), random: SystemRandomNumberGenerator())
    let authority = try store.authority(for: [HostName(Proxy.host)].compactMap(\.self))
    self.authority = authority
    var interception = Interception(hosts: [Proxy.host, "unsigned.test", "127.0.0.1"]) { name in
      guard let host = HostName(name) else { throw CertificateError.notCovered(host: name) }
      let made = try authority.certificate(for: host)
      return TLSIdentity(chain: made.chain, privateKey: made.privateKey)
    }
    interception.proxyUser = { $0.first("proxy-authorization") }
    interception.next = "tapedeck --help"
    configuration = configured(change)
    configuration.interception = interception
    configuration.onEvent = { [events] event in events.withLock { $0.append(event) } }
  }

  var root: String { "\(folder.path)/ca/root.pem" }
  var seen: [ServerEvent] { events.withLock { $0 } }

  /// Starts curl with the server at `port` as its proxy.
  func curl(_ port: Int, _ arguments: String...) throws -> Subprocess.Result { try curl(port, arguments) }

  func curl(_ port: Int, _ arguments: [String]) throws -> Subprocess.Result {
    try Subprocess.run(
      "curl",
      [
        "--silent", "--show-error", "--max-time", "100", "--noproxy", "", "--proxy", "http://127.0.0.1:\(port)",
        "--cacert", root,
      ] + arguments)
  }

  /// Runs a script that has `tunnel(host)`, a socket in a tunnel, and `tls(socket, host)`, TLS over one.
  func python(_ port: Int, _ script: String, _ arguments: String...) throws -> Subprocess.Result {
    let prelude = """
      import socket, ssl, sys, time
      def tunnel(host="\(Proxy.host)", port=443):
          plain = socket.create_connection(("127.0.0.1", \(port)), timeout=100)
          plain.sendall(b"CONNECT %s:%d HTTP/1.1\\r\\nHost: %s\\r\\n\\r\\n" % (host.encode(), port, host.encode()))
          answer = b""
          while not answer.endswith(b"\\r\\n\\r\\n"):
              answer += plain.recv(1)
          assert b" 200 " in answer, answer
          return plain
      def context():
          return ssl.create_default_context(cafile="\(root)")
      def tls(plain, host="\(Proxy.host)"):
          return context().wrap_socket(plain, server_hostname=host, suppress_ragged_eofs=False)
      GET = b"GET /a HTTP/1.1\\r\\nHost: \(Proxy.host)\\r\\n\\r\\n"

      """
    return try Subprocess.run("python3", ["-c", prelude + script] + arguments)
  }
}

/// Serves with a proxy's configuration.
func proxying(
  _ responder: some Responder, _ proxy: Proxy, _ body: (_ port: Int, _ server: HTTPServer) async throws -> Void
) async throws {
  try await serving(responder, proxy.configuration, body)
}
