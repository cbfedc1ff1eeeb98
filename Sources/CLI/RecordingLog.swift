import Clocks
import HTTPModel
import JSONModel
import RecordReplay
import Reporting

/// Prints a line for each exchange as it happens, and waits for no reader.
struct RecordingLog: Sendable {
  enum Format: String, CaseIterable, Sendable { case text, json }

  private let format: Format
  private let console: Console
  private let printer: LinePrinter

  init(_ format: Format, on console: Console) throws {
    (self.format, self.console) = (format, console)
    printer = try LinePrinter(console.output)
  }

  /// Those that one batch brought.
  func tell(_ events: [RecordingEvent]) {
    let now = RealClock().now, layout = console.layout
    printer.print(
      events.map { event in
        switch format {
        case .text: RecordingText.line(event, in: layout)
        case .json: TerminalText.safeJSON(RecordingLog.json(event, now: now).text())
        }
      })
  }

  /// No exchange comes any more. Says how many lines nobody read.
  func finish() async {
    let count = await printer.finish()
    console.note(outputFailure: printer.failure)
    if count > 0 { console.note("\(count) line\(count == 1 ? " was" : "s were") not printed: nobody read them") }
  }

  /// What a person reads; between lines of JSON it would be no JSON.
  func announce(_ text: String) {
    if format == .json {
      console.note(text)
    } else {
      console.print(laidOut: console.layout.fittedLines(TerminalText.safeLines(text), shortening: false))
    }
  }

  /// `now` is for what was never sent.
  static func json(_ event: RecordingEvent, now: Instant) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("time", .string("\(event.at ?? now)")), ("method", .string(event.method.rawValue)),
    ]
    if let api = event.api { members.append(("api", .string(api))) }
    if event.direction == .inbound { members.append(("direction", .string(event.direction.rawValue))) }
    // What may be a secret is left out of it, so it is no URL that could be read.
    if let url = event.url?.utf8, let host = url.firstRange(of: "://".utf8) {
      let path = url[host.upperBound...].firstIndex(of: UInt8(ascii: "/")) ?? url.endIndex
      members.append(("origin", .string(String(Substring(url[..<path])))))
      if path != url.endIndex { members.append(("path", .string(String(Substring(url[path...]))))) }
    }
    if let result = event.result, result != "-" {
      members.append(Int(result).map { ("status", .number($0)) } ?? ("failure", .string(result)))
      if event.url != nil { members.append(("bytes", .number(event.bytes))) }
    }
    if let duration = event.duration { members.append(("ms", .number(Int(duration.milliseconds(.down))))) }
    let (fate, detail) = RecordingLog.fate(event.fate)
    return .object(JSONObject(members + [("fate", .string(fate)), detail]))
  }

  private static func fate(_ fate: RecordingEvent.Fate) -> (String, (String, JSONValue)) {
    switch fate {
    case .kept(let name): ("new", ("name", .string(name)))
    case .changed(let name): ("changed", ("name", .string(name)))
    case .unchanged(let name): ("unchanged", ("name", .string(name)))
    case .replayed(let name): ("replayed", ("name", .string(name)))
    case .refused(let reason): ("refused", ("reason", .string(reason)))
    case .skipped(let reason): ("not recorded", ("reason", .string(reason)))
    }
  }
}
