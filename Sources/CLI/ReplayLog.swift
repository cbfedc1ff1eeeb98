import HTTPModel
import Locking
import RecordReplay
import Reporting

/// Prints a line for each request that a replay server answers, and waits for no reader.
final class ReplayLog: Sendable {
  private let cassette: Cassette
  private let console: Console
  private let printer: LinePrinter
  /// Of interactions that were given, by name: what was asked, as it is recorded.
  private let asked = Lock<[String: String]>([:])
  private let positions: [String: Int]

  /// Nil where nobody wants it: behind a command, whose output it would mix with, and with `--quiet`.
  static func asked(_ arguments: Arguments, _ cassette: Cassette, _ console: Console) throws -> ReplayLog? {
    if arguments.command != nil || arguments.has("quiet") { return nil }
    return try ReplayLog(cassette, console)
  }

  private init(_ cassette: Cassette, _ console: Console) throws {
    (self.cassette, self.console) = (cassette, console)
    positions = Dictionary((0..<cassette.count).map { (cassette.name(at: $0), $0) }) { first, _ in first }
    printer = try LinePrinter(console.output)
  }

  /// What tells of each answer that `inner` gives.
  func responder(of session: SessionName, answering inner: any Responder) -> any Responder {
    Told(log: self, session: session == .standard ? "" : TerminalText.safe(session.text) + "  ", inner: inner)
  }

  private struct Told: Responder {
    let log: ReplayLog, session: String, inner: any Responder

    func respond(to request: Request) -> Answer {
      // The rest of its URL may hold what is secret.
      let asked = "\(request.method) \(request.origin)/…"
      return inner.respond(to: request).map { outcome in
        log.tell(outcome, session, asked: asked)
        return outcome
      }
    }
  }

  /// `GET https://api.paddle.com/customers/ctm_x -> 200 [003-paddle-GET-customers]`. What was asked is shown as it is
  /// recorded, or as a miss has it: secrets replaced; of what was answered otherwise, as a fault is, the server is told.
  private func tell(_ outcome: Outcome, _ session: String, asked: String) {
    let layout = console.layout
    func colored(_ text: String, _ color: TerminalColor) -> String { color.text(text, isColored: layout.isColored) }
    let line =
      switch outcome {
      case .miss(let miss): session + colored("miss:", .red) + TerminalText.safe(" \(miss.method) \(miss.url)")
      case .failure(let failure): session + colored("failed:", .yellow) + TerminalText.safe(" \(asked): \(failure)")
      case .response(let response):
        response.replayedFrom.map { name in
          session + TerminalText.safe("\(request(of: name)) -> \(response.status) ") + colored("[\(name)]", .green)
        } ?? session + TerminalText.safe("\(asked) -> \(response.status)")
      }
    printer.print([layout.fitted(line)])
  }

  private func request(of name: String) -> String {
    if let known = asked.withLock({ $0[name] }) { return known }
    let found = positions[name].flatMap { try? cassette.interaction(at: $0) }
    let text = found.map { "\($0.request.method) \($0.request.url)" } ?? name
    asked.withLock { $0[name] = text }
    return text
  }

  /// No request comes any more.
  func finish() async {
    _ = await printer.finish()
    console.note(outputFailure: printer.failure)
  }
}
