import EventLoop
import HTTPModel
import TestSupport
import Testing

@testable import RecordReplay

/// Requests with bodies that are too long to be collected.
@Suite(.timeLimit(.minutes(5))) struct LongUploadTests {
  private static let image = HeaderField("Content-Type", "image/png")
  private static let text = HeaderField("Content-Type", "text/plain")

  private static func request(_ source: any BodySource, _ type: HeaderField = image) -> Request {
    var request = Request.sample(.post, "https://api.test/p", [type])
    request.body = .stream(source, length: nil)
    return request
  }

  /// Reads what it is sent before it answers.
  private struct Reader: Responder {
    func respond(to request: Request) -> Answer {
      .later {
        switch await request.body.collected(limit: 100 << 20) {
        case .success(let body): .response(.sample("\(body.bytes.count)"))
        case .failure(let failure): .failure(TransportFailure(failure.kind, "the upload"))
        }
      }
    }
  }

  /// Records one, over what the folder holds.
  private func record(
    _ request: Request, in folder: TemporaryFolder, upstream: any Responder = Reader(), maxFileBytes: Int = 1 << 30
  ) async throws -> (fates: [String], Cassette) {
    let cassette = (try? Cassette(loading: folder.path, apis: [.demo])) ?? Cassette(newAt: folder.path)
    let studio = try RecorderTests.Studio(cassette, in: folder, isAnew: true)
    let earlier = Replayer(cassette: cassette, apis: [.demo])
    var recorder = Recorder(upstream: upstream, apis: [.demo], into: studio.recording, inPlaceOf: earlier)
    recorder.maxFileBytes = maxFileBytes
    _ = await recorder.respond(to: request).outcome.response?.body.collected()
    return (studio.fates, try studio.finish())
  }

  private func replay(_ request: Request, _ cassette: Cassette) async -> Outcome {
    await BodyCollector(answering: Replayer(cassette: cassette, apis: [.demo]), digestsLong: true)
      .respond(to: request).outcome
  }

  @Test func `what is no text goes into a file as it passes, and is found again by its digest`() async throws {
    let folder = try TemporaryFolder()
    let (fates, cassette) = try await record(Self.request(LongBodyTests.Picture(9)), in: folder)
    #expect(fates == ["kept 001-demo-POST-p"])
    #expect(try folder.files().keys.sorted() == ["001-demo-POST-p.json", "bodies/001-request.png", "cassette.json"])
    #expect(try cassette.interaction(at: 0).request.body?.length == 9 << 20)
    #expect(try cassette.interaction(at: 0).origin == .recorded && cassette.manifest.complete)
    let reloaded = try Cassette(loading: folder.path, apis: [.demo])
    let answer = await replay(Self.request(LongBodyTests.Picture(9)), reloaded)
    #expect(answer.response?.body.text == "\(9 << 20)")
    let other = await replay(Self.request(LongBodyTests.Picture(9, "another")), reloaded)
    let mismatch = try #require(other.miss?.closest?.mismatches.first)
    #expect(mismatch.recorded?.hasPrefix("(9437184 bytes, sha-256=") ?? false, "\(mismatch)")
    #expect(mismatch.received?.hasPrefix("(9437184 bytes, sha-256=") ?? false && mismatch.received != mismatch.recorded)
  }

  @Test func `recorded again it takes its own place`() async throws {
    let folder = try TemporaryFolder()
    _ = try await record(Self.request(LongBodyTests.Picture(9)), in: folder)
    let (fates, cassette) = try await record(Self.request(LongBodyTests.Picture(9)), in: folder)
    #expect(fates == ["changed 001-demo-POST-p"])
    #expect(cassette.names == ["001-demo-POST-p"])
    #expect(try folder.files().keys.sorted() == ["001-demo-POST-p.json", "bodies/001-request.png", "cassette.json"])
  }

  @Test func `text is redacted as any other, up to 32 MiB`() async throws {
    let folder = try TemporaryFolder()
    let source = Chunks([String(repeating: "some words ", count: 20_000), "token=\(RecorderTests.secret)&"])
    let (fates, cassette) = try await record(Self.request(source, Self.text), in: folder)
    #expect(fates == ["kept 001-demo-POST-p"])
    let kept = try cassette.interaction(at: 0).request.body
    #expect(kept?.length ?? 0 > 220_000)
    #expect(try !String(decoding: kept?.bytes ?? [], as: UTF8.self).contains(RecorderTests.secret))
    let words = String(repeating: "some words ", count: 900_000)
    let long = Chunks([words, words, words, words])
    let (skipped, _) = try await record(Self.request(long, Self.text), in: try TemporaryFolder())
    #expect(skipped == ["skipped the request's body exceeds 32 MiB"])
  }

  @Test func `what cannot be kept is said, and leaves no file`() async throws {
    let folder = try TemporaryFolder()
    let (long, _) = try await record(
      Self.request(LongBodyTests.Picture(9)), in: folder, maxFileBytes: 8 << 20)
    #expect(long == ["skipped the request's body exceeds 8 MiB"])
    let cut = LongBodyTests.Picture(9, ending: .failure(TransportFailure(.reset, "gone")))
    let (broken, _) = try await record(Self.request(cut), in: folder)
    #expect(broken == ["skipped the request's body broke off (reset) and is too long for that to be kept"])
    let (early, _) = try await record(
      Self.request(LongBodyTests.Picture(9)), in: folder, upstream: StubResponder(.sample("at once")))
    #expect(early == ["skipped the answer came before the request's body was whole"])
    #expect(try folder.files().keys.sorted() == ["cassette.json"])
  }

  @Test func `a secret that stands in it keeps it out`() async throws {
    let folder = try TemporaryFolder()
    var request = Self.request(LongBodyTests.Picture(9, RecorderTests.secret))
    request.headers.append("Authorization", "Bearer \(RecorderTests.secret)")
    let (fates, _) = try await record(request, in: folder)
    #expect(fates.first?.contains("also stands in /request/body, where it cannot be replaced") ?? false, "\(fates)")
    #expect(try folder.files().keys.sorted() == ["cassette.json"])
  }
}
