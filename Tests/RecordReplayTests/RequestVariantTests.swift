import HTTPModel
import RecordReplay
import TestSupport
import Testing

/// Recorded interactions whose requests differ by the fields alone that say which representation is wanted.
struct RequestVariantTests {
  private static func get(_ fields: (String, String)...) -> Request {
    .sample(.get, "https://api.test/things", HeaderFields(fields.map { HeaderField($0.0, $0.1) }))
  }

  @Test func `Range decides where recorded ones differ by it`() async throws {
    let replayer = try Replayer(
      [Self.get(), Self.get(("Range", "bytes=0-9")), Self.get(("Range", "bytes=10-19"))], api: .demo,
      afterLast: .repeatLast)
    #expect(await replayer.answer(Self.get(("Range", "bytes=10-19"))) == "answer 3")
    #expect(await replayer.answer(Self.get(("Range", "Bytes = 0-9"))) == "answer 2")
    #expect(await replayer.answer(Self.get()) == "answer 1")
    #expect(await replayer.answer(Self.get(("Range", "bytes=20-29"))) == "miss")
    #expect(
      replayer.misses.first?.closest?.mismatches == [
        Mismatch(pointer: "/headers/range", recorded: nil, received: "bytes=20-29")
      ])
  }

  @Test func `Accept decides where recorded ones differ by it, and who takes anything gets them in order`() async throws
  {
    let replayer = try Replayer(
      [Self.get(("Accept", "application/json")), Self.get(("Accept", "text/html, */*"))], api: .demo,
      afterLast: .repeatLast)
    #expect(await replayer.answer(Self.get(("Accept", "text/html,*/*"))) == "answer 2")
    #expect(await replayer.answer(Self.get(("accept", "Application/JSON"))) == "answer 1")
    #expect(await replayer.answer(Self.get(("Accept", "image/png"))) == "miss")
    #expect(replayer.misses.first?.closest?.mismatches.map(\.pointer) == ["/headers/accept"])
    let fresh = replayer.fresh()
    #expect(await fresh.answer(Self.get(("Accept", "*/*"))) == "answer 1")
    #expect(await fresh.answer(Self.get()) == "answer 2")
  }

  @Test func `Accept-Language decides as Accept does`() async throws {
    let replayer = try Replayer(
      [Self.get(("Accept-Language", "de")), Self.get(("Accept-Language", "en, *;q=0.5"))], api: .demo,
      afterLast: .repeatLast)
    #expect(await replayer.answer(Self.get(("Accept-Language", "EN,*;q=0.5"))) == "answer 2")
    #expect(await replayer.answer(Self.get(("Accept-Language", "de"))) == "answer 1")
    #expect(await replayer.answer(Self.get(("Accept-Language", "fr"))) == "miss")
    #expect(replayer.misses.first?.closest?.mismatches.map(\.pointer) == ["/headers/accept-language"])
    #expect(await replayer.fresh().answer(Self.get(("Accept-Language", "*"))) == "answer 1")
  }

  @Test func `where recorded ones do not differ by them, they do not matter`() async throws {
    let replayer = try Replayer(
      [Self.get(("Accept", "a/b"), ("Range", "bytes=0-1")), Self.get(("Accept", "a/b"), ("Range", "bytes=0-1"))],
      api: .demo)
    #expect(await replayer.answer(Self.get()) == "answer 1")
    #expect(await replayer.answer(Self.get(("Accept", "c/d"), ("Range", "bytes=5-"))) == "answer 2")
  }

  @Test func `a request without a condition gets what was asked for without one`() async throws {
    let replayer = try Replayer([Self.get(("If-None-Match", "\"1\"")), Self.get()], api: .demo, afterLast: .repeatLast)
    #expect(await replayer.answer(Self.get()) == "answer 2")
    #expect(await replayer.answer(Self.get(("If-Modified-Since", "Mon, 23 Nov 2026 16:23:38 GMT"))) == "answer 1")
  }

  @Test func `each of many variants is found`() async throws {
    let ranges = (0..<500).map { Self.get(("Range", "bytes=\($0)-")) }
    let replayer = try Replayer(ranges + ranges, api: .demo)
    for index in [499, 0, 250, 0] {
      let answer = await replayer.answer(ranges[index])
      #expect(answer == (index == 0 && replayer.requestCount == 4 ? "answer 501" : "answer \(index + 1)"))
    }
  }

  @Test func `a 304 without a body is for requests with a condition alone`() async throws {
    let condition = ("If-None-Match", "\"1\"")
    let response = Response(status: 304, reason: "Not Modified", headers: [HeaderField("ETag", "\"1\"")])
    var cassette = Cassette(newAt: "c")
    cassette.append(try Interaction.sample(Self.get(condition), response), api: .demo)
    let replayer = Replayer(cassette: cassette, apis: [.demo], afterLast: .repeatLast)
    guard case .response(let given) = await replayer.respond(to: Self.get(condition)).outcome,
      case .miss(let miss) = await replayer.respond(to: Self.get()).outcome
    else { return #expect(Bool(false)) }
    #expect(given.status == 304)
    #expect(miss.reason == .notModified)
    #expect(miss.closest?.interaction == "001-demo-GET-things")
    #expect(MissReport(miss).detail.contains("which only a request with If-None-Match"))
  }

  @Test func `a 304 that came to a request without a condition is given as it came`() async throws {
    let response = Response(status: 304, reason: "Not Modified")
    var cassette = Cassette(newAt: "c")
    cassette.append(try Interaction.sample(Self.get(), response), api: .demo)
    let replayer = Replayer(cassette: cassette, apis: [.demo])
    guard case .response(let given) = await replayer.respond(to: Self.get()).outcome else {
      return #expect(Bool(false))
    }
    #expect(given.status == 304)
  }

  @Test func `a browser's preflight that was never recorded is named as one`() async throws {
    let replayer = try Replayer([.sample(.post)], api: .demo)
    let preflight = Request.sample(
      .options, "https://api.test/things",
      [HeaderField("Origin", "http://localhost:3000"), HeaderField("Access-Control-Request-Method", "POST")])
    #expect(await replayer.answer(preflight) == "miss")
    #expect(await replayer.answer(.sample(.options)) == "miss")
    #expect(replayer.misses.map(\.reason) == [.preflight, .neverRecorded])
    #expect(MissReport(replayer.misses[0]).detail.contains("is a browser's CORS preflight"))
  }
}
