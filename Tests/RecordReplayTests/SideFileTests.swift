import HTTPModel
import TestSupport
import Testing

@testable import RecordReplay

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Bodies in files of their own are read when they are asked for.
struct SideFileTests {
  let written: WrittenCassette
  /// Of `bodies/f`.
  let path: String

  init() throws {
    written = try WrittenCassette([
      "001-a.json": CassetteStoreTests.interaction(
        "001-a", body: #"{ "file": "bodies/f" }"#,
        recorded:
          #""origin": "recorded", "digest": { "response": "sha-256=LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=" }"#)
    ])
    try written.folder.write("x", to: "bodies/f")
    path = "\(written.path)/bodies/f"
  }

  static let request = Request.sample(.get, "https://api.test/x")

  func replayer() throws -> Replayer {
    Replayer(cassette: try Cassette(loading: written.path, apis: [.demo]), apis: [.demo], afterLast: .repeatLast)
  }

  func resize(_ length: Int) { #expect(truncate(path, off_t(length)) == 0) }

  @Test func `a large one is streamed in pieces, with its length`() async throws {
    resize(40 << 20)
    let response = try #require(await replayer().outcome(Self.request).response)
    #expect(response.headers.first("content-length") == "\(40 << 20)")
    guard case .stream(let source, let length) = response.body else { return #expect(Bool(false), "no stream") }
    #expect(length == 40 << 20)
    var count = 0
    while case .chunk(let chunk) = await source.next() {
      #expect(chunk.count <= 1 << 20)
      count += chunk.count
    }
    #expect(count == 40 << 20)
  }

  @Test func `each who asks gets all of it, and HEAD none`() async throws {
    resize(3 << 20)
    let replayer = try replayer()
    for _ in 0..<2 {
      guard case .success(let body) = await replayer.outcome(Self.request).response?.body.collected() else {
        return #expect(Bool(false))
      }
      #expect(body.bytes.count == 3 << 20)
      #expect(body.bytes[0] == UInt8(ascii: "x"))
    }
    let head = CassetteStoreTests.interaction("002-b", url: "https://api.test/h", body: #"{ "file": "bodies/f" }"#)
    try written.folder.write(head.replacing("\"GET\"", with: "\"HEAD\""), to: "002-b.json")
    let outcome = try await self.replayer().outcome(.sample(.head, "https://api.test/h"))
    #expect(try #require(outcome.response).body.isEmpty)
  }

  @Test func `trailers follow a large one`() async throws {
    resize(3 << 20)
    let text = CassetteStoreTests.interaction("001-a", body: #"{ "file": "bodies/f" }, "trailers": ["T: 1"]"#)
    try written.folder.write(text, to: "001-a.json")
    let response = try #require(await replayer().outcome(Self.request).response)
    #expect(!response.headers.contains("content-length"))
    guard case .success(let body) = await response.body.collected() else { return #expect(Bool(false)) }
    #expect(body.bytes.count == 3 << 20)
    #expect(body.trailers.first("t") == "1")
  }

  @Test func `a large one whose coding was undone is given as it is stored`() async throws {
    resize(3 << 20)
    let text = CassetteStoreTests.interaction("001-a", body: #"{ "file": "bodies/f", "coding": "gzip" }"#)
    try written.folder.write(text.replacing("B: 2", with: "Content-Encoding: gzip"), to: "001-a.json")
    var request = Self.request
    request.headers = [HeaderField("Accept-Encoding", "gzip")]
    let response = try #require(await replayer().outcome(request).response)
    #expect(!response.headers.contains("content-encoding"))
    #expect(response.body.length == 3 << 20)
  }

  @Test(arguments: [1, 3 << 20]) func `one that is gone or has another length is a miss that says so`(
    length: Int
  ) async throws {
    resize(length)
    let shorter = try replayer(), missing = try replayer()
    resize(length + 1)
    let changed = try #require(await shorter.outcome(Self.request).miss)
    #expect(changed.reason == .unreadable)
    #expect(
      changed.damage
        == "\(written.path): the body's file bodies/f is \(length + 1) bytes long; it was \(length) when the cassette was opened"
    )
    unlink(path)
    let gone = try #require(await missing.outcome(Self.request).miss?.damage)
    #expect(gone.contains("/001-a.json:4:") && gone.hasSuffix(": the body's file bodies/f is missing"), "\(gone)")
  }

  @Test func `one that is cut off while it is read is a failure, never an end`() async throws {
    resize(3 << 20)
    guard case .stream(let source, _) = try await replayer().outcome(Self.request).response?.body else {
      return #expect(Bool(false))
    }
    guard case .chunk = await source.next() else { return #expect(Bool(false)) }
    resize(1 << 20)
    var last = await source.next()
    while case .chunk = last { last = await source.next() }
    guard case .failure(let failure) = last else { return #expect(Bool(false), "\(last)") }
    #expect(failure.kind == .truncated)
    #expect(failure.text == "\(path): was cut off while it was read")
  }

  @Test func `a small one is kept once it was asked for`() async throws {
    let replayer = try replayer()
    #expect(await replayer.answer(Self.request) == "x")
    unlink(path)
    #expect(await replayer.answer(Self.request) == "x")
  }

  @Test func `whether it was edited is found out when that is asked`() throws {
    let interaction = try written.load().interaction(at: 0)
    #expect(try interaction.origin == .recorded)
    try written.folder.write("y", to: "bodies/f")
    #expect(try interaction.origin == .edited)
    resize(40 << 20)
    #expect(throws: CassetteError.self) { try interaction.origin }
    #expect(try written.load().interaction(at: 0).origin == .edited)
    unlink(path)
    #expect(throws: CassetteError(.sideFileMissing("bodies/f"), file: written.path)) { try interaction.origin }
  }

  @Test func `one of more than 8 MiB is never taken for a request's body`() async throws {
    let text = CassetteStoreTests.interaction("001-a").replacing(
      "\"headers\": [\"A: 1\"]", with: #""body": { "file": "bodies/f" }"#)
    try written.folder.write(text, to: "001-a.json")
    resize((8 << 20) + 1)
    #expect(try await replayer().outcome(Self.request).miss?.reason == .neverRecorded)
    resize(8 << 20)
    var long = Self.request
    long.body = .bytes(Array("x".utf8) + [UInt8](repeating: 0, count: (8 << 20) - 1))
    #expect(try await replayer().answer(long).contains("001-a"))
  }

  @Test func `it is copied with its interaction into another cassette`() throws {
    resize(3 << 20)
    let folder = try TemporaryFolder()
    var copy = Cassette(newAt: folder.path)
    copy.append(try written.load().interaction(at: 0), api: .demo)
    try copy.save()
    #expect(try folder.files()["bodies/001-response.f"] == nil)
    #expect(try Cassette(loading: folder.path).interactions == copy.interactions)
    resize(1)
    #expect(throws: CassetteError.self) { try copy.save() }
  }

  private static func request(_ number: Int) -> String {
    CassetteStoreTests.interaction("\(number)").replacing(
      "\"headers\": [\"A: 1\"]", with: #""body": { "file": "bodies/f" }"#)
  }

  @Test func `one that many requests name is read once`() throws {
    resize(1 << 20)
    for number in 1...40 { try written.folder.write(Self.request(number), to: "\(100 + number)-a.json") }
    let bodies = try written.load().interactions.compactMap { $0.request.body?.content.atHand }
    #expect(bodies.count == 40)
    let places = Set(bodies.map { $0.withUnsafeBufferPointer { Int(bitPattern: $0.baseAddress) } })
    #expect(places.count == 1)
  }

  @Test func `all that requests name is bounded together`() throws {
    resize(8 << 20)
    for number in 1...129 { try written.folder.write(Self.request(number), to: "\(1000 + number)-a.json") }
    #expect(
      written.error()
        == "1129-a.json: with this one, the side files of requests exceed the limit of 1024 MiB for a cassette")
    unlink("\(written.path)/1129-a.json")
    #expect(written.error() == nil)
  }
}
