extension MissReport {
  /// What can be done about it, a line each: only what would help.
  public var ways: [String] {
    var ways: [String] = []
    if let command { ways.append("to record it: \(command)") }
    if miss.reason == .neverRecorded, miss.api != nil {
      ways.append("to import it: tapedeck import FILE.har --cassette \(cassetteWord)")
    }
    if miss.reason == .usedUp {
      ways.append(
        "to give the last one again: tapedeck replay \(cassetteWord) --after-last repeat-last, "
          + #"or "afterLast": "repeat-last" in \#(manifestPlace)"#)
    }
    return ways + (closestWays ?? [])
  }

  private var manifestPlace: String { isBuiltin ? "a cassette of your own" : "\(miss.cassette)/cassette.json" }

  /// It cannot be edited: it is inside the program.
  private var isBuiltin: Bool { miss.cassette.utf8.starts(with: "builtin:".utf8) }

  /// Of more differences nobody would say that it is the same request after all.
  private static let maxDifferences = 3

  private var closestWays: [String]? {
    guard miss.reason == .neverRecorded, let closest = miss.closest,
      (1...MissReport.maxDifferences).contains(closest.mismatches.count)
    else { return nil }
    var ways: [String] = []
    if let ignoring { ways.append(ignoring) }
    if !isBuiltin { ways.append("to change what was recorded: edit \(closest.interaction) in \(miss.cassette)") }
    return ways
  }

  /// The lines of the profile without which, or with which, the request would fit; nil where there are none.
  private var ignoring: String? {
    guard let api = miss.api, let mismatches = miss.closest?.mismatches else { return nil }
    var query: [String] = [], places: [String] = [], headers: [String] = []
    for mismatch in mismatches {
      switch IgnoredPlace(mismatch) {
      case .query(let name): query.append(name)
      case .place(let pointer): places.append(pointer)
      case .header(let name): headers.append(name)
      case nil: return nil
      }
    }
    let kinds = [("query", query), ("places", places)].filter { !$0.1.isEmpty }
      .map { "\"\($0.0)\": [\(MissReport.list($0.1))]" }
    let added = kinds.isEmpty ? nil : "\"volatile\": { \(kinds.joined(separator: ", ")) }"
    let removed = headers.isEmpty ? nil : "no \(MissReport.list(headers)) in \"match\""
    let origin = AbsoluteURL(miss.url).map { "\($0.origin)" } ?? "URL"
    return "to ignore what differs: \([added, removed].compactMap(\.self).joined(separator: ", and ")) "
      + "in Schemas/\(api)/profile.json (tapedeck init \(ShellText.quoted("\(api)=\(origin)")) makes one)"
  }

  private static func list(_ names: [String]) -> String {
    let unique = names.enumerated().filter { names.firstIndex(of: $0.element) == $0.offset }.map(\.element)
    return unique.map { "\"\($0.replacingScalars("\\", with: "\\\\").replacingScalars("\"", with: "\\\""))\"" }
      .joined(separator: ", ")
  }
}

/// A place that a profile can take out of the comparison.
private enum IgnoredPlace {
  case query(String)
  /// A pointer into a JSON body; elements of arrays are any.
  case place(String)
  case header(String)

  init?(_ mismatch: Mismatch) {
    let pointer = mismatch.pointer.utf8
    func rest(behind prefix: String) -> String? {
      pointer.starts(with: prefix.utf8) ? String(Substring(pointer.dropFirst(prefix.utf8.count))) : nil
    }
    if let name = rest(behind: "/headers/") {
      self = .header(name)
    } else if let place = rest(behind: "/body/json/") {
      var tokens = place.split(separator: "/", omittingEmptySubsequences: false).map { token in
        token.isEmpty || token.contains { !$0.isNumber } ? token : "*"
      }
      // Of an array no single element can be left out.
      while tokens.last == "*" { tokens.removeLast() }
      if tokens.isEmpty { return nil }
      self = .place(tokens.map { "/" + $0 }.joined())
    } else if mismatch.pointer == "/url", let text = mismatch.recorded ?? mismatch.received,
      text.utf8.starts(with: "query item ".utf8)
    {
      self = .query(String(text.dropFirst("query item ".count).prefix { $0 != "=" }))
    } else {
      return nil
    }
  }
}
