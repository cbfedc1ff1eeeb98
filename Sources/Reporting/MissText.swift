public import HTTPModel
import RecordReplay

/// How a miss looks: what was asked for, what came nearest and what differs, and what to do.
public enum MissText {
  public static func text(_ miss: Miss) -> String {
    var lines = ["\(miss.method) \(miss.url)"]
    switch miss.reason {
    case .neverRecorded where !miss.apis.isEmpty:
      lines.append("  no API of \(miss.cassette) has this host; it has")
      let width = miss.apis.map(\.name.count).max() ?? 0
      for api in miss.apis {
        lines.append("    \(api.name)\(String(repeating: " ", count: width - api.name.count))  \(api.url)")
      }
      if let base = miss.baseURL { lines.append("  a base URL names the API: \(base)") }
    case .neverRecorded: lines.append("  no interaction of \(miss.cassette) fits")
    case .bodyTooLong: lines.append("  its body is longer than what is compared: 8 MiB")
    case .usedUp: lines.append("  every interaction of \(miss.cassette) that fits has been given out already")
    }
    if let closest = miss.closest, !closest.mismatches.isEmpty {
      lines.append("  closest: \(closest.interaction); what differs:")
      for mismatch in closest.mismatches {
        lines.append("    \(mismatch.pointer)")
        lines.append("      recorded  \(value(mismatch.recorded))")
        lines.append("      received  \(value(mismatch.received))")
      }
    } else if let closest = miss.closest {
      lines.append("  the last one: \(closest.interaction)")
    }
    if let command = miss.command { lines.append("  to record it: \(command)") }
    return lines.joined(separator: "\n")
  }

  private static func value(_ text: String?) -> String { text.map { Text.shortened($0, to: 200) } ?? "(nothing)" }
}
