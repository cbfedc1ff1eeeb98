import TestSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A server on loopback, in Python, that speaks HTTP/2 over TLS and gives every request the same frames.
///
/// It prints `request` for each request that came, with the number of its connection.
final class HTTP2Server: Sendable {
  enum Answer: String {
    /// 103, 200, a body of five bytes and trailers.
    case whole
    /// 200, three bytes, and RST_STREAM with INTERNAL_ERROR.
    case cut
    /// RST_STREAM with REFUSED_STREAM.
    case refused
    /// A head with a name in upper case.
    case malformed
    /// GOAWAY in place of an answer, and the end.
    case gone
  }

  let port: Int
  private let process: RunningProcess
  private let folder: TemporaryFolder

  init(_ certificate: Certificate, _ answer: Answer) throws {
    folder = try TemporaryFolder()
    try folder.write(HTTP2Server.script, to: "server.py")
    process = try Subprocess.start(
      "python3", ["-u", "server.py", certificate.file, certificate.key, answer.rawValue], in: folder.path)
    let line = process.readOutput(until: "port ")
    guard let port = line.split(whereSeparator: { $0 == " " || $0 == "\n" }).last.flatMap({ Int($0) }) else {
      throw TLSServer.NotStarted(output: line + process.finish().error)
    }
    self.port = port
  }

  /// Ends it, and says what it has printed.
  func stop() -> String {
    process.signal(SIGKILL)
    return process.finish().output
  }

  private static let script = """
    import os, select, socket, ssl, sys, threading
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    context.set_alpn_protocols(["h2", "http/1.1"])
    listener = socket.create_server(("127.0.0.1", 0))
    count = 0

    def frame(kind, flags, stream, payload):
        return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload

    def block(*fields):
        return b"".join(b"\\0" + bytes([len(n)]) + n + bytes([len(v)]) + v for n, v in fields)

    def answer(stream):
        ok = block((b":status", b"200"), (b"x-one", b"a"))
        if sys.argv[3] == "whole":
            return (frame(1, 4, stream, block((b":status", b"103"), (b"link", b"b"))) + frame(1, 4, stream, ok)
                    + frame(0, 0, stream, b"hello") + frame(1, 5, stream, block((b"sum", b"6"), (b"empty", b""))))
        if sys.argv[3] == "cut":
            return frame(1, 4, stream, ok) + frame(0, 0, stream, b"hel")
        if sys.argv[3] == "refused":
            return frame(3, 0, stream, bytes([0, 0, 0, 7]))
        if sys.argv[3] == "gone":
            return frame(7, 0, 0, bytes(8))
        return frame(1, 5, stream, block((b":status", b"200"), (b"X-One", b"a")))

    def serve(plain, number):
        try:
            peer = context.wrap_socket(plain, server_side=True)
            if peer.selected_alpn_protocol() != "h2":
                print("request", number, "HTTP/1.1")
                request = b""
                while not request.endswith(b"abc" if request.startswith(b"POST") else b"\\r\\n\\r\\n"):
                    request += peer.recv(1 << 16)
                peer.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nok")
                return
            read = peer.makefile("rb").read
            read(24)
            peer.sendall(frame(4, 0, 0, b""))
            while True:
                head = read(9)
                if len(head) < 9:
                    return
                read(int.from_bytes(head[:3], "big"))
                kind, flags, stream = head[3], head[4], int.from_bytes(head[5:], "big")
                if kind == 4 and not flags & 1:
                    peer.sendall(frame(4, 1, 0, b""))
                if kind in (0, 1) and flags & 1:
                    print("request", number)
                    peer.sendall(answer(stream))
                    if sys.argv[3] == "cut":
                        # What is read together with a reset is lost.
                        threading.Timer(0.2, peer.sendall, [frame(3, 0, stream, bytes([0, 0, 0, 2]))]).start()
                    if sys.argv[3] == "gone":
                        return peer.close()
        except OSError:
            pass

    \(PythonServer.announcement)
    while True:
        plain = listener.accept()[0]
        threading.Thread(target=serve, args=(plain, count), daemon=True).start()
        count += 1

    """
}
