import HTTPFetching
import HTTPModel
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Nothing in the environment changes what is sent, or where to; nothing is left behind in the process. Each test has a
/// process of its own for it.
@Suite(.timeLimit(.minutes(10))) struct EnvironmentTests {
  @Test func `no proxy is taken from the environment`() async throws {
    await #expect(processExitsWith: .success) {
      let proxy = try ScriptedServer(ScriptedServer.answering("HTTP/1.1 502 Proxied\r\nContent-Length: 0\r\n\r\n"))
      try proxy.start()
      for name in ["http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
        setenv(name, "http://127.0.0.1:\(proxy.port)", 1)
      }
      setenv("no_proxy", "", 1)
      try await withServer({ connection in
        try connection.read(1)
        try connection.send(ScriptedServer.ok)
        try connection.readToEnd()
      }) { server, client in
        #expect(await client.respond(to: server.request()).outcome.response?.status == 200)
        let origin = Origin(scheme: "https", host: "127.0.0.1", port: server.port)
        #expect(await client.respond(to: Request(.get, origin, Target("/"))).outcome.failure?.kind == .tls)
        #expect(server.connections == 2)
        #expect(proxy.connections == 0)
      }
    }
  }

  @Test func `no credentials are taken from netrc`() async throws {
    await #expect(processExitsWith: .success) {
      let home = try TemporaryFolder()
      try home.write("machine 127.0.0.1 login user password secret\n", to: ".netrc")
      setenv("HOME", home.path, 1)
      setenv("NETRC", "\(home.path)/.netrc", 1)
      try await withServer(ScriptedServer.answering(ScriptedServer.ok)) { server, client in
        #expect(await client.respond(to: server.request()).outcome.response?.status == 200)
        #expect(server.text() == "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n")
      }
    }
  }

  /// What a client that trusts the certificate gets of the server.
  private static func outcome(of server: TLSServer, _ certificate: Certificate) async throws -> Outcome {
    let configuration = CurlClient.Configuration {
      $0.caFile = certificate.file
      $0.connectTo = [.init(host: "api.example.test", port: 443, address: "127.0.0.1", addressPort: server.port)]
    }
    return try await withClient(configuration) { client in
      let request = Request(.get, Origin(scheme: "https", host: "api.example.test"), Target("/"))
      return await client.respond(to: request).outcome
    }
  }

  @Test func `no keys are written where the environment says so`() async throws {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder(), certificate = try Certificate(name: "api.example.test")
      setenv("SSLKEYLOGFILE", "\(folder.path)/keys", 1)
      let server = try TLSServer(certificate)
      defer { server.stop() }
      #expect(try await EnvironmentTests.outcome(of: server, certificate).response?.status == 200)
      #expect(getenv("SSLKEYLOGFILE").map { String(cString: $0) } == "\(folder.path)/keys")
      #expect(access("\(folder.path)/keys", F_OK) != 0)
    }
  }

  @Test func `no version of TLS before 1_2 is spoken, whatever OpenSSL's configuration allows`() async throws {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder(), certificate = try Certificate(name: "api.example.test")
      try folder.write(
        """
        openssl_conf = a
        [a]
        ssl_conf = b
        [b]
        system_default = c
        [c]
        MinProtocol = TLSv1
        CipherString = ALL:@SECLEVEL=0

        """, to: "openssl.cnf")
      setenv("OPENSSL_CONF", "\(folder.path)/openssl.cnf", 1)
      for (version, isTaken) in [("TLSv1_1", false), ("TLSv1_2", true)] {
        let server = try TLSServer(certificate, atMost: version)
        defer { server.stop() }
        let outcome = try await EnvironmentTests.outcome(of: server, certificate)
        #expect((outcome.response?.status == 200) == isTaken)
        #expect(isTaken || outcome.failure?.kind == .tls)
      }
    }
  }

  @Test func `no descriptor is left of a client that is gone`() async throws {
    await #expect(processExitsWith: .success) {
      let server = try ScriptedServer { connection in
        let head = try connection.readHead()
        try connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n\(head.contains("/half") ? "bo" : "body")")
        try connection.readToEnd()
      }
      try server.start()
      func open() -> Int { (0..<1024).count { fcntl($0, F_GETFD) != -1 } }
      var before = 0
      for round in 0..<20 {
        if round == 1 { before = open() }
        try await withClient { client in
          #expect(await client.whole(server.request()).text == "body")
          let half = await client.respond(to: server.request(.post, "/half")).outcome.response
          let task = Task { await client.respond(to: server.request(.get, "/half")).outcome }
          task.cancel()
          _ = await task.value
          #expect(half?.status == 200)
        }
      }
      // The runtime opens some for itself; one left behind each time would be 19.
      #expect(await eventually { open() < before + 10 })
    }
  }
}
