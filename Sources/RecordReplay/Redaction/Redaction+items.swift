import HTTPModel
import SecretDetection

extension Redaction {
  /// A query or a form: secret values replaced, all other bytes as they are. Nil where all stays.
  mutating func items(_ bytes: [UInt8], _ role: ValueRole) -> [UInt8]? {
    let pieces = bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
    let names = pieces.map { piece in
      String(
        decoding: Redaction.decoded(piece[..<(piece.firstIndex(of: UInt8(ascii: "=")) ?? piece.endIndex)]),
        as: UTF8.self)
    }
    let siblings = names.count <= 64 ? names : []
    var seen: [String: Int] = [:]
    // A form may have a million fields.
    seen.reserveCapacity(names.count)
    var edits: [Edit] = []
    for (piece, name) in zip(pieces, names) {
      let number = seen[name, default: 0]
      seen[name] = number + 1
      guard let equals = piece.firstIndex(of: UInt8(ascii: "=")), equals + 1 < piece.endIndex else { continue }
      let raw = piece[(equals + 1)...]
      let new = enter(name) { walk -> [UInt8]? in
        if number > 0, walk.depth == 0 { walk.way.append(String(number)) }
        defer { if number > 0, walk.depth == 0 { walk.way.removeLast() } }
        let new = walk.value(Array(Redaction.decoded(raw)), role, siblings: siblings)
        // Whoever escapes only some of it leaves a `+` that is meant.
        guard new == nil, walk.pass == .replacing, raw.contains(UInt8(ascii: "+")) else { return new }
        return walk.value(PercentEncoding.decoded(raw), role, siblings: siblings)
      }
      if let new { edits.append(Edit(start: raw.startIndex, length: raw.count, bytes: Redaction.escaped(new))) }
    }
    return edits.isEmpty ? nil : Edit.apply(edits, to: bytes)
  }

  /// Escapes undone; most items have none.
  private static func decoded(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    bytes.contains { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }
      ? PercentEncoding.decodedForm(bytes)[...] : bytes
  }

  /// The target of a request: its path by segments, its query by items.
  mutating func target(_ target: Target) -> Target {
    area = "/url/path"
    let path = Array(target.path)
    if pass == .learning { seen.path = glance(atPath: path) }
    var bytes = stays(path, seen.path) ? path : redacted(path)
    if let query = target.query {
      area = "/url/query"
      bytes += [UInt8(ascii: "?")] + (items(Array(query), .query) ?? Array(query))
    }
    return Target(bytes)
  }

  private mutating func redacted(_ path: [UInt8]) -> [UInt8] {
    // Nothing is found in it but what is known, and what may be a secret.
    let isQuiet = pass == .replacing && seen.path == .later
    let across = acrossSegments(path, isQuiet: isQuiet)
    return segments(across ?? path, areQuiet: isQuiet && across == nil)
  }

  /// Of a path none of whose segments is escaped, on a host that has no webhooks.
  private func glance(atPath path: [UInt8]) -> Glance {
    guard path.first == UInt8(ascii: "/"), !rules.namesSegments, !SecretDetector.mayHaveHooks(host: host),
      !path.contains(UInt8(ascii: "%")),
      (Array("https://\(host)".utf8) + path).withUnsafeBufferPointer(rules.detector.findsNothing)
    else { return .open }
    var least = Glance.stays
    let detector = rules.detector
    Redaction.eachSegment(of: path) { segment, before in
      least = min(least, Glance(at: segment, segmentAfter: before, detector))
      return least != .open
    }
    return least
  }

  private mutating func stays(_ path: [UInt8], _ glance: Glance) -> Bool {
    if pass == .learning || glance != .stays { return glance != .open && pass == .learning }
    if path.withUnsafeBufferPointer({ memory.mayOccur(in: $0) }) { return false }
    var stays = true
    Redaction.eachSegment(of: path) { segment, _ in
      stays = !memory.mayOccur(in: segment)
      return stays
    }
    return stays
  }

  /// Each that is not empty, and what stands before it, as long as `next` says so.
  private static func eachSegment(
    of path: [UInt8], _ next: (UnsafeBufferPointer<UInt8>, _ before: UnsafeBufferPointer<UInt8>) -> Bool
  ) {
    path.withUnsafeBufferPointer { path in
      var before = UnsafeBufferPointer(rebasing: path[..<0]), start = 1
      for index in 1...path.count where index == path.count || path[index] == UInt8(ascii: "/") {
        let segment = UnsafeBufferPointer(rebasing: path[start..<index])
        start = index + 1
        if segment.isEmpty { continue }
        if !next(segment, before) { return }
        before = segment
      }
    }
  }

