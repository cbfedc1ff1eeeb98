import EventLoop
import Files
import HTTPModel
import Locking
import TestSupport
import Testing

@testable import RecordReplay

/// What passes is kept, and the client gets what upstream gave.
@Suite(.timeLimit(.minutes(2))) struct RecorderTests {
  static let secret = "q7Wz" + "T3mK/9xV+b2Lr=Yc8"
  static let json: HeaderFields = [HeaderField("Content-Type", "application/json")]

  /// A recording in a folder of its own.
  struct Studio {
    let folder: TemporaryFolder
    let disk: EventLoop
    let recording: Recording
    let events = Lock<[String]>([]), told = Lock<[String]>([])

    init(_ cassette: Cassette? = nil, in folder: TemporaryFolder? = nil, isAnew: Bool = false) throws {
      self.folder = try folder ?? TemporaryFolder()
      disk = try EventLoop(name: "test-disk")
      let (events, told) = (events, told)
      recording = try Recording(
        into: cassette ?? Cassette(newAt: self.folder.path), session: RedactionSession(), isAnew: isAnew, on: disk
      ) { passed in
        for event in passed {
          let result = event.result ?? "-"
          let (fate, text) =
            switch event.fate {
            case .kept(let name): ("kept \(name)", "\(name) \(event.url ?? "-") \(result) \(event.bytes)")
            case .skipped(let reason): ("skipped \(reason)", "- \(result) \(reason)")
            case .changed(let name): ("changed \(name)", name)
            case .unchanged(let name): ("unchanged \(name)", name)
            case .replayed(let name): ("replayed \(name)", name)
            case .refused(let reason): ("refused \(reason)", "\(event.url ?? "-") \(reason)")
            }
          events.withLock { $0.append(text) }
          told.withLock { $0.append(fate) }
        }
      }
    }

    func recorder(_ upstream: any Responder) -> Recorder {
      Recorder(upstream: upstream, apis: [.demo], into: recording)
    }

    var log: [String] { events.withLock(\.self) }
    /// What became of each exchange.
    var fates: [String] { told.withLock(\.self) }
    func lines() throws -> Int { try folder.text("interactions.jsonl").utf8.count { $0 == 10 } }
    func finish() throws -> Cassette {
      try recording.finish(apis: [.demo])
      return try Cassette(loading: folder.path)
    }
  }

  @Test func `an exchange is on disk when its answer is there, and a file at the end`() async throws {
    let studio = try Studio()
    let recorder = studio.recorder(StubResponder(.sample(#"{"access_token":"\#(Self.secret)"}"#, Self.json)))
    let outcome = await recorder.respond(to: .sample(.get, "https://api.test/a?token=\(Self.secret)")).outcome
    #expect(outcome.response?.body.text == #"{"access_token":"\#(Self.secret)"}"#)
    #expect(try studio.lines() == 1)
    #expect(studio.log.first?.hasPrefix("001-demo-GET-a https://api.test/a?token={{demo.token}} 200 ") ?? false)
    #expect(try Cassette(loading: studio.folder.path).manifest.complete == false)
    let cassette = try studio.finish()
    #expect(cassette.names == ["001-demo-GET-a"] && cassette.manifest.complete)
    #expect(try studio.folder.files().keys.sorted() == ["001-demo-GET-a.json", "cassette.json"])
    for (name, bytes) in try studio.folder.files() {
      #expect(!String(decoding: bytes, as: UTF8.self).contains(Self.secret), "\(name)")
    }
    #expect(try cassette.interaction(at: 0).recorded.at != nil)
  }

  @Test func `a streamed body goes on piece by piece, its last byte when all is on disk`() async throws {
    let studio = try Studio()
    let source = GivenBody([.chunk([1, 2]), .chunk([3]), .end(trailers: [])])
    let recorder = studio.recorder(
      StubResponder(Response(status: 200, headers: [], body: .stream(source, length: 3))))
    let body = try #require(await recorder.respond(to: .sample()).outcome.response?.body)
    guard case .stream(let stream, let length) = body else { return #expect(Bool(false), "it is no stream") }
    #expect(length == 3)
    guard case .chunk([1, 2]) = await stream.next() else { return #expect(Bool(false), "the first piece is another") }
    #expect(try studio.lines() == 0)
    guard case .chunk([3]) = await stream.next() else { return #expect(Bool(false), "the last piece is another") }
    #expect(try studio.lines() == 1)
    guard case .end = await stream.next() else { return #expect(Bool(false), "it does not end") }
    #expect(try studio.finish().interaction(at: 0).outcome.body?.bytes == [1, 2, 3])
  }

  @Test func `trailers and a body of unknown length are kept`() async throws {
    let studio = try Studio()
    let source = GivenBody([.chunk([104, 105]), .end(trailers: [HeaderField("X-Sum", "7")])])
    let recorder = studio.recorder(
      StubResponder(Response(status: 200, headers: [], body: .stream(source, length: nil))))
    let answer = try #require(await recorder.respond(to: .sample()).outcome.response)
    let collected = try await answer.body.collected().get()
    #expect(collected.bytes == [104, 105] && collected.trailers == [HeaderField("X-Sum", "7")])
    guard case .response(let stored) = try studio.finish().interaction(at: 0).outcome else {
      return #expect(Bool(false), "no response is kept")
    }
    #expect(stored.trailers == [HeaderField("X-Sum", "7")])
  }

  @Test func `a body that is cut off is kept as a failure, and given on as one`() async throws {
    let studio = try Studio()
    let source = GivenBody([.chunk([7]), .failure(TransportFailure(.truncated, "it ended early"))])
    let recorder = studio.recorder(
      StubResponder(Response(status: 200, headers: [], body: .stream(source, length: 9))))
    let answer = try #require(await recorder.respond(to: .sample()).outcome.response)
    guard case .failure(let failure) = await answer.body.collected() else {
      return #expect(Bool(false), "the client saw no failure")
    }
    #expect(failure.kind == .truncated)
    guard case .failure(let stored) = try studio.finish().interaction(at: 0).outcome else {
      return #expect(Bool(false), "no failure is kept")
    }
    #expect(stored.kind == .truncated && stored.afterBytes == 1 && stored.partial?.status == 200)
  }

  @Test func `a failure of the connection is kept; a client that goes away is not`() async throws {
    let studio = try Studio()
    let reset = studio.recorder(StubResponder { _ in .failure(TransportFailure(.reset, "reset")) })
    #expect(await reset.respond(to: .sample()).outcome.failure?.kind == .reset)
    let cancelled = studio.recorder(StubResponder { _ in .failure(TransportFailure(.cancelled, "gone")) })
    _ = await cancelled.respond(to: .sample()).outcome
    #expect(studio.log.last == "- - the client went away")
    #expect(studio.recording.counts == Recording.Counts(kept: 1, skipped: 1))
    #expect(try !studio.finish().manifest.complete)
  }

  @Test func `a host that no API has is refused and asked nothing`() async throws {
    let studio = try Studio()
    let upstream = StubResponder(.sample())
    let answer = await studio.recorder(upstream).respond(to: .sample(.get, "https://other.test/a")).outcome.response
    #expect(answer?.status == 403)
    #expect(answer?.body.text?.contains("No API has the host https://other.test; known are demo.") ?? false)
    let command = "tapedeck record --cassette \(studio.folder.path) --mode new_episodes --api NAME=https://other.test"
    #expect(answer?.body.text?.contains("\"command\":\"\(command)\"") ?? false, "\(answer?.body.text ?? "")")
    #expect(upstream.requests.isEmpty)
    #expect(try studio.lines() == 0)
    #expect(studio.log == ["https://other.test no API has this host"])
  }

  @Test func `a path of this machine that names no API is told the base URL that does`() async throws {
    let studio = try Studio()
    let answer = await studio.recorder(StubResponder(.sample())).respond(
      to: .sample(.get, "http://127.0.0.1:8080/dmo/a")
    )
    .outcome.response
    let text = answer?.body.text ?? ""
    #expect(text.contains("went nowhere. A base URL names the API: http://127.0.0.1:8080/demo\""), "\(text)")
    #expect(answer?.status == 403 && !text.contains("command"))
  }

  @Test func `fields of the connection and of the proxy do not go on; the latter are not kept`() async throws {
    let studio = try Studio()
    let upstream = StubResponder(.sample())
    let headers: HeaderFields = [
      HeaderField("Accept", "*/*"), HeaderField("Connection", "keep-alive, X-Hop"), HeaderField("X-Hop", "1"),
      HeaderField("Proxy-Authorization", "Basic eDp5"), HeaderField("Proxy-Connection", "keep-alive"),
      HeaderField("TE", "trailers"), HeaderField("Tapedeck-Session", "s"),
    ]
    _ = await studio.recorder(upstream).respond(to: .sample(.get, "https://api.test/a", headers)).outcome
    #expect(upstream.requests.first?.headers.map(\.name) == ["Accept"])
    let kept = try studio.finish().interaction(at: 0).request.headers.map(\.name)
    #expect(kept == ["Accept", "Connection", "X-Hop", "TE"])
  }

  @Test func `what is found out late is taken out of what was recorded before`() async throws {
    let studio = try Studio()
    let recorder = studio.recorder(
      StubResponder { request in
        .response(
          request.target.bytes == Array("/login".utf8)
            ? .sample(#"{"access_token":"\#(Self.secret)"}"#, Self.json)
            : .sample(#"{"note":"\#(Self.secret)"}"#, Self.json))
      })
    for path in ["a", "login"] { _ = await recorder.respond(to: .sample(.get, "https://api.test/\(path)")).outcome }
    let cassette = try studio.finish()
    #expect(cassette.count == 2)
    for (name, bytes) in try studio.folder.files() {
      #expect(!String(decoding: bytes, as: UTF8.self).contains(Self.secret), "\(name)")
    }
  }

  @Test func `many at once are all kept, each with a number of its own`() async throws {
    let studio = try Studio()
    let recorder = studio.recorder(StubResponder { .response(.sample("\($0.target)")) })
    await withTaskGroup { group in
      for number in 0..<200 {
        group.addTask { _ = await recorder.respond(to: .sample(.get, "https://api.test/x?n=\(number)")).outcome }
      }
    }
    #expect(try studio.lines() == 200)
    #expect(studio.recording.counts.kept == 200)
    let cassette = try studio.finish()
    #expect(Set(try cassette.interactions.map { "\($0.request.url)" }).count == 200)
    #expect(cassette.names.map { $0.prefix(3) } == (1...200).map { InteractionName.padded($0).prefix(3) })
  }

  @Test func `a torn last line is cut off, and recording goes on behind it`() async throws {
    let studio = try Studio()
    let recorder = studio.recorder(StubResponder(.sample("one")))
    _ = await recorder.respond(to: .sample()).outcome
    let whole = try studio.folder.text("interactions.jsonl")
    let other = try TemporaryFolder()
    try other.write(try studio.folder.text("cassette.json"), to: "cassette.json")
    try other.write(whole + whole.prefix(90), to: "interactions.jsonl")
    let cut = try Cassette(loading: other.path)
    #expect(cut.count == 1 && cut.tornLine == 2)
    let second = try Studio(cut, in: other)
    _ = await second.recorder(StubResponder(.sample("two"))).respond(to: .sample()).outcome
    let cassette = try second.finish()
    #expect(try cassette.interactions.map { try $0.outcome.body?.bytes } == [Array("one".utf8), Array("two".utf8)])
    #expect(!cassette.manifest.complete)
  }

  @Test func `a second recorder on one cassette is refused`() throws {
    let studio = try Studio()
    let error = #expect(throws: CassetteError.self) {
      _ = try Studio(try Cassette(loading: studio.folder.path), in: studio.folder)
    }
    #expect(error?.description.hasSuffix("interactions.jsonl: is being written by another process") ?? false)
  }

  @Test func `a line whose file is there already counts once`() async throws {
    let studio = try Studio()
    _ = await studio.recorder(StubResponder(.sample("one"))).respond(to: .sample()).outcome
    let line = try studio.folder.text("interactions.jsonl")
    _ = try studio.finish()
    // As a kill leaves it between the last file and the end of the journal.
    try studio.folder.write(line, to: "interactions.jsonl")
    #expect(try Cassette(loading: studio.folder.path).names == ["001-demo-GET-things"])
  }
}

/// Gives what it was given, part by part.
private final class GivenBody: BodySource {
  private let parts: Lock<[BodyPart]>
  init(_ parts: [BodyPart]) { self.parts = Lock(parts) }
  func next() async -> BodyPart { parts.withLock { $0.removeFirst() } }
  func cancel() {}
}
