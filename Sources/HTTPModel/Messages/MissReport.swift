/// How a miss is put into words, for everyone who tells of one: the terminal, the server's answer, an execution's end.
/// As JSON it is written where there is JSON: `Miss+JSON.swift` of RecordReplay.
public struct MissReport: Hashable, Sendable {
  public let miss: Miss

  public init(_ miss: Miss) { self.miss = miss }

  /// What a miss is over HTTP.
  public static let status = 599
  public static let title = "No Recorded Interaction"
  /// Of problem+json (RFC 9457).
  public static let type = "urn:tapedeck:miss"

  /// The reason phrase of the answer, which some clients show and nothing else: `Never recorded: GET /customers/ctm_x`.
  /// Visible ASCII; of the URL it has the path.
  public var phrase: String {
    let kind =
      switch miss.reason {
      case .neverRecorded: miss.meant.map { "Path lost /\($0)" } ?? "Never recorded"
      case .usedUp: "Used up"
      case .bodyTooLong: "Body too long to match"
      case .switchesProtocol: "Upgrades are never recorded"
      case .unreadable: "Recording is damaged"
      case .bodyMissing: "Body was not in the imported file"
      case .notModified: "Only a 304 is recorded"
      case .preflight: "Preflight never recorded"
      }
    let path = AbsoluteURL(miss.url).map { Array($0.target.path) } ?? []
    let shown = path.map { (0x21...0x7E).contains($0) ? $0 : UInt8(ascii: "?") }
    let text = "\(kind): \(miss.method) \(String(decoding: shown, as: UTF8.self))"
    return text.utf8.count <= MissReport.maxPhrase
      ? text : String(decoding: text.utf8.prefix(MissReport.maxPhrase - 3), as: UTF8.self) + "..."
  }

  private static let maxPhrase = 120

  /// For clients that show one member of an error and no other: what happened, and what to do.
  public var message: String { command.map { "\(detail) To record it: \($0)" } ?? detail }

  private var request: String { "\(miss.method) \(miss.url)" }

  private var why: String { miss.damage ?? "it is not there" }

  /// Part of a sentence, as causes of failures are.
  public var cause: String {
    switch miss.reason {
    case .neverRecorded: "\(miss.cassette) holds no interaction for \(request)"
    case .bodyTooLong: "the body of \(request) exceeds the limit for matching, 8 MiB"
    case .switchesProtocol: "\(request) asks for another protocol, such as WebSocket, which is never recorded"
    case .unreadable: "what is recorded for \(request) can no longer be read: \(miss.damage ?? miss.cassette)"
    case .bodyMissing: "the recorded answer to \(request) has no body to give: \(why)"
    case .notModified: "only a 304 is recorded for \(request), and it asks without a condition"
    case .preflight: "\(request) is a browser's CORS preflight, and none is recorded"
    case .usedUp: "\(miss.cassette) holds no further interaction for \(request)"
    }
  }

  /// One or two sentences.
  public var detail: String {
    let hint = baseURL.map { miss.meant == nil ? " A base URL names the API: \($0)" : lost($0) } ?? ""
    switch miss.reason {
    case .neverRecorded where !miss.apis.isEmpty:
      let apis = miss.apis.map { "\($0.name) (\($0.url))" }.joined(separator: ", ")
      return "No API in \(miss.cassette) has the host of \(request). It has \(apis).\(hint)"
    case .neverRecorded:
      let closest = miss.closest.map { "; the closest interaction is \($0.interaction)" } ?? ""
      return "No interaction in \(miss.cassette) matches \(request)\(closest)."
    case .switchesProtocol: return "\(request) asks for another protocol, such as WebSocket, which is never recorded."
    case .bodyTooLong: return "The body of \(request) exceeds the limit for matching, 8 MiB."
    case .unreadable: return "What is recorded for \(request) can no longer be read: \(miss.damage ?? miss.cassette)."
    case .bodyMissing:
      let name = miss.closest?.interaction ?? miss.cassette
      return "\(name) fits \(request), but the file that it was imported from did not hold its answer: \(why)."
    case .notModified:
      let name = miss.closest?.interaction ?? miss.cassette
      return "\(name) answers \(request) with 304 and no body, which only a request with If-None-Match or"
        + " If-Modified-Since may get."
    case .preflight:
      let refusal = miss.closest.map { ", and the answer of \($0.interaction) does not allow what it asks" } ?? ""
      return "\(request) is a browser's CORS preflight, which \(miss.cassette) does not hold\(refusal)."
    case .usedUp: return "Every interaction in \(miss.cassette) that matches \(request) has already been used."
    }
  }

