import HTTPModel
import HTTPServing
import TestSupport
import Testing

/// Real clients that speak HTTP/2 in tunnels.
@Suite(.timeLimit(.minutes(5))) struct HTTP2ClientTests {
  static let url = "https://\(Proxy.host)"

  @Test(arguments: ["--tlsv1.3", "--tls-max 1.2"])
  func `curl asks over HTTP/2, several times on one connection`(version: String) async throws {
    let stub = TunnelTests.stub(), proxy = try Proxy()
    try await proxying(stub, proxy) { port, server in
      let words = version.split(separator: " ").map(String.init)
      let result = try proxy.curl(
        port,
        ["--http2", "-w", "|%{http_version} %{http_code} %{num_connects}|"] + words + [
          "\(Self.url)/a?b", "\(Self.url)/c",
        ])
      #expect(result.output == "fine|2 200 1|fine|2 200 0|", "\(result.error)")
      #expect(await eventually { await server.connectionCount() == 0 })
    }
    #expect(stub.requests.map { "\($0.origin)\($0.target)" } == ["/a?b", "/c"].map { Self.url + $0 })
    #expect(stub.requests.allSatisfy { $0.via.isTunnelled && $0.headers.first("host") == Proxy.host })
    #expect(proxy.seen == [])
  }

  @Test func `curl makes 20 transfers at once over one connection`() async throws {
    let gate = Gate(), all = Upload(), proxy = try Proxy()
    let responder = Answering { request in
      all.add(1)
      if all.count == 20 { gate.open() }
      await gate.wait()
      return .text("\(request.target)\n")
    }
    try await proxying(responder, proxy) { port, _ in
      let result = try proxy.curl(
        port,
        [
          "--http2", "--parallel", "--parallel-max", "20", "-w", "%{num_connects} %{http_version}\n",
          "\(Self.url)/[1-20]",
        ])
      let lines = result.output.split(separator: "\n").map(String.init)
      #expect(Set(lines.filter { $0.hasPrefix("/") }) == Set((1...20).map { "/\($0)" }), "\(result.error)")
      #expect(lines.filter { $0 == "1 2" }.count == 1)
      #expect(lines.filter { $0 == "0 2" }.count == 19)
    }
  }

  @Test func `large bodies come and go whole`() async throws {
    let proxy = try Proxy()
    let text = (0..<500_000).map { "\($0)\n" }.joined()
    try proxy.folder.write(text, to: "large")
    try await proxying(Answering.echo, proxy) { port, _ in
      let result = try proxy.curl(
        port, ["--http2", "-X", "PUT", "--data-binary", "@\(proxy.folder.path)/large", "\(Self.url)/a"])
      #expect(result.output == "PUT /a " + text)
    }
  }

  @Test func `an answer before the end of a long upload arrives`() async throws {
    let stub = TunnelTests.stub(), proxy = try Proxy()
    try proxy.folder.write(String(repeating: "a", count: 5_000_000), to: "large")
    try await proxying(stub, proxy) { port, _ in
      let result = try proxy.curl(port, ["--http2", "-T", "\(proxy.folder.path)/large", "\(Self.url)/a"])
      #expect(result.output == "fine", "\(result.error)")
    }
  }

  @Test func `a failure is one for curl, before an answer and within one`() async throws {
    let proxy = try Proxy()
    let source = ChunkSource { $0 == 0 ? .chunk([97]) : .failure(TransportFailure(.reset, "x")) }
    let responder = StubResponder { request in
      if request.target.description == "/fine" { return .text("fine") }
      if request.target.description == "/a" { return .failure(TransportFailure(.reset, "x")) }
      return .response(Response(status: 200, body: .stream(source, length: nil)))
    }
    try await proxying(responder, proxy) { port, _ in
      let result = try proxy.curl(
        port,
        ["--http2", "-w", "|%{exitcode} %{http_code} %{num_connects}|"] + ["/a", "/b", "/fine"].map { Self.url + $0 })
      #expect(result.output == "|92 000 1|a|92 200 0|fine|0 200 0|", "\(result.error)")
    }
  }

  @Test func `a server without HTTP/2 speaks HTTP/1.1 with whoever offers both`() async throws {
    let stub = TunnelTests.stub(), proxy = try Proxy { $0.http2 = false }
    try await proxying(stub, proxy) { port, _ in
      let result = try proxy.curl(port, ["--http2", "-w", "%{http_version}", "\(Self.url)/a"])
      #expect(result.output == "fine1.1", "\(result.error)")
    }
  }

  @Test func `HTTP/2 without TLS is refused`() async throws {
    let stub = TunnelTests.stub(), proxy = try Proxy()
    try await proxying(stub, proxy) { port, _ in
      let client = try RawClient(port: port)
      try client.send(TunnelTests.connect("\(Proxy.host):80"))
      _ = try client.answer(to: .connect)
      try client.send(HTTP2Peer.preface)
      #expect(try client.answer()?.status == 505)
    }
    #expect(stub.requests.isEmpty)
  }

  @Test(.enabled(if: HTTP2ClientTests.hasGo, "go is not installed"), .timeLimit(.minutes(10)))
  func `Go's net/http gets trailers and sends them, cancels, and shares a connection`() async throws {
    let cancelled = Gate(), proxy = try Proxy()
    let responder = Answering { request in
      if request.target.description == "/never" {
        await withTaskCancellationHandler {
          await Gate().wait()
        } onCancel: {
          cancelled.open()
        }
      }
      guard case .success(let body) = await request.body.collected() else { return .text("failed") }
      let text = String(decoding: body.bytes, as: UTF8.self) + body.trailers.map(\.description).joined()
      let source = ChunkSource([text.isEmpty ? "none" : text], trailers: [HeaderField("Sum", "7")])
      return .response(
        Response(status: 200, headers: [HeaderField("Trailer", "Sum")], body: .stream(source, length: nil)))
    }
    try proxy.folder.write(Self.program, to: "main.go")
    try await proxying(responder, proxy) { port, server in
      let result = try Subprocess.run(
        "go", ["run", "main.go", Self.url], in: proxy.folder.path,
        environment: [
          "https_proxy": "http://127.0.0.1:\(port)", "no_proxy": "", "SSL_CERT_FILE": proxy.root,
          "GOCACHE": "\(proxy.folder.path)/cache", "GO111MODULE": "off",
        ])
      #expect(result.output == "HTTP/2.0 ab\nSum: 6 | 7\ncancelled\n20 HTTP/2.0\n", "\(result.error)")
      await cancelled.wait()
      #expect(await eventually { await server.connectionCount() == 0 })
    }
  }

  static let hasGo = (try? Subprocess.run("go", ["version"]).status == 0) ?? false

  private static let program = #"""
    package main

    import (
    	"context"
    	"fmt"
    	"io"
    	"net/http"
    	"os"
    	"strings"
    	"sync"
    	"time"
    )

    func ask(request *http.Request) (*http.Response, string) {
    	response, err := http.DefaultClient.Do(request)
    	if err != nil {
    		fmt.Fprintln(os.Stderr, err)
    		os.Exit(1)
    	}
    	text, err := io.ReadAll(response.Body)
    	if err != nil {
    		fmt.Fprintln(os.Stderr, err)
    		os.Exit(1)
    	}
    	response.Body.Close()
    	return response, string(text)
    }

    func main() {
    	url := os.Args[1]
    	request, _ := http.NewRequest("POST", url+"/a", io.MultiReader(strings.NewReader("a"), strings.NewReader("b\n")))
    	request.Trailer = http.Header{"Sum": {"6"}}
    	response, text := ask(request)
    	fmt.Println(response.Proto, strings.ReplaceAll(text, "sum", "Sum"), "|", response.Trailer.Get("Sum"))

    	limited, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
    	defer cancel()
    	request, _ = http.NewRequestWithContext(limited, "GET", url+"/never", nil)
    	if _, err := http.DefaultClient.Do(request); err != nil {
    		fmt.Println("cancelled")
    	}

    	var group sync.WaitGroup
    	protocols := make(chan string, 20)
    	for i := 0; i < 20; i++ {
    		group.Add(1)
    		go func() {
    			defer group.Done()
    			request, _ := http.NewRequest("GET", url+"/b", nil)
    			response, _ := ask(request)
    			protocols <- response.Proto
    		}()
    	}
    	group.Wait()
    	fmt.Println(len(protocols), <-protocols)
    }
    """#
}
