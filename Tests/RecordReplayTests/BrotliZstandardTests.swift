import HTTPModel
import RecordReplay
import TestSupport
import Testing

/// Bodies coded with br or zstd, undone before secrets are looked for.
struct BrotliZstandardTests {
  /// `{"token":"xGzk6vYq2mT9pRw4sL7n","id":7}` as brotli 1.0.9 and zstd 1.5.4 code it.
  private static let coded = [
    "br": "219800047b22746f6b656e223a2278477a6b36765971326d543970527734734c376e222c226964223a377d03",
    "zstd": "28b52ffd24273901007b22746f6b656e223a2278477a6b36765971326d543970527734734c376e222c226964223a377d4ef11503",
  ]
  private static let clean = #"{"token":"rEda0cTe0dR0eDa0cT0e","id":7}"#

  private static func bytes(_ coding: String) throws -> [UInt8] { try #require(coded[coding].map(hex)) }

  private static func hex(_ digits: String) -> [UInt8] {
    let values = digits.compactMap { $0.hexDigitValue.map { UInt8($0) } }
    return stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
  }

  private func stored(
    _ body: [UInt8], _ coding: String?, type: String = "application/json", coded: Redactor.Coded
  ) throws -> StoredBody {
    var headers: HeaderFields = [HeaderField("Content-Type", type)]
    if let coding { headers.append("Content-Encoding", coding) }
    let response = Response(status: 200, reason: "OK", headers: headers, body: .bytes(body))
    let interaction = try Redactor().redact(
      Exchange(request: .sample(.get, "https://api.test/things"), outcome: .response(response)), api: .demo,
      recorded: Provenance(.recorded), coded: coded)
    return try #require(interaction.outcome.body)
  }

  @Test(arguments: ["br", "zstd"]) func `a coded body is stored undone, without its secret`(coding: String) throws {
    let body = try stored(Self.bytes(coding), coding, coded: .asSent)
    #expect(try String(decoding: body.bytes, as: UTF8.self) == Self.clean)
    #expect(body.coding == coding)
  }

  @Test(arguments: ["br", "zstd"])
  func `a body that a tool left coded is undone all the same`(coding: String) throws {
    let body = try stored(Self.bytes(coding), coding, coded: .undone)
    #expect(try String(decoding: body.bytes, as: UTF8.self) == Self.clean)
    #expect(body.coding == coding)
  }

  @Test func `zstandard is seen by its first bytes, but not in an archive`() throws {
    let coded = try Self.bytes("zstd")
    #expect(try stored(coded, nil, coded: .undone).coding == "zstd")
    let archive = try stored(coded, nil, type: "application/zstd", coded: .undone)
    #expect(archive.coding == nil)
    #expect(try archive.bytes.starts(with: coded.prefix(4)))
  }

  @Test(arguments: ["plain text", #"{"id":7}"#]) func `a text whose coding a tool undid stays`(text: String) throws {
    #expect(try stored(Array(text.utf8), "br", coded: .undone).bytes == Array(text.utf8))
  }

  @Test func `a picture whose coding a tool undid stays`() throws {
    let picture: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D]
    #expect(try stored(picture, "br", type: "image/png", coded: .undone).bytes == picture)
  }

  @Test(arguments: ["br", "zstd"]) func `what cannot be undone is refused`(coding: String) throws {
    let coded = try Self.bytes(coding)
    for damaged in [Array(coded.dropLast()), coded + [1], Array("plain text".utf8)] {
      #expect(throws: RedactionError.self) { try stored(damaged, coding, coded: .asSent) }
    }
  }

  @Test(arguments: ["br", "zstd"]) func `a client that sends a body coded matches`(coding: String) async throws {
    let type: HeaderFields = [HeaderField("Content-Type", "application/json")]
    let recorded = Request.sample(
      .post, "https://api.test/things", type, body: #"{"token":"xGzk6vYq2mT9pRw4sL7n","id":7}"#)
    var received = recorded
    received.headers.append("Content-Encoding", coding)
    received.body = .bytes(try Self.bytes(coding))
    let interaction = try Redactor().redact(
      Exchange(request: recorded, outcome: .response(.sample("answer"))), api: .demo, recorded: Provenance(.recorded))
    var cassette = Cassette(newAt: "c")
    cassette.append(interaction, api: .demo)
    let outcome = await Replayer(cassette: cassette, apis: [.demo]).respond(to: received).outcome
    #expect(outcome.response?.body.text == "answer")
  }
}