  private func lost(_ base: String) -> String {
    " \(miss.meant ?? "") has it: its base URL is \(base), and this client drops a base URL's path"
      + " (tapedeck replay \(cassetteWord) --listen \(miss.meant ?? "")=0 gives the API a port of its own)."
  }

  /// Lines for a terminal: what was asked for, what came nearest and what differs, and what to do.
  public var text: String {
    var lines = [request]
    switch miss.reason {
    case .neverRecorded where !miss.apis.isEmpty:
      lines.append("  no API of \(miss.cassette) has this host; it has")
      let width = miss.apis.map(\.name.count).max() ?? 0
      for api in miss.apis {
        lines.append("    \(api.name)\(String(repeating: " ", count: width - api.name.count))  \(api.url)")
      }
      if let baseURL {
        lines.append(miss.meant == nil ? "  a base URL names the API: \(baseURL)" : " " + lost(baseURL))
      }
    case .neverRecorded: lines.append("  no interaction in \(miss.cassette) matches")
    case .switchesProtocol: lines.append("  it asks for another protocol, such as WebSocket, which is never recorded")
    case .bodyTooLong: lines.append("  its body exceeds the limit for matching, 8 MiB")
    case .unreadable: lines.append("  what is recorded can no longer be read: \(miss.damage ?? miss.cassette)")
    case .bodyMissing: lines.append("  the file that its answer was imported from did not hold its body: \(why)")
    case .notModified:
      lines.append("  only a 304 is recorded, and it has neither If-None-Match nor If-Modified-Since")
    case .preflight: lines.append("  a browser's CORS preflight, and none is recorded in \(miss.cassette)")
    case .usedUp: lines.append("  every interaction of \(miss.cassette) that matches has already been used")
    }
    if let closest = miss.closest, !closest.mismatches.isEmpty {
      lines.append("  closest: \(closest.interaction); differences:")
      for mismatch in closest.mismatches {
        lines.append("    \(mismatch.pointer)")
        lines.append("      recorded  \(mismatch.recorded?.oneLine(atMost: 200) ?? "(nothing)")")
        lines.append("      received  \(mismatch.received?.oneLine(atMost: 200) ?? "(nothing)")")
      }
    } else if let closest = miss.closest {
      let label = miss.reason == .usedUp ? "the last one" : "recorded"
      lines.append("  \(label): \(closest.interaction)")
    }
    lines += ways.map { "  " + $0 }
    return lines.joined(separator: "\n")
  }

  /// The command that records the request into the cassette; nil where that would not help.
  public var command: String? {
    if [.bodyTooLong, .unreadable, .switchesProtocol].contains(miss.reason) || baseURL != nil { return nil }
    let mode = [.bodyMissing, .notModified].contains(miss.reason) ? "all" : "new_episodes"
    var words = ["tapedeck", "record", "--cassette", cassetteWord, "--mode", mode]
    if miss.api == nil, let url = AbsoluteURL(miss.url) {
      // What came to this machine was hardly meant for it: nobody records the server that asks.
      words += ["--api", url.origin.isLoopback ? "NAME=URL" : ShellText.quoted("NAME=\(url.origin)")]
    }
    return words.joined(separator: " ")
  }

  /// What was perhaps meant by a request to this machine that names no API: the base URL of the first one.
  public var baseURL: String? {
    guard let api = miss.apis.first(where: { $0.name == miss.meant }) ?? miss.apis.first,
      let origin = AbsoluteURL(miss.url)?.origin, origin.isLoopback
    else { return nil }
    return "\(origin)/\(api.name)"
  }

  /// The cassette as a user names it: what is right under `Cassettes`, of this folder, of one above it or inside the
  /// program, needs no path.
  private var cassetteName: String {
    let parts = miss.cassette.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count >= 2, parts[parts.count - 2].elementsEqual("Cassettes".utf8), let name = parts.last,
      !name.isEmpty,
      parts.dropLast(2).allSatisfy({ $0.elementsEqual("..".utf8) || $0.elementsEqual("builtin:".utf8) })
    else { return miss.cassette }
    return String(decoding: Array(name), as: UTF8.self)
  }

  var cassetteWord: String { ShellText.quoted(cassetteName) }
}

extension String {
  /// As one line of at most `limit` characters; what is cut off becomes an ellipsis.
  public func oneLine(atMost limit: Int) -> String {
    let line = String(map { $0.isNewline ? " " : $0 })
    return line.count <= limit ? line : line.prefix(limit - 1) + "…"
  }
}
