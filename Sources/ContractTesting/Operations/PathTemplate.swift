import HTTPModel

/// A path as contracts write it: `/accounts/{account}/licenses/{id}.json`. What stands behind `#` or `?` is no part of it.
struct PathTemplate: Hashable, Sendable {
  enum Part: Hashable, Sendable {
    /// Percent escapes undone.
    case text([UInt8])
    case variable(String)
  }

  struct Segment: Hashable, Sendable {
    let parts: [Part]

    /// Nil where it has a variable.
    var text: [UInt8]? {
      switch parts.count {
      case 0: return []
      case 1: if case .text(let text) = parts[0] { return text }
      default: break
      }
      return nil
    }

    /// How many bytes are not variable.
    var fixedCount: Int {
      parts.reduce(0) { sum, part in if case .text(let text) = part { sum + text.count } else { sum } }
    }

    /// The same for segments that take the same texts.
    var shape: [Part] { parts.map { if case .variable = $0 { .variable("") } else { $0 } } }
  }

  let segments: [Segment]

  /// Takes a path with or without a leading slash.
  init(_ text: String) {
    let path = text.utf8.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?") }
    var pieces = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)[...]
    if pieces.first?.isEmpty == true { pieces = pieces.dropFirst() }
    segments = pieces.map { PathTemplate.segment(Array($0)) }
  }

  private init(segments: [Segment]) { self.segments = segments }

  /// Behind a server's path.
  func after(_ base: PathTemplate) -> PathTemplate {
    var all = base.segments
    // A base that ends in a slash, and one that is only that.
    while all.last?.parts.isEmpty == true { all.removeLast() }
    return PathTemplate(segments: all + segments)
  }

  private static func segment(_ bytes: [UInt8]) -> Segment {
    var parts: [Part] = []
    var text: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "{"), let end = rest.firstIndex(of: UInt8(ascii: "}")), end > rest.startIndex {
        if !text.isEmpty { parts.append(.text(PercentEncoding.decoded(text))) }
        text = []
        parts.append(.variable(String(decoding: rest[..<end], as: UTF8.self)))
        rest = rest[(end + 1)...]
      } else {
        text.append(byte)
      }
    }
    if !text.isEmpty { parts.append(.text(PercentEncoding.decoded(text))) }
    return Segment(parts: parts)
  }
}

extension PathTemplate.Segment {
  /// What the variables stand for in a segment of a request, as sent; nil where it does not fit. A variable stands for one
  /// byte or more, for as few as fit where two follow each other.
  func values(in sent: ArraySlice<UInt8>) -> [String: [UInt8]]? {
    if let text { return text == PercentEncoding.decoded(sent) ? [:] : nil }
    if parts.count == 1, case .variable(let name) = parts[0] { return sent.isEmpty ? nil : [name: Array(sent)] }
    var budget = 10_000
    return match(parts[...], sent, &budget)
  }

  /// What is left of a text as sent, some of whose bytes may be escaped; nil where it does not begin with `text`.
  private static func rest(of sent: ArraySlice<UInt8>, behind text: [UInt8]) -> ArraySlice<UInt8>? {
    var rest = sent
    for byte in text {
      let length = rest.first == UInt8(ascii: "%") && byte != UInt8(ascii: "%") ? 3 : 1
      guard PercentEncoding.decoded(rest.prefix(length)) == [byte] else { return nil }
      rest = rest.dropFirst(length)
    }
    return rest
  }

  private func match(
    _ parts: ArraySlice<PathTemplate.Part>, _ sent: ArraySlice<UInt8>, _ budget: inout Int
  ) -> [String: [UInt8]]? {
    budget -= 1
    guard budget > 0 else { return nil }
    guard let first = parts.first else { return sent.isEmpty ? [:] : nil }
    switch first {
    case .text(let text):
      guard let rest = PathTemplate.Segment.rest(of: sent, behind: text) else { return nil }
      return match(parts.dropFirst(), rest, &budget)
    case .variable(let name):
      if parts.count == 1 { return sent.isEmpty ? nil : [name: Array(sent)] }
      for count in 1..<max(sent.count, 1) {
        if var values = match(parts.dropFirst(), sent.dropFirst(count), &budget) {
          values[name] = Array(sent.prefix(count))
          return values
        }
      }
      return nil
    }
  }
}
