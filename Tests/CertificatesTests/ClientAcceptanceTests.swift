import Certificates
import Clocks
import TestSupport
import Testing

/// What real clients say to the certificates.
@Suite(.timeLimit(.minutes(5))) struct ClientAcceptanceTests {
  /// Serves TLS on loopback and asks itself for the host, by Python's own client and by curl. Prints `ok` or why not, and
  /// curl's exit code.
  static let probe = """
    import socket, ssl, subprocess, sys, threading
    chain, key, root, host = sys.argv[1:]
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(chain, key)
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    def serve():
        while True:
            plain, _ = listener.accept()
            try:
                with server.wrap_socket(plain, server_side=True) as tls:
                    tls.recv(4096)
                    tls.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\nConnection: close\\r\\n\\r\\nok")
            except OSError:
                pass
    threading.Thread(target=serve, daemon=True).start()
    client = ssl.create_default_context(cafile=root)
    client.verify_flags |= ssl.VERIFY_X509_STRICT
    try:
        with client.wrap_socket(socket.create_connection(("127.0.0.1", port)), server_hostname=host) as tls:
            tls.sendall(b"GET / HTTP/1.1\\r\\n\\r\\n")
            print("ok" if b"200 OK" in tls.recv(4096) else "no answer")
    except ssl.SSLCertVerificationError as error:
        print(error.verify_message)
    done = subprocess.run(["curl", "--silent", "--max-time", "20", "--noproxy", "*", "--cacert", root, "--resolve",
        f"{host}:{port}:127.0.0.1", f"https://{host}:{port}/"], stdout=subprocess.DEVNULL)
    print(done.returncode)
    """

  static func ask(_ host: String, chain: String, key: String, root: String) throws -> [String] {
    let result = try Subprocess.run("python3", ["-c", probe, chain, key, root, host])
    return result.output.split(separator: "\n").map(String.init) + (result.status == 0 ? [] : [result.error])
  }

  static let hosts = (["api.keygen.sh"] + (1...199).map { "host\($0).example.com" }).map { Authority.host($0) }

  @Test func `Python with strict checks and curl accept a host's certificate`() throws {
    let authority = try Authority()
    let made = try authority.store.authority(for: [Authority.keygen, Authority.paddle])
    let certificate = try made.certificate(for: Authority.paddle)
    let chain = try authority.write(certificate.chain, to: "chain.pem")
    let key = try authority.write(key: certificate.privateKey, to: "leaf.key")
    #expect(try Self.ask("api.paddle.com", chain: chain, key: key, root: authority.store.rootPath) == ["ok", "0"])
  }

  @Test func `two hundred hosts are not too many`() throws {
    let authority = try Authority()
    let made = try authority.store.authority(for: Self.hosts)
    let certificate = try made.certificate(for: Authority.host("host199.example.com"))
    let chain = try authority.write(certificate.chain, to: "chain.pem")
    let key = try authority.write(key: certificate.privateKey, to: "leaf.key")
    #expect(
      try Self.ask("host199.example.com", chain: chain, key: key, root: authority.store.rootPath) == ["ok", "0"])
  }

  @Test(arguments: ["DNS:evil.example", "DNS:evilkeygen.sh", "DNS:api.keygen.sh,DNS:evil.example", "IP:127.0.0.1"])
  func `a stolen issuer's key makes nothing that clients accept for another host`(name: String) throws {
    let authority = try Authority()
    _ = try authority.store.authority(for: [Authority.keygen])
    let (chain, key) = try authority.forged(for: name)
    let host = String(name.split(separator: ":").last ?? "")
    #expect(
      try Self.ask(host, chain: chain, key: key, root: authority.store.rootPath)
        == [name.hasPrefix("IP") ? "excluded subtree violation" : "permitted subtree violation", "60"])
    let verified = try Authority.openssl(
      "verify", "-x509_strict", "-CAfile", authority.store.rootPath, "-untrusted",
      "\(authority.store.folder)/authority.pem", chain)
    #expect(verified.status == 2)
    #expect(verified.error.contains("subtree violation"))
  }

  @Test func `a name below a permitted one is accepted`() throws {
    let authority = try Authority()
    let made = try authority.store.authority(for: [Authority.host("keygen.sh")])
    let certificate = try made.certificate(for: Authority.keygen)
    let chain = try authority.write(certificate.chain, to: "chain.pem")
    let key = try authority.write(key: certificate.privateKey, to: "leaf.key")
    #expect(try Self.ask("api.keygen.sh", chain: chain, key: key, root: authority.store.rootPath) == ["ok", "0"])
  }

  @Test func `openssl verifies the chain strictly and finds in it what the profile says`() throws {
    let authority = try Authority()
    let made = try authority.store.authority(for: [Authority.keygen, Authority.paddle])
    let certificate = try made.certificate(for: Authority.keygen)
    let leaf = try authority.write([certificate.chain[0]], to: "leaf.pem")
    let issuer = try authority.write([certificate.chain[1]], to: "issuer.pem")
    let verified = try Authority.openssl(
      "verify", "-x509_strict", "-verify_hostname", "api.keygen.sh", "-CAfile", authority.store.rootPath, "-untrusted",
      issuer, leaf)
    #expect(verified.output == "\(leaf): OK\n")
    func text(_ file: String) throws -> String { try Authority.openssl("x509", "-in", file, "-noout", "-text").output }
    for file in [authority.store.rootPath, issuer] {
      let text = try text(file)
      #expect(text.contains("X509v3 Name Constraints: critical"))
      #expect(text.contains("DNS:api.keygen.sh") && text.contains("DNS:api.paddle.com"))
      #expect(text.contains("IP:0.0.0.0/0.0.0.0") && text.contains("IP:0:0:0:0:0:0:0:0/0:0:0:0:0:0:0:0"))
      #expect(text.contains("X509v3 Key Usage: critical\n                Certificate Sign, CRL Sign"))
      #expect(text.contains("NIST CURVE: P-256") && text.contains("Signature Algorithm: ecdsa-with-SHA256"))
    }
    #expect(try text(authority.store.rootPath).contains("CA:TRUE, pathlen:1"))
    #expect(try text(issuer).contains("CA:TRUE, pathlen:0"))
    let said = try text(leaf)
    #expect(said.contains("Subject: O = Tapedeck\n"))
    #expect(said.contains("X509v3 Basic Constraints: critical\n                CA:FALSE"))
    #expect(said.contains("X509v3 Subject Alternative Name: \n                DNS:api.keygen.sh\n"))
    #expect(said.contains("TLS Web Server Authentication"))
    #expect(try Authority.openssl("x509", "-in", leaf, "-noout", "-checkend", "\(394 * 86_400)").status == 0)
    #expect(try Authority.openssl("x509", "-in", leaf, "-noout", "-checkend", "\(396 * 86_400)").status == 1)
  }
}
