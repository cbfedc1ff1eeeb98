import HTTPModel
import HTTPServing
import TestSupport
import Testing

/// TLS with clients that mean well and others.
@Suite(.timeLimit(.minutes(5))) struct TLSTests {
  static let host = Proxy.host

  /// What happened when a script ran as the only client, once all is closed.
  private func events(_ script: String, _ change: (inout HTTPServer.Configuration) -> Void = { _ in }) async throws
    -> (events: [ServerEvent], output: String)
  {
    let proxy = try Proxy(change)
    var output = ""
    try await proxying(TunnelTests.stub(), proxy) { port, server in
      let result = try proxy.python(port, script)
      output = result.output + (result.status == 0 ? result.error : "")
      #expect(await eventually { await server.connectionCount() == 0 })
    }
    return (proxy.seen, output)
  }

  @Test func `a client that does not trust the root is named with its alert`() async throws {
    let (events, _) = try await events(
      "ssl.create_default_context(cadata=None).wrap_socket(tunnel(), server_hostname='\(Self.host)')")
    #expect(events == [.handshakeFailed(host: Self.host, .certificateRefused(alert: "unknown CA"))])
  }

  @Test func `a client that goes away after the handshake may have refused the certificate`() async throws {
    let (events, output) = try await events("tls(tunnel()).close()")
    #expect(output == "")
    #expect(events == [.unusedConnection(host: Self.host)])
  }

  @Test func `a client that goes away in the handshake is told of`() async throws {
    let (events, _) = try await events("tunnel().sendall(bytes.fromhex('1603010200010001fc'))")
    #expect(events == [.handshakeFailed(host: Self.host, .closed)])
  }

  @Test(arguments: [
    ("16" + String(repeating: "ff", count: 200), "wrong version number"), ("16474554202f20", "wrong version number"),
    ("16030100050100000000", "length too short"), ("1603015000" + "0100", "packet length too long"),
  ]) func `nonsense ends the connection and is told of`(bytes: String, reason: String) async throws {
    let (events, output) = try await events(
      """
      plain = tunnel()
      plain.sendall(bytes.fromhex('\(bytes)'))
      while plain.recv(100):
          pass
      """)
    #expect(events == [.handshakeFailed(host: Self.host, .protocol(reason: reason))])
    #expect(output == "")
  }

  @Test func `a name that there is no certificate for is refused`() async throws {
    let (events, _) = try await events("tls(tunnel('unsigned.test'), 'unsigned.test')")
    #expect(
      events == [
        .handshakeFailed(
          host: "unsigned.test",
          .noCertificate(
            name: "unsigned.test", reason: "the certificate authority does not cover the host unsigned.test"))
      ])
  }

  @Test func `without a name the tunnel's host is meant`() async throws {
    let (events, output) = try await events(
      """
      anyone = context()
      anyone.check_hostname = False
      peer = anyone.wrap_socket(tunnel())
      print(peer.getpeercert()["subjectAltName"], peer.selected_alpn_protocol(), peer.compression())
      peer.sendall(GET)
      print(peer.recv(100)[:15])
      """)
    #expect(output == "(('DNS', '\(Self.host)'),) None None\nb'HTTP/1.1 200 \\r\\n'\n")
    #expect(events == [])
  }

  @Test func `HTTP/2 is preferred, HTTP/1.1 is taken, and nothing else is spoken`() async throws {
    let (events, output) = try await events(
      """
      for offered in (["http/1.1", "h2"], ["http/1.1"], ["spdy/1"]):
          client = context()
          client.set_alpn_protocols(offered)
          try:
              peer = client.wrap_socket(tunnel(), server_hostname="\(Self.host)")
              print(peer.selected_alpn_protocol())
              peer.sendall(b"PRI" if peer.selected_alpn_protocol() == "h2" else GET)
              peer.recv(100)
              peer.close()
          except ssl.SSLError as error:
              print("alert" if "no application protocol" in str(error) else error)
      """)
    #expect(output == "h2\nhttp/1.1\nalert\n")
    #expect(events == [.handshakeFailed(host: Self.host, .protocol(reason: "no application protocol"))])
  }

  @Test func `TLS 1.1 is not spoken`() async throws {
    let (events, _) = try await events(
      """
      old = context()
      old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
      old.set_ciphers("ALL:@SECLEVEL=0")
      old.wrap_socket(tunnel(), server_hostname="\(Self.host)")
      """)
    #expect(events == [.handshakeFailed(host: Self.host, .protocol(reason: "unsupported protocol"))])
  }

  @Test func `a handshake has the time of a head`() async throws {
    let proxy = try Proxy()
    try await servingInVirtualTime(TunnelTests.stub(), proxy.configuration) { port, server, time in
      let client = try RawClient(port: port)
      try client.send(TunnelTests.connect())
      _ = try client.answer(to: .connect)
      await time.pass(.seconds(40))
      try client.send([0x16, 3, 1])
      // The bytes are read before the server looks at its clock again, or else the tunnel is idle for 20 s more.
      #expect(
        await eventually {
          await time.pass(.seconds(1))
          return await server.connectionCount() == 0
        })
      #expect(try client.receiveAll() == [])
    }
    #expect(proxy.seen == [.handshakeFailed(host: Self.host, .timedOut)])
  }

  @Test func `a connection that the server ends is closed in order`() async throws {
    let (events, output) = try await events(
      """
      peer = tls(tunnel())
      peer.sendall(GET.replace(b"\\r\\n\\r\\n", b"\\r\\nConnection: close\\r\\n\\r\\n"))
      answer = b""
      while not answer.endswith(b"fine"):
          answer += peer.recv(100)
      print(peer.recv(100))
      peer = tls(tunnel())
      print(peer.recv(100))
      """, { $0.idleTimeout = .milliseconds(300) })
    // A truncated stream would be an SSLEOFError.
    #expect(output == "b''\nb''\n")
    #expect(events == [])
  }

  @Test func `who says that nothing follows still gets the answer`() async throws {
    let gate = Gate()
    let responder = Answering { request in
      if request.via.isTunnelled { await gate.wait() } else { gate.open() }
      return .text("late")
    }
    let proxy = try Proxy()
    try await proxying(responder, proxy) { port, _ in
      let result = try proxy.python(
        port,
        """
        plain = tunnel()
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        peer = context().wrap_bio(incoming, outgoing, server_hostname="\(Self.host)")
        def step(action):
            while True:
                try:
                    result = action()
                    plain.sendall(outgoing.read())
                    return result
                except ssl.SSLWantReadError:
                    plain.sendall(outgoing.read())
                    incoming.write(plain.recv(65536))
        step(peer.do_handshake)
        peer.write(GET)
        try:
            peer.unwrap()
        except ssl.SSLWantReadError:
            pass
        plain.sendall(outgoing.read())
        other = socket.create_connection(("127.0.0.1", \(port)))
        other.sendall(GET)
        answer = b""
        while b"late" not in answer:
            answer += step(lambda: peer.read(100))
        print(answer[-4:])
        """)
      #expect(result.output == "b'late'\n", "\(result.error)")
    }
  }

  @Test func `a client that breaks off without a word cancels its request`() async throws {
    let begun = Gate(), cancelled = Gate()
    let proxy = try Proxy()
    try await proxying(Answering.never(begun, cancelled), proxy) { port, server in
      _ = try proxy.python(
        port,
        """
        peer = tls(tunnel())
        peer.sendall(GET)
        plain = socket.socket(fileno=peer.detach())
        plain.shutdown(socket.SHUT_WR)
        plain.recv(100)
        """)
      await cancelled.wait()
      #expect(await eventually { await server.connectionCount() == 0 })
    }
  }

  /// Lets openssl's client act on a letter: `R` renegotiates, `K` changes its keys and asks for others.
  private func openssl(_ letter: String, _ version: String, until text: String) async throws -> String {
    let proxy = try Proxy()
    var output = ""
    try await proxying(TunnelTests.stub(), proxy) { port, server in
      let result = try proxy.python(
        port,
        """
        import subprocess
        client = subprocess.Popen(["openssl", "s_client", "-proxy", "127.0.0.1:\(port)", "-connect", "\(Self.host):443",
            "\(version)", "-CAfile", "\(proxy.root)"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        output = b""
        def read(text):
            global output
            while text not in output:
                byte = client.stdout.read1(65536)
                if not byte:
                    return
                output += byte
        read(b"Verify return code: 0 (ok)")
        client.stdin.write(b"\(letter)\\n")
        client.stdin.flush()
        read(b"\(text == "fine" ? "KEYUPDATE" : text)")
        if b"KEYUPDATE" in output:
            client.stdin.write(GET)
            client.stdin.flush()
            read(b"fine")
        client.kill()
        print(output.decode())
        """)
      output = result.output + result.error
      #expect(await eventually { await server.connectionCount() == 0 })
    }
    return output
  }

  @Test func `renegotiation is refused`() async throws {
    let output = try await openssl("R", "-tls1_2", until: "no renegotiation")
    #expect(output.contains("RENEGOTIATING") && output.contains("no renegotiation"), "\(output)")
  }

  @Test func `changes of keys are answered`() async throws {
    let output = try await openssl("K", "-tls1_3", until: "fine")
    #expect(output.contains("KEYUPDATE") && output.contains("fine"), "\(output)")
  }

  @Test func `a hundred clients that fail leave nothing behind`() async throws {
    let proxy = try Proxy()
    try await proxying(TunnelTests.stub(), proxy) { port, server in
      for number in 0..<100 {
        let client = try RawClient(port: port)
        try client.send(TunnelTests.connect())
        _ = try client.answer(to: .connect)
        try client.send([0x16] + [UInt8](repeating: UInt8(number), count: 50))
        if number.isMultiple(of: 3) { client.close() }
      }
      #expect(await eventually { await server.connectionCount() == 0 })
    }
    #expect(proxy.seen.count == 100)
  }
}
