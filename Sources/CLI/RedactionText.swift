import ForeignFormats
import JSONModel
import RecordReplay

/// What an import says of what it redacted.
enum RedactionText {
  /// Further doubts are counted only.
  private static let maxDoubts = 20

  static func lines(_ outcome: RecordingImport.Outcome) -> [String] {
    let replacements = outcome.reports.flatMap(\.report.replacements)
    var lines: [String] = []
    if !replacements.isEmpty {
      let secrets = Set(replacements.map(\.name)).count
      lines.append("\(count(replacements.count, "place")) redacted, \(count(secrets, "secret"))")
    }
    for (name, report) in outcome.rewritten {
      lines.append("\(name): was there already; \(count(report.replacements.count, "place")) redacted now")
    }
    let repeated = outcome.reports.flatMap { name, report in
      report.replacements.filter(\.isRepetition).map { (name, $0) }
    }
    for (name, one) in repeated.prefix(maxDoubts) {
      lines.append("\(name): \(one.place) repeats {{\(one.name)}}")
    }
    if repeated.count > maxDoubts {
      lines.append("… and \(count(repeated.count - maxDoubts, "place")) more of this kind")
    }
    var seen: Set<String> = []
    let doubts = outcome.reports.flatMap { name, report in report.doubts.map { (name, $0) } }
      .filter { seen.insert($0.1.place + $0.1.reason).inserted }
    for (name, doubt) in doubts.prefix(maxDoubts) { lines.append("\(name): \(doubt.place) stayed: \(doubt.reason)") }
    if doubts.count > maxDoubts { lines.append("… and \(count(doubts.count - maxDoubts, "doubt")) more") }
    return lines + remedies(doubts.map(\.1))
  }

  /// For each API the member of its profile that would redact what stayed.
  private static func remedies(_ doubts: [Doubt]) -> [String] {
    let byAPI = Dictionary(grouping: doubts.filter { $0.remedy != nil }, by: \.api)
    return byAPI.sorted { $0.key < $1.key }.map { api, doubts in
      let remedies = Set(doubts.compactMap(\.remedy))
      let lists = Doubt.Remedy.List.allCases.compactMap { list -> (String, JSONValue)? in
        let entries = remedies.filter { $0.list == list }.map(\.entry).sorted().prefix(maxDoubts)
        return entries.isEmpty ? nil : (list.rawValue, .array(entries.map { .string($0) }))
      }
      let member = JSONValue.object(JSONObject([("secret", .object(JSONObject(lists)))]))
      let text = String(decoding: member.bytes(), as: UTF8.self)
      return "if that is secret, say so in Schemas/\(api)/profile.json and import again: \(text.dropFirst().dropLast())"
    }
  }

  /// Its name and a line for each place of an interaction that was redacted; none where none was.
  static func lines(_ interaction: Interaction) -> [String] {
    let captures = interaction.captures ?? Captures()
    let places =
      captures.request.map { ("/request\($0.place)", $0) } + captures.response.map { ("/response\($0.place)", $0) }
    if places.isEmpty { return [] }
    return [interaction.name]
      + places.map { place, capture in
        let format = capture.format == .any ? "" : "  any \(capture.format)"
        return "    \(place)  \(capture.text)  \(capture.name)\(format)  \(capture.rule ?? "rule not recorded")"
      }
  }

  private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
