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
      inner.respond(to: request).map { outcome in
        log.tell(outcome, of: request, session)
        return outcome
      }
    }
  }

  /// `GET https://api.paddle.com/customers/ctm_x -> 200 [003-paddle-GET-customers]`. What was asked is shown as it is
  /// recorded, or as a miss has it: secrets replaced; of what was answered otherwise, as a fault is, the server is told:
  /// the rest of its URL may hold what is secret.
  private func tell(_ outcome: Outcome, of request: Request, _ session: String) {
    var asked: String { "\(request.method) \(request.origin)/…" }
    let layout = console.layout
    func colored(_ text: String, _ color: TerminalColor) -> String { color.text(text, isColored: layout.isColored) }
    let line =
      switch outcome {
      case .miss(let miss): session + colored("miss:", .red) + TerminalText.safe(" \(miss.method) \(miss.url)")
      case .failure(let failure):
        session + colored("failed:", .yellow)
          + TerminalText.safe(" \(failure.replayedFrom.map { self.request(of: $0) } ?? asked): \(failure.text)")
          + (failure.replayedFrom.map { " " + colored("[\($0)]", .green) } ?? "")
      case .response(let response):
        response.replayedFrom.map { name in
          let (recorded, source) = told(request, name)
          return session + TerminalText.safe("\(recorded) -> \(response.status) ") + colored("[\(source)]", .green)
        } ?? session + TerminalText.safe("\(asked) -> \(response.status)")
      }
    printer.print([layout.fitted(line)])
  }

  /// A preflight that was not recorded is answered by what the answer to another request says.
  private func told(_ request: Request, _ name: String) -> (asked: String, source: String) {
    let recorded = self.request(of: name)
    guard request.isPreflight, !recorded.utf8.starts(with: "OPTIONS ".utf8),
      let blank = recorded.utf8.firstIndex(of: 32)
    else { return (recorded, name) }
    return ("OPTIONS\(recorded[blank...])", "allowed by \(name)")
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
