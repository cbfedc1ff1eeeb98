import HTTPFetching
import HTTPModel
import TestSupport
import Testing

/// Servers that speak HTTP/2.
@Suite(.timeLimit(.minutes(5))) struct HTTP2Tests {
  /// Asks `times` times, each time when the answer before has come, and says what the server has seen.
  private func ask(
    _ answer: HTTP2Server.Answer, _ requests: [Request] = [Self.get], http2: Bool = true,
    _ body: (_ response: Response?, _ text: String, _ trailers: HeaderFields, TransportFailure?) -> Void
  ) async throws -> [String] {
    let certificate = try Certificate(name: TLSTests.name)
    let server = try HTTP2Server(certificate, answer)
    let configuration = CurlClient.Configuration {
      $0.http2 = http2
      $0.caFile = certificate.file
      $0.connectTo = [.init(host: TLSTests.name, port: 443, address: "127.0.0.1", addressPort: server.port)]
    }
    try await withClient(configuration) { client in
      for request in requests {
        switch await client.respond(to: request).outcome {
        case .response(let response):
          switch await response.body.collected() {
          case .success(let all): body(response, String(decoding: all.bytes, as: UTF8.self), all.trailers, nil)
          case .failure(let failure):
            body(response, String(decoding: failure.partialBody, as: UTF8.self), [], failure)
          }
        case .failure(let failure): body(nil, "", [], failure)
        case .miss: Issue.record("a miss")
        }
      }
    }
    return server.stop().split(separator: "\n").map(String.init)
  }

  private static let get = Request(.get, TLSTests.origin, Target("/a"))
  private static let post = Request(
    .post, TLSTests.origin, Target("/a"), headers: [HeaderField("Content-Length", "3")], body: .bytes([97, 98, 99]))

  @Test func `an answer is whole, with its interim head and its trailers, and connections are used again`() async throws
  {
    let seen = try await ask(.whole, [Self.get, Self.get, Self.post]) { response, text, trailers, failure in
      #expect(failure == nil, "\(failure?.text ?? "")")
      #expect(response?.version == .http2)
      #expect(response?.status == 200)
      #expect(response?.reason == "")
      #expect(response?.headers.map(\.description) == ["x-one: a"])
      #expect(
        response?.interim == [Response.Interim(status: 103, reason: "", headers: [HeaderField("link", "b")])])
      #expect(text == "hello")
      #expect(trailers.map(\.description) == ["sum: 6", "empty: "])
    }
    #expect(seen == ["request 0", "request 0", "request 1"])
  }

  @Test func `a reset within a body is one, behind what had come`() async throws {
    _ = try await ask(.cut) { response, text, _, failure in
      #expect(response?.status == 200)
      #expect(text == "hel")
      #expect(failure?.kind == .reset)
      #expect(failure?.afterBytes == 3)
    }
  }

  @Test(arguments: [
    (HTTP2Server.Answer.malformed, TransportFailure.Kind.protocol), (.refused, .reset), (.gone, .reset),
  ])
  func `what is no answer is a failure, and no request is sent twice that changes something`(
    answer: HTTP2Server.Answer, kind: TransportFailure.Kind
  ) async throws {
    let seen = try await ask(answer, [Self.post]) { response, _, _, failure in
      #expect(response == nil)
      #expect(failure?.kind == kind, "\(failure?.text ?? "")")
    }
    #expect(seen == ["request 0"])
  }

  @Test func `HTTP/1.1 is spoken where HTTP/2 is switched off, and for bodies that are streams`() async throws {
    var streamed = Self.post
    streamed.body = .stream(Pieces(["a", "b", "c"]), length: 3)
    for (request, http2) in [(Self.get, false), (streamed, true)] {
      let seen = try await ask(.whole, [request], http2: http2) { response, text, _, failure in
        #expect(response?.version == .http11, "\(failure?.text ?? "")")
        #expect(text == "ok")
      }
      #expect(seen == ["request 0 HTTP/1.1"])
    }
  }
}
