import EventLoop
import HTTPModel
import TestSupport
import Testing

@testable import RecordReplay

/// What is found out to be a secret when it is on disk already.
@Suite(.timeLimit(.minutes(2))) struct LateFindTests {
  private static let secret = "q7Wz" + "T3mK9xVb2"
  private static let json = RecorderTests.json

  /// `/login` gives a value away; all others repeat it, as their paths do.
  private static func upstream(_ secret: String = secret) -> StubResponder {
    StubResponder { request in
      let name = request.target.bytes == Array("/login".utf8) ? "access_token" : "memo"
      return .response(.sample(#"{"\#(name)":"\#(secret)"}"#, json))
    }
  }

  private func all(_ folder: TemporaryFolder) throws -> String {
    try folder.files().sorted { $0.key < $1.key }.map { $0.key + String(decoding: $0.value, as: UTF8.self) }.joined()
  }

  private func ask(_ studio: RecorderTests.Studio, _ paths: String..., secret: String = secret) async {
    let recorder = studio.recorder(Self.upstream(secret))
    for path in paths { _ = await recorder.respond(to: .sample(.get, "https://api.test/\(path)")).outcome }
  }

  @Test(arguments: [secret, "summer-rain-26", "fall26"])
  func `while a recording runs it is taken out of the lines that are there, and of their names`(secret: String)
    async throws
  {
    let studio = try RecorderTests.Studio()
    await ask(studio, "a/\(secret)", "b", secret: secret)
    #expect(try all(studio.folder).contains(secret))
    await ask(studio, "login", secret: secret)
    #expect(try !all(studio.folder).contains(secret))
    #expect(try studio.lines() == 3)
    await ask(studio, "c", secret: secret)
    #expect(try studio.lines() == 4)
    let cassette = try studio.finish()
    #expect(cassette.names == ["001-demo-GET-a", "002-demo-GET-b", "003-demo-GET-login", "004-demo-GET-c"])
    #expect(try !all(studio.folder).contains(secret))
    #expect(cassette.manifest.complete)
  }

  @Test func `a journal that was rewritten has one writer still`() async throws {
    let studio = try RecorderTests.Studio()
    await ask(studio, "a", "login")
    #expect(throws: CassetteError.self) {
      _ = try RecorderTests.Studio(try Cassette(loading: studio.folder.path), in: studio.folder)
    }
  }

  @Test func `it is taken out of the files of an earlier recording, which get other names`() async throws {
    let first = try RecorderTests.Studio()
    await ask(first, "a/\(Self.secret)", "b")
    let cassette = try first.finish()
    #expect(cassette.names.first == "001-demo-GET-\(Self.secret)")
    let second = try RecorderTests.Studio(cassette, in: first.folder)
    await ask(second, "login")
    #expect(try !all(first.folder).contains(Self.secret))
    #expect(try second.finish().names == ["001-demo-GET-a", "002-demo-GET-b", "003-demo-GET-login"])
  }

  @Test func `where nothing can be put in its place, that is said`() async throws {
    let studio = try RecorderTests.Studio()
    let recorder = studio.recorder(StubResponder(.sample(#"{"\#(Self.secret)":1}"#, Self.json)))
    _ = await recorder.respond(to: .sample(.get, "https://api.test/a")).outcome
    await ask(studio, "b", "login")
    let unclean = try studio.recording.finish(apis: [.demo])
    #expect(unclean.map(\.name) == ["001-demo-GET-a"])
    #expect(unclean.first?.reason == .leak(place: "/response/body", rule: "name:access_token"))
  }

  @Test func `it is taken out of a packed cassette that is added to`() async throws {
    let folder = try await packed("a/\(Self.secret)", "b")
    var cassette = try Cassette(loading: folder.path)
    var session = RedactionSession()
    let exchange = Exchange(
      request: .sample(), outcome: .response(.sample(#"{"access_token":"\#(Self.secret)"}"#, Self.json)))
    _ = try session.learn(exchange, api: .demo)
    for position in 0..<cassette.count {
      if let new = try session.takeOut(of: try cassette.interaction(at: position), api: .demo)?.interaction {
        cassette.replace(at: position, with: new)
      }
    }
    try cassette.save()
    #expect(try !all(folder).contains(Self.secret))
    let loaded = try Cassette(loading: folder.path)
    #expect(loaded.names == ["001-demo-GET-a", "002-demo-GET-b"])
    #expect(try folder.files().keys.sorted() == ["cassette.json", "interactions.jsonl"])
  }

  @Test func `a packed cassette that grew meanwhile is not written over`() async throws {
    let folder = try await packed("a")
    let cassette = try replacing(in: folder)
    do {
      let other = try RecorderTests.Studio(cassette, in: folder)
      let error = #expect(throws: CassetteError.self) { try cassette.save() }
      #expect(error?.reason == "is being written by another process")
      await ask(other, "b")
      try other.recording.finish(maxFiles: 0, apis: [.demo])
    }
    let error = #expect(throws: CassetteError.self) { try cassette.save() }
    #expect(error?.reason == "the cassette was changed meanwhile; run the command again")
    #expect(try Cassette(loading: folder.path).count == 2)
  }

  private func replacing(in folder: TemporaryFolder) throws -> Cassette {
    var cassette = try Cassette(loading: folder.path)
    cassette.replace(at: 0, with: try cassette.interaction(at: 0))
    return cassette
  }

  /// The folder of a cassette that stays packed.
  private func packed(_ paths: String...) async throws -> TemporaryFolder {
    let studio = try RecorderTests.Studio()
    for path in paths { await ask(studio, path) }
    try studio.recording.finish(maxFiles: 0, apis: [.demo])
    return studio.folder
  }

  @Test func `lines that became files before a kill are dropped with the next late find`() async throws {
    let studio = try RecorderTests.Studio()
    await ask(studio, "a/\(Self.secret)")
    let line = try studio.folder.text("interactions.jsonl")
    _ = try studio.finish()
    try studio.folder.write(line, to: "interactions.jsonl")
    let second = try RecorderTests.Studio(try Cassette(loading: studio.folder.path), in: studio.folder)
    await ask(second, "login")
    #expect(try !all(studio.folder).contains(Self.secret))
    #expect(try second.finish().names == ["001-demo-GET-a", "002-demo-GET-login"])
  }

  @Test(arguments: [(10, false), (2_000, true)])
  func `a text is remembered in whatever escaping until there are too many`(maxBytes: Int, isThere: Bool) throws {
    var texts = EarlierTexts(maxBytes: maxBytes)
    try texts.note(
      .sample(.sample(), .sample(#"{"a":"x%5Cu0071\\u0037Wz\#(Self.secret.dropFirst(4))","b":1}"#, Self.json)))
    func mayHold(_ value: String) -> Bool {
      var memory = SecretMemory()
      memory.learn(Array(value.utf8), api: "demo", called: "a", rule: "name:a")
      return texts.mayHold(memory.secrets)
    }
    #expect(mayHold(Self.secret) == isThere)
    #expect(!mayHold("q9Wz" + "T3mK9xVb2") && !mayHold("a"))
    for _ in 0..<100 { try texts.note(.sample(.sample(.get, "https://api.test/later/Kd83hQpLx71"), .sample())) }
    #expect(!mayHold(Self.secret))
    #expect(mayHold("Kd83hQpLx71") == isThere)
  }

  @Test(arguments: [
    ("a?token={{demo.token}}&page=2", "a?token={{demo.token}}&page=2"), ("a/Kd83hQpLx71/b", "a/…/b"),
    ("a?q=Kd83%20hQpLx71&r", "a?q=…&r"), ("a?Kd83hQpLx71", "a?…"),
    ("v1/%7B%7Bdemo.token%7D%7D", "v1/%7B%7Bdemo.token%7D%7D"),
  ])
  func `what may turn out to be a secret is not printed`(target: String, printed: String) {
    #expect(Request.sample(.get, "https://api.test/\(target)").url.printed == "https://api.test/\(printed)")
  }
}
