import HTTPFetching
import TestSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An HTTPS server on loopback, in Python. Its answers hold the number of the connection they came over.
///
/// A POST makes it write a whole answer, `stray`, to its first connection. `/cut` and `/eof` end a body of ten bytes
/// after four, by RST and by FIN without TLS's own goodbye. It ends when nobody can read its output any more.
final class TLSServer: Sendable {
  let port: Int
  private let process: RunningProcess
  private let folder: TemporaryFolder

  struct NotStarted: Error { let output: String }

  /// `version` is the newest that it speaks, by its name in Python.
  init(_ certificate: Certificate, atMost version: String = "MAXIMUM_SUPPORTED") throws {
    folder = try TemporaryFolder()
    try folder.write(TLSServer.script, to: "server.py")
    process = try Subprocess.start(
      "python3", ["-u", "server.py", certificate.file, certificate.key, version], in: folder.path)
    let line = process.readOutput(until: "port ")
    guard let port = line.split(whereSeparator: { $0 == " " || $0 == "\n" }).last.flatMap({ Int($0) }) else {
      throw NotStarted(output: line + process.finish().error)
    }
    self.port = port
  }

  func stop() {
    process.signal(SIGKILL)
    _ = process.finish()
  }

  private static let script = """
    import os, select, socket, ssl, struct, sys, threading
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if sys.argv[3] == "TLSv1_1":
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = getattr(ssl.TLSVersion, sys.argv[3])
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    listener = socket.create_server(("127.0.0.1", 0))
    connections = []

    def answer(body):
        return b"HTTP/1.1 200 OK\\r\\nContent-Length: %d\\r\\n\\r\\n%s" % (len(body), body)

    def serve(plain):
        try:
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection = context.wrap_socket(plain, server_side=True)
            connections.append(connection)
            number = len(connections) - 1
            while True:
                head = b""
                while not head.endswith(b"\\r\\n\\r\\n"):
                    more = connection.recv(1)
                    if not more:
                        return
                    head += more
                if head.startswith(b"POST"):
                    connections[0].sendall(answer(b"stray"))
                if b"/cut" in head or b"/eof" in head:
                    connection.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: 10\\r\\n\\r\\nbody")
                    if b"/cut" in head:
                        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    connection.close()
                    return
                connection.sendall(answer(b"connection %d" % number))
        except OSError:
            pass

    \(PythonServer.announcement)
    while True:
        threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()

    """
}
