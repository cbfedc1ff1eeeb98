import HTTPModel
import HTTPServing
import TestSupport
import Testing

/// CONNECT, and what is asked in the tunnels that it opens.
@Suite(.timeLimit(.minutes(5))) struct TunnelTests {
  static func stub() -> StubResponder { StubResponder(Response(status: 200, body: .bytes(Array("fine".utf8)))) }

  static func connect(_ target: String = "\(Proxy.host):443", _ version: String = "1.1", _ fields: String = "")
    -> String
  { "CONNECT \(target) HTTP/\(version)\r\nHost: x\r\n\(fields)\r\n" }

  @Test(arguments: ["--tlsv1.3", "--tls-max 1.2"])
  func `curl asks over TLS in a tunnel, several times`(version: String) async throws {
    let stub = Self.stub(), proxy = try Proxy()
    try await proxying(stub, proxy) { port, server in
      let words = version.split(separator: " ").map(String.init)
      let result = try Subprocess.run(
        "curl",
        [
          "--http1.1", "-sS", "-w", "|%{http_version} %{http_code} %{num_connects}|", "--noproxy", "", "--proxy",
          "http://127.0.0.1:\(port)", "--cacert", proxy.root,
        ] + words + ["https://\(Proxy.host)/a?b", "https://\(Proxy.host)/c"])
      #expect(result.output == "fine|1.1 200 1|fine|1.1 200 0|", "\(result.error)")
      #expect(await eventually { await server.connectionCount() == 0 })
    }
    #expect(stub.requests.map { "\($0.origin)\($0.target)" } == ["/a?b", "/c"].map { "https://\(Proxy.host)" + $0 })
    #expect(stub.requests.allSatisfy { $0.via.isTunnelled && $0.via.listener == "http" })
    #expect(proxy.seen == [])
  }

  @Test func `plain HTTP in a tunnel is told by its first byte`() async throws {
    let stub = Self.stub(), proxy = try Proxy()
    try await proxying(stub, proxy) { port, _ in
      let result = try proxy.curl(port, "--proxytunnel", "http://\(Proxy.host)/a", "http://127.0.0.1:8080/b")
      #expect(result.output == "finefine", "\(result.error)")
    }
    #expect(stub.requests.map { "\($0.origin)" } == ["http://\(Proxy.host)", "http://127.0.0.1:8080"])
  }

  @Test func `large bodies come and go whole over TLS`() async throws {
    let proxy = try Proxy()
    let text = (0..<500_000).map { "\($0)\n" }.joined()
    try proxy.folder.write(text, to: "large")
    try await proxying(Answering.echo, proxy) { port, _ in
      for expectation in ["", "100-continue"] {
        let result = try proxy.curl(
          port, "-X", "PUT", "-H", "Expect: \(expectation)", "--data-binary", "@\(proxy.folder.path)/large",
          "https://\(Proxy.host)/a")
        #expect(result.output == "PUT /a " + text)
      }
    }
  }

  @Test func `a body is streamed both ways over TLS, and a slow reader slows its source down`() async throws {
    let proxy = try Proxy()
    let source = ChunkSource { $0 < 400 ? .chunk([UInt8](repeating: 97, count: 1 << 16)) : .end(trailers: []) }
    let responder = Answering { _ in .response(Response(status: 200, body: .stream(source, length: nil))) }
    try await proxying(responder, proxy) { port, server in
      let result = try proxy.python(
        port,
        """
        peer = tls(tunnel())
        peer.sendall(GET)
        first = peer.recv(1000)
        count = len(first)
        while not first.endswith(b"0\\r\\n\\r\\n"):
            first = first[-5:] + peer.recv(1 << 20)
            count += len(first) - 5
        print(count > 400 << 16)
        """)
      #expect(result.output == "True\n", "\(result.error)")
    }
  }

  @Test func `Python's urllib asks through the proxy`() async throws {
    let stub = Self.stub(), proxy = try Proxy()
    try await proxying(stub, proxy) { port, _ in
      let result = try Subprocess.run(
        "python3", ["-c", "import urllib.request as r; print(r.urlopen('https://\(Proxy.host)/a').read().decode())"],
        environment: [
          "https_proxy": "http://me:token@127.0.0.1:\(port)", "no_proxy": "", "SSL_CERT_FILE": proxy.root,
        ])
      #expect(result.output == "fine\n", "\(result.error)")
    }
    #expect(stub.requests.first?.via.proxyUser?.hasPrefix("Basic ") ?? false)
    #expect(!(stub.requests.first?.headers.contains("proxy-authorization") ?? true))
  }

  @Test(arguments: ["1.0", "1.1"]) func `only the target of CONNECT counts`(version: String) async throws {
    let stub = Self.stub()
    try await proxying(stub, try Proxy()) { port, _ in
      let client = try RawClient(port: port)
      try client.send(
        version == "1.0" ? "CONNECT \(Proxy.host):80 HTTP/1.0\r\n\r\n" : Self.connect("\(Proxy.host):80"))
      #expect(try client.answer(to: .connect)?.status == 200)
      #expect(try client.ask("GET /a HTTP/1.1\r\nHost: \(Proxy.host)\r\n\r\n").text == "fine")
    }
    #expect(stub.requests.map { "\($0.origin)" } == ["http://\(Proxy.host)"])
  }

  @Test func `what comes with CONNECT is the tunnel's`() async throws {
    let stub = Self.stub()
    try await proxying(stub, try Proxy()) { port, _ in
      let client = try RawClient(port: port)
      let get = "GET /a HTTP/1.1\r\nHost: \(Proxy.host)\r\n\r\n"
      try client.send("GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n" + Self.connect("\(Proxy.host):80") + get + get)
      let statuses = try [HTTPMethod.get, .connect, .get, .get].map { try client.answer(to: $0)?.status }
      #expect(statuses == [200, 200, 200, 200])
    }
    #expect(stub.requests.map { "\($0.origin)" } == ["http://x", "http://\(Proxy.host)", "http://\(Proxy.host)"])
  }

  @Test(arguments: [
    ("elsewhere.test:443", "no API here has this host"), ("x\(Proxy.host):443", "no API here has this host"),
    ("localhost:443", "this machine itself is reached only where it is named"),
    ("127.0.0.2:80", "this machine itself is reached only where it is named"),
    ("[::1]:443", "this machine itself is reached only where it is named"),
    ("0.0.0.0:443", "this machine itself is reached only where it is named"),
    ("169.254.169.254:80", "addresses of the local link are reached only where they are named"),
    ("[fe80::1]:443", "addresses of the local link are reached only where they are named"),
  ]) func `no tunnel leads to a host that is not named`(target: String, reason: String) async throws {
    try await proxying(Self.stub(), try Proxy()) { port, _ in
      let client = try RawClient(port: port)
      let answer = try client.ask(Self.connect(target))
      #expect(answer.status == 403)
      #expect(
        answer.text
          == #"{"type":"about:blank","title":"Forbidden","status":403,"detail":"no tunnel to \#(target): \#(reason)","next":"tapedeck --help"}"#
      )
      #expect(try client.receiveAll() == [])
    }
  }

  @Test(arguments: [
    ("CONNECT api.keygen.test HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("CONNECT /a HTTP/1.1\r\nHost: x\r\n\r\n", 400),
    ("CONNECT \(Proxy.host):443 HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na", 400),
    ("CONNECT \(Proxy.host):443 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    ("CONNECT \(Proxy.host):443 HTTP/1.1\r\n\r\n", 400),
  ]) func `a CONNECT that is not well-formed is refused`(request: String, status: Int) async throws {
    try await proxying(Self.stub(), try Proxy()) { port, _ in
      let client = try RawClient(port: port)
      #expect(try client.ask(request).status == status)
    }
  }

  @Test(arguments: [
    "GET /a HTTP/1.1\r\nHost: elsewhere.test\r\n\r\n",
    "GET http://elsewhere.test/ HTTP/1.1\r\nHost: \(Proxy.host)\r\n\r\n",
    "GET https://\(Proxy.host)/ HTTP/1.1\r\nHost: \(Proxy.host)\r\n\r\n",
  ]) func `a request for somebody else than the tunnel is refused`(request: String) async throws {
    let stub = Self.stub()
    try await proxying(stub, try Proxy()) { port, _ in
      let client = try RawClient(port: port)
      try client.send(Self.connect("\(Proxy.host):80"))
      _ = try client.answer(to: .connect)
      #expect(try client.ask(request).status == 421)
    }
    #expect(stub.requests.isEmpty)
  }

  @Test func `a request in a tunnel is for the tunnel's port, whatever Host says of it`() async throws {
    let stub = Self.stub()
    try await proxying(stub, try Proxy()) { port, _ in
      let client = try RawClient(port: port)
      try client.send(Self.connect("\(Proxy.host):8080"))
      _ = try client.answer(to: .connect)
      for target in ["/a", "http://\(Proxy.host):8080/b"] {
        #expect(try client.ask("GET \(target) HTTP/1.1\r\nHost: \(Proxy.host)\r\n\r\n").status == 200)
      }
    }
    #expect(stub.requests.map { "\($0.origin)" } == .init(repeating: "http://\(Proxy.host):8080", count: 2))
  }

  @Test func `a tunnel that nothing comes through is closed like an idle connection`() async throws {
    let proxy = try Proxy()
    try await servingInVirtualTime(Self.stub(), proxy.configuration) { port, server, time in
      let client = try RawClient(port: port)
      try client.send(Self.connect())
      #expect(try client.answer(to: .connect)?.status == 200)
      await time.pass(.seconds(59))
      #expect(await server.connectionCount() == 1)
      await time.pass(.seconds(2))
      #expect(try client.receiveAll() == [])
      #expect(await server.connectionCount() == 0)
    }
    #expect(proxy.seen == [])
  }

  @Test func `a server that stops closes tunnels in which nothing happens`() async throws {
    let proxy = try Proxy()
    try await proxying(Self.stub(), proxy) { port, server in
      let idle = try RawClient(port: port), begun = try RawClient(port: port)
      for client in [idle, begun] {
        try client.send(Self.connect())
        #expect(try client.answer(to: .connect)?.status == 200)
      }
      try begun.send([0x16])
      await server.stop()
      #expect(try idle.receiveAll() == [])
    }
  }
}
