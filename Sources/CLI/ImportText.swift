import ForeignFormats
import HTTPModel
import RecordReplay

/// What an import says of the files that it read.
enum ImportText {
  /// Further interactions are counted only.
  private static let maxInteractions = 20

  /// What of a file that was read is said afterwards.
  struct File {
    let path: String
    /// The tool that wrote it, and what its format does not keep.
    let format: String
    let notes: [String]

    init(_ recording: ForeignRecording, path: String) {
      (self.path, notes) = (path, recording.notes)
      let lost = recording.alwaysLost.joined(separator: ", ")
      format = "recorded by \(recording.tool); its format does not keep \(lost)"
    }
  }

  /// Once for all files of one tool what its format does not keep; then what a user should know of each.
  static func lines(_ files: [File]) -> [String] {
    var formats: [(format: String, paths: [String])] = []
    for file in files {
      if let index = formats.firstIndex(where: { $0.format == file.format }) {
        formats[index].paths.append(file.path)
      } else {
        formats.append((file.format, [file.path]))
      }
    }
    return formats.map { format, paths in
      "\(paths[0])\(paths.count > 1 ? " and \(paths.count - 1) more" : ""): \(format)"
    } + files.flatMap { file in file.notes.map { "\(file.path): \($0)" } }
  }

  /// What the files do not hold of single interactions.
  static func lines(_ outcome: RecordingImport.Outcome) -> [String] {
    let lines = outcome.losses.prefix(maxInteractions).map { loss in
      var parts: [String] = []
      if let request = loss.missing.request { parts.append(request) }
      if let response = loss.missing.response { parts.append("\(response); replay answers with a miss") }
      if !loss.lost.isEmpty { parts.append("the file does not hold \(loss.lost.joined(separator: "; "))") }
      return "entry \(loss.entry): \(parts.joined(separator: "; ")) (\(loss.name))"
    }
    let more = outcome.losses.dropFirst(maxInteractions)
    if more.isEmpty { return lines }
    let missing = more.filter { $0.missing.response != nil }
    return lines
      + [
        "… nor all of \(more.count) more: entries \(numbers(more.map(\.entry)))",
        missing.isEmpty ? nil : "of these, no answer's body is in the file: entries \(numbers(missing.map(\.entry)))",
      ].compactMap(\.self)
  }

  /// `1-3, 7`.
  static func numbers(_ list: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in Set(list).sorted() {
      if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ", ")
  }

  static func refusals(_ outcome: RecordingImport.Outcome) -> [String] {
    outcome.refused.map { "\($0.place): \($0.reason); it was left out" }
  }

  /// What to do about hosts that no API has.
  static func next(_ hosts: UnknownHosts) -> String {
    let host = hosts.counts.count == 1 ? hosts.counts.keys.first : nil
    return "nothing was written; name \(host == nil ? "each" : "it") with --api NAME=\(host.map { "\($0)" } ?? "URL"), "
      + "take some hosts with --host PATTERN, or leave these out with --skip-unknown"
  }

  /// What was added, what was not, and where to see it.
  static func summary(_ outcome: RecordingImport.Outcome, _ cassette: String) -> String {
    let count = outcome.names.count
    var parts = ["\(count) interaction\(count == 1 ? "" : "s") added"]
    if outcome.repeated > 0 {
      parts.append(
        "\(entries(outcome.repeated)) in the cassette already (--again adds what is there once more)")
    }
    if outcome.leftOut > 0 {
      parts.append("\(outcome.leftOut) of other hosts left out")
    }
    let isThere = count > 0 || outcome.repeated > 0
    let end =
      isThere
      ? "see them: tapedeck show \(ShellText.quoted(cassette))" : "nothing could be imported, and nothing was written"
    return "\(parts.joined(separator: ", ")); \(end)"
  }

  private static func entries(_ count: Int) -> String { count == 1 ? "1 entry is" : "\(count) entries are" }
}
