import EventLoop
import Files
import HTTPModel
import TestSupport
import Testing

@testable import RecordReplay

/// Bodies that are longer than what is held in memory.
@Suite(.timeLimit(.minutes(5))) struct LongBodyTests {
  static let image: HeaderFields = [HeaderField("Content-Type", "image/png")]

  /// So many MiB of no text, given in pieces; `secret` stands across the border of the last two.
  final class Picture: BodySource {
    private let parts: AsyncParts
    init(_ count: Int, _ secret: String = "", ending: BodyPart = .end(trailers: [])) {
      parts = AsyncParts(count, secret, ending)
    }
    func next() async -> BodyPart { parts.next() }
    func cancel() {}
  }

  /// Records one answer, and gives what its client got.
  static func record(
    _ studio: RecorderTests.Studio, _ source: any BodySource, _ headers: HeaderFields = image, length: Int? = nil,
    token: String = "", maxFileBytes: Int = 1 << 30
  ) async throws -> Result<Body.Collected, TransportFailure> {
    var recorder = studio.recorder(
      StubResponder(Response(status: 200, headers: headers, body: .stream(source, length: length))))
    recorder.maxFileBytes = maxFileBytes
    let fields: HeaderFields = token.isEmpty ? [] : [HeaderField("Authorization", "Bearer \(token)")]
    let answer = try #require(await recorder.respond(to: .sample(.get, "https://api.test/p", fields)).outcome.response)
    return await answer.body.collected(limit: 100 << 20)
  }

  @Test func `a long picture goes into a file as it passes, and is replayed from it`() async throws {
    let studio = try RecorderTests.Studio()
    let got = try await Self.record(studio, Picture(33), token: RecorderTests.secret).get()
    #expect(got.bytes.count == 33 << 20)
    let cassette = try studio.finish()
    #expect(
      try studio.folder.files().keys.sorted() == ["001-demo-GET-p.json", "bodies/001-response.png", "cassette.json"])
    #expect(try studio.folder.files()["bodies/001-response.png"] == got.bytes)
    let kept = try cassette.interaction(at: 0)
    #expect(try kept.outcome.body?.bytes == got.bytes)
    // The digest was made as it passed.
    #expect(try kept.origin == .recorded && cassette.manifest.complete)
    let replayed = await Replayer(cassette: cassette, apis: [.demo])
      .respond(to: .sample(.get, "https://api.test/p", [HeaderField("Authorization", "Bearer x")])).outcome.response
    #expect(try await replayed?.body.collected(limit: 100 << 20).get().bytes == got.bytes)
  }

  @Test func `a secret that stands in it, also across two pieces, keeps it out`() async throws {
    let studio = try RecorderTests.Studio()
    let got = try await Self.record(studio, Picture(6, RecorderTests.secret), token: RecorderTests.secret).get()
    #expect(got.bytes.count == 6 << 20)
    #expect(studio.log.first?.contains("also stands in /response/body, where it cannot be replaced") ?? false)
    #expect(try !studio.finish().manifest.complete)
    #expect(try studio.folder.files().keys.sorted() == ["cassette.json"])
  }

  @Test(arguments: [
    "q7WzT3mK%2F9xV%2Bb2Lr%3DYc8", "q7WzT3mK\\/9xV+b2Lr=Yc8", "cTdXelQzbUsvOXhWK2IyTHI9WWM4",
    "7137577a54336d4b2f3978562b62324c723d596338",
  ])
  func `a secret is found in each of its escapings`(text: String) throws {
    let secret = KnownSecret(
      value: Array(RecorderTests.secret.utf8), name: "demo.token", rule: "test", reach: .everywhere, standIn: [],
      isPersonal: false)
    let noise = [UInt8](repeating: 0x89, count: 1000)
    let search = OpaqueSearch([secret])
    #expect(search.secret(in: noise + Array(text.utf8) + noise)?.rule == "test")
    #expect(search.secret(in: noise + noise) == nil)
  }

  @Test func `a secret that is found out later takes it out`() async throws {
    let studio = try RecorderTests.Studio()
    _ = try await Self.record(studio, Picture(6, RecorderTests.secret)).get()
    #expect(studio.recording.counts.kept == 1)
    _ = await studio.recorder(
      StubResponder(.sample(#"{"access_token":"\#(RecorderTests.secret)"}"#, RecorderTests.json))
    )
    .respond(to: .sample()).outcome
    let cassette = try studio.finish()
    #expect(cassette.names == ["002-demo-GET-things"] && !cassette.manifest.complete)
    #expect(try studio.folder.files().keys.allSatisfy { !$0.hasPrefix("bodies/") })
  }

  @Test func `text and coded bodies beyond the limit, and what exceeds the limit of files, are not kept`() async throws
  {
    let coded = HeaderFields(Array(Self.image) + [HeaderField("Content-Encoding", "gzip")])
    let text: HeaderFields = [HeaderField("Content-Type", "application/json")]
    for (headers, length, limit) in [
      (coded, nil, 1 << 30), (text, nil, 1 << 30), (text, 33 << 20, 1 << 30), (Self.image, nil, 8 << 20),
      (Self.image, 33 << 20, 8 << 20),
    ] as [(HeaderFields, Int?, Int)] {
      let studio = try RecorderTests.Studio()
      let got = try await Self.record(studio, Picture(33), headers, length: length, maxFileBytes: limit).get()
      #expect(got.bytes.count == 33 << 20)
      #expect(studio.log == ["- 200 the response's body exceeds \(headers == Self.image ? 8 : 32) MiB"])
      _ = try studio.finish()
      #expect(try studio.folder.files().keys.sorted() == ["cassette.json"])
    }
  }

  @Test func `one that breaks off is given on as such, and nothing of it is left`() async throws {
    let studio = try RecorderTests.Studio()
    let source = Picture(6, ending: .failure(TransportFailure(.reset, "cut")))
    guard case .failure(let failure) = try await Self.record(studio, source) else {
      return #expect(Bool(false), "it is whole")
    }
    #expect(failure.kind == .reset && studio.recording.counts.skipped == 1)
    _ = try studio.finish()
    #expect(try studio.folder.files().keys.sorted() == ["cassette.json"])
  }

  @Test func `what a recorder that was killed left behind is removed by the next one`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("half", to: "bodies/.pending-1-1.tmp")
    try folder.write("mine", to: "bodies/.hidden")
    let studio = try RecorderTests.Studio(in: folder)
    _ = try studio.finish()
    #expect(try folder.files().keys.sorted() == ["bodies/.hidden", "cassette.json"])
  }
}

/// Pieces of a MiB.
final class AsyncParts: @unchecked Sendable {  // one consumer
  private var left: Int
  private let secret: [UInt8]
  private let ending: BodyPart

  init(_ count: Int, _ secret: String, _ ending: BodyPart) {
    (left, self.secret, self.ending) = (count, Array(secret.utf8), ending)
  }

  func next() -> BodyPart {
    if left == 0 { return ending }
    left -= 1
    var piece = [UInt8](repeating: 0x89, count: 1 << 20)
    let half = secret.count / 2
    if left == 1 { piece.replaceSubrange((piece.count - half)..., with: secret[..<half]) }
    if left == 0 { piece.replaceSubrange(..<(secret.count - half), with: secret[half...]) }
    return .chunk(piece)
  }
}
