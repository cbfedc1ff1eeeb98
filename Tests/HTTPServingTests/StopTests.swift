import EventLoop
import HTTPModel
import HTTPServing
import Locking
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite(.timeLimit(.minutes(3))) struct StopTests {
  static let get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"

  @Test func `a graceful stop ends what is under way and refuses new connections`() async throws {
    let begun = Gate(), gate = Gate()
    let responder = Answering { request in
      if request.target == Target("/slow") {
        begun.open()
        await gate.wait()
      }
      return .text("\(request.target)")
    }
    try await serving(responder) { port, server in
      let idle = try RawClient(port: port), slow = try RawClient(port: port), head = try RawClient(port: port)
      #expect(try idle.ask(Self.get).status == 200)
      try head.send("GET /head HTTP/1.1\r\nHo")
      try slow.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\nGET /next HTTP/1.1\r\nHost: x\r\n\r\n")
      await begun.wait()
      async let stopped: Void = server.stop()
      #expect(try idle.receiveAll() == [])
      #expect(throws: RawClient.Failure(code: ECONNREFUSED)) { try RawClient(port: port) }
      // A head that had begun is a request under way.
      let last = try head.ask("st: x\r\n\r\n")
      #expect(last.text == "/head")
      #expect(last.head.headers.first("Connection") == "close")
      gate.open()
      let answer = try slow.answer()
      #expect(answer?.text == "/slow")
      #expect(answer?.head.headers.first("Connection") == "close")
      #expect(try slow.answer() == nil)
      slow.close()
      head.close()
      await stopped
      #expect(await server.connectionCount() == 0)
    }
  }

  @Test func `a second stop ends at once`() async throws {
    let begun = Gate(), cancelled = Gate()
    try await serving(Answering.never(begun, cancelled)) { port, server in
      let client = try RawClient(port: port)
      try client.send(Self.get)
      await begun.wait()
      async let graceful: Void = server.stop()
      await server.stop(within: .zero)
      await graceful
      await cancelled.wait()
      #expect(try client.receiveAll() == [])
    }
  }

  @Test func `what is not done after the grace is cut off`() async throws {
    let begun = Gate()
    let responder = Answering { _ in
      begun.open()
      await Gate().wait()
      return .text("")
    }
    try await serving(responder) { port, server in
      let client = try RawClient(port: port)
      try client.send(Self.get)
      await begun.wait()
      await server.stop(within: .milliseconds(30))
      #expect(try client.receiveAll() == [])
    }
  }

  @Test func `of two graceful stops the shorter time counts`() async throws {
    let begun = Gate(), cancelled = Gate()
    try await servingInVirtualTime(Answering.never(begun, cancelled)) { port, server, time in
      let client = try RawClient(port: port)
      try client.send(Self.get)
      await begun.wait()
      async let first: Void = server.stop(within: .seconds(10))
      #expect(await eventually { (try? RawClient(port: port)) == nil })
      async let second: Void = server.stop(within: .seconds(1000))
      await time.pass(.seconds(9))
      #expect(await server.connectionCount() == 1)
      await time.pass(.seconds(1))
      #expect(try client.receiveAll() == [])
      await first
      await second
    }
  }

  @Test func `a stopped server can start again`() async throws {
    try await serving(Answering.echo) { port, server in
      await server.stop()
      let origin = try await server.start(answering: Answering.echo)
      #expect(try RawClient(port: origin.port).ask(Self.get).status == 200)
      await #expect(throws: ServerError.alreadyListening) { try await server.start(answering: Answering.echo) }
    }
  }

  @Test func `run serves until its task is cancelled`() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let server = HTTPServer(loop)
    let (ports, continuation) = AsyncStream<Int>.makeStream()
    let task = Task { try await server.run(answering: Answering.echo) { continuation.yield($0.port) } }
    for await port in ports {
      #expect(try RawClient(port: port).ask(Self.get).status == 200)
      break
    }
    task.cancel()
    try await task.value
    #expect(await server.connectionCount() == 0)
  }

  @Test func `where nobody can listen the error says why`() async throws {
    try await serving(Answering.echo) { port, _ in
      let loop = try EventLoop()
      defer { loop.stop() }
      for (host, number, error) in [
        ("127.0.0.1", port, ServerError.portInUse(host: "127.0.0.1", port: port)),
        ("192.0.2.1", 0, .addressUnavailable(host: "192.0.2.1", port: 0)),
        ("example.com", 0, .addressUnavailable(host: "example.com", port: 0)),
      ] {
        let server = HTTPServer(
          loop,
          configuration: configured {
            $0.host = host
            $0.port = number
          })
        await #expect(throws: error) { try await server.start(answering: Answering.echo) }
      }
    }
  }

  #if os(Linux)
    @Test func `two thousand connections of all kinds leave no descriptor`() async throws {
      try await serving(Answering.echo, configured { $0.halfCloseGrace = .milliseconds(20) }) { port, server in
        for number in 0..<2000 {
          let client = try RawClient(port: port)
          switch number % 8 {
          case 0: #expect(try client.ask(Self.get).status == 200)
          case 1: try client.send("GET / HT")
          case 2: try client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc")
          case 3: #expect(try client.ask("GET / HTTP/1.1\r\nHost : x\r\n\r\n").status == 400)
          case 4:
            try client.send(Self.get)
            client.endSending()
            #expect(try client.answer()?.status == 200)
          case 5:
            try client.send(Self.get)
            client.reset()
          case 6:
            try client.send("PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")
            client.reset()
          default: break
          }
        }
        #expect(await eventually { await server.connectionCount() == 0 })
        // The listener's is left.
        #expect(try await eventually { try openSockets(port) == 1 })
      }
    }

    /// How many descriptors of sockets there are with this port at either end, whatever else the process does meanwhile.
    private func openSockets(_ port: Int) throws -> Int {
      let hexadecimal = String(port, radix: 16, uppercase: true)
      let suffix = ":" + String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal
      let table = String(decoding: try SharedFiles.contents("/proc/self/net/tcp"), as: UTF8.self)
      return table.split(separator: "\n").dropFirst().count { line in
        let words = line.split(separator: " ")
        // A socket that only the kernel still knows has no inode.
        return (words[1].hasSuffix(suffix) || words[2].hasSuffix(suffix)) && words[9] != "0"
      }
    }
  #endif
}
