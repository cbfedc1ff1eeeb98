import ForeignFormats
import HTTPModel
import JSONModel
import RecordReplay
import TestSupport

/// A HAR file, imported into a cassette that was saved and loaded again.
struct ImportedFile {
  let har: ForeignRecording
  let outcome: RecordingImport.Outcome
  let cassette: Cassette
  let apis: [API]
  private let folder: TemporaryFolder

  init(
    _ bytes: [UInt8], apis: [API], session: RedactionSession = RedactionSession(), attachments: Attachments = .none,
    _ choice: EntryChoice = EntryChoice()
  ) throws {
    self.apis = apis
    har = try RecordingReader.read(bytes, file: "in.har", attachments: attachments)
    folder = try TemporaryFolder()
    var made = Cassette(newAt: "\(folder.path)/cassette")
    var reading = RecordingImport(apis: apis, session: session)
    try reading.read(har, file: "in.har", choice)
    outcome = try reading.finish(into: &made)
    try made.save()
    cassette = try Cassette(loading: made.path)
  }

  /// One with the default redaction alone.
  static func api(_ name: String, _ hosts: String...) -> API {
    API(name: name, hosts: hosts.compactMap { BaseURL($0) })
  }

  /// All that was written, with the names of the files.
  var written: String {
    get throws {
      try folder.files().sorted { $0.key < $1.key }.map { $0.key + "\n" + String(decoding: $0.value, as: UTF8.self) }
        .joined()
    }
  }

  func request(_ number: Int) throws -> StoredRequest { try cassette.interaction(at: number - 1).request }

  func response(_ number: Int) throws -> StoredResponse? {
    if case .response(let response) = try cassette.interaction(at: number - 1).outcome { response } else { nil }
  }

  func body(_ number: Int) throws -> String {
    String(decoding: try response(number)?.body?.bytes ?? [], as: UTF8.self)
  }

  /// The first entry's request with another path.
  func request(to path: String) -> Request {
    var request = har.entries[0].exchange.request
    request.target = Target(path)
    return request
  }

  /// Why nothing is answered; nil where something is.
  func miss(_ request: Request) async -> Miss? {
    let replayer = Replayer(cassette: cassette, apis: apis)
    if case .miss(let miss) = await replayer.respond(to: request).outcome { return miss }
    return nil
  }

  /// Status, headers and body of the answer, as they were given and as they were recorded.
  func answers(to number: Int) async throws -> (given: [String], recorded: [String]) {
    let exchange = har.entries[number - 1].exchange
    let given = await Replayer(cassette: cassette, apis: apis).respond(to: exchange.request).outcome
    return (ImportedFile.lines(given), ImportedFile.lines(exchange.outcome))
  }

  private static func lines(_ outcome: Outcome) -> [String] {
    guard case .response(let response) = outcome, case .bytes(let body) = response.body else { return ["none"] }
    // The length that a file's text has may differ from the one that it names.
    let fields = response.headers.filter { !$0.isNamed("content-length") }
    return ["\(response.status)"] + fields.map { "\($0.name): \($0.text)" } + [String(decoding: body, as: UTF8.self)]
  }
}