  /// What is a secret by the whole URL (a webhook's), and a known one that holds a slash: several segments of a path. Nil
  /// where all stays. In a quiet one nothing is found but what is known.
  private mutating func acrossSegments(_ path: [UInt8], isQuiet: Bool) -> [UInt8]? {
    let start = Array("https://\(host)".utf8)
    var edits: [Edit] = []
    for detection in isQuiet ? [] : rules.detector.detections(in: start + path, context(.text, []))
    where (detection.rule.hasPrefix("shape:") || detection.rule == "structure:url-userinfo")
      && detection.range.lowerBound > start.count && !rules.keeps(detection.rule)
    {
      let range = detection.range.lowerBound - start.count..<detection.range.upperBound - start.count
      edits += pieces(range, path, called: detection.name, rule: detection.rule, seenBy: detection.rule)
    }
    guard pass == .replacing else { return nil }
    for occurrence in memory.occurrences(in: path)
    where path[occurrence.range].dropFirst().contains(UInt8(ascii: "/"))
      && !edits.contains(where: { occurrence.range.overlaps($0.start..<$0.start + $0.length) })
    {
      let secret = memory.secrets[occurrence.secret]
      let name = String(secret.name.dropFirst(rules.api.count + 1))
      edits += pieces(occurrence.range, path, called: name, rule: secret.rule, seenBy: "repeated:\(secret.rule)")
    }
    return edits.isEmpty ? nil : Edit.apply(edits.sorted { $0.start < $1.start }, to: path)
  }

  /// Each segment is replaced by itself: a path of fewer segments would be another one.
  private mutating func pieces(
    _ range: Range<Int>, _ path: [UInt8], called name: String, rule: String, seenBy: String
  ) -> [Edit] {
    var edits: [Edit] = []
    for piece in path[range].split(separator: UInt8(ascii: "/")) {
      let value = Array(piece)
      if Placeholder.isWhole(value, api: rules.api) || isStandIn(value) { continue }
      memory.learn(value, api: rules.api, called: name, rule: rule)
      guard pass == .replacing, let secret = memory[value] else { continue }
      edits.append(segment(secret, piece.startIndex..<piece.endIndex, path, seenBy))
    }
    return edits
  }

  private mutating func segment(_ secret: KnownSecret, _ range: Range<Int>, _ path: [UInt8], _ rule: String) -> Edit {
    way = [String(max(0, path[...range.lowerBound].count { $0 == UInt8(ascii: "/") } - 1))]
    defer { way = [] }
    return edit(secret, range, rule)
  }

  /// What a profile's template names, else each segment by itself. Of quiet ones nothing is learnt.
  private mutating func segments(_ path: [UInt8], areQuiet: Bool) -> [UInt8] {
    guard path.first == UInt8(ascii: "/") else { return path }
    let raw = path.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let segments = raw.map { $0.holds(UInt8(ascii: "%")) ? PercentEncoding.decoded($0) : Array($0) }
    let named = rules.secretSegments(of: segments)
    var edits: [Edit] = []
    let mayStay = named.isEmpty && !SecretDetector.mayHaveHooks(host: host)
    var before: [UInt8] = []
    for (index, segment) in segments.enumerated() where !segment.isEmpty {
      defer { before = segment }
      let isKept = before.withUnsafeBufferPointer { before in
        segment.withUnsafeBufferPointer { segment in
          stays(
            segment,
            areQuiet ? Glance(atQuiet: segment) : Glance(at: segment, segmentAfter: before, rules.detector))
        }
      }
      if mayStay, isKept {
        names.append(String(decoding: segment, as: UTF8.self))
        continue
      }
      way.append(String(index))
      let new: [UInt8]?
      if let range = named[index] {
        new = replaced([Found(range, "token", "profile:path")], in: segment, context(.path, []))
      } else if segment.contains(UInt8(ascii: ";")), segment.contains(UInt8(ascii: "=")) {
        new = parameters(segment)
      } else if areQuiet {
        new = replaced([], in: segment, context(.path, []))
      } else {
        new = value(segment, .path)
      }
      way.removeLast()
      names.append(String(decoding: segment, as: UTF8.self))
      guard let new else { continue }
      edits.append(Edit(start: raw[index].startIndex, length: raw[index].count, bytes: Redaction.escaped(new)))
    }
    names.removeAll()
    return Edit.apply(edits, to: path)
  }

  /// `;jsessionid=…` behind a segment.
  private mutating func parameters(_ segment: [UInt8]) -> [UInt8]? {
    var edits: [Edit] = []
    for piece in segment.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).dropFirst() {
      guard let equals = piece.firstIndex(of: UInt8(ascii: "=")) else { continue }
      names.append(String(decoding: piece[..<equals], as: UTF8.self))
      let new = value(Array(piece[(equals + 1)...]), .cookie)
      names.removeLast()
      if let new { edits.append(Edit(start: equals + 1, length: piece.endIndex - equals - 1, bytes: new)) }
    }
    return edits.isEmpty ? nil : Edit.apply(edits, to: segment)
  }

  /// As in a URL, but for the braces of placeholders.
  static func escaped(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for byte in bytes {
      if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") {
        result.append(byte)
      } else {
        result += PercentEncoding.encoded([byte]).utf8
      }
    }
    return result
  }

  /// With the escapes of another text: what it writes as it is stays so.
  static func escaped(_ bytes: [UInt8], as other: [UInt8]) -> [UInt8] {
    let plain = Set(other)
    let isSmall = other.indices.contains { index in
      other[index] == UInt8(ascii: "%") && other[index...].prefix(3).contains { (97...102).contains($0) }
    }
    return bytes.flatMap { byte -> [UInt8] in
      if byte != UInt8(ascii: "%"), plain.contains(byte) { return [byte] }
      let text = escaped([byte])
      return isSmall && text.count == 3 ? Array(String(decoding: text, as: UTF8.self).lowercased().utf8) : text
    }
  }
}
