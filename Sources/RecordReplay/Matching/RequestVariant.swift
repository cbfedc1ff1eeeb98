import HTTPModel

/// What decides between recorded interactions whose requests differ by it alone, whatever the API's profile compares: the
/// fields by which HTTP says which representation, or which part of it, is wanted (RFC 9110, sections 12 to 14).
struct RequestVariant: Hashable, Sendable {
  /// Blanks left out, in lower case; nil where the field is absent.
  private let range: [UInt8]?, accept: [UInt8]?, language: [UInt8]?
  /// Whether a 304 may answer it.
  let isConditional: Bool

  init(_ headers: HeaderFields) {
    range = RequestVariant.value("range", headers)
    accept = RequestVariant.value("accept", headers)
    language = RequestVariant.value("accept-language", headers)
    isConditional = headers.isConditional
  }

  private static func value(_ name: String, _ headers: HeaderFields) -> [UInt8]? {
    guard headers.contains(name) else { return nil }
    return Array(headers.all(name).joined(separator: ",").utf8).compactMap { byte in
      byte == 32 || byte == 9 ? nil : byte >= 65 && byte <= 90 ? byte | 32 : byte
    }
  }

  /// Which of the recorded ones may answer it; none where a field decides and is as none of them has it.
  func fitting<Element>(_ recorded: [(element: Element, variant: RequestVariant)]) -> [Element] {
    var rest = recorded
    if rest.contains(where: { $0.variant.range != rest[0].variant.range }) {
      rest = rest.filter { $0.variant.range == range }
    }
    for (wish, anything) in [(\RequestVariant.accept, "*/*"), (\.language, "*")] {
      guard rest.contains(where: { $0.variant[keyPath: wish] != rest[0].variant[keyPath: wish] }) else { continue }
      let same = rest.filter { $0.variant[keyPath: wish] == self[keyPath: wish] }
      let takesAnything = self[keyPath: wish].map { $0 == Array(anything.utf8) } ?? true
      if !same.isEmpty || !takesAnything { rest = same }
    }
    let same = rest.filter { $0.variant.isConditional == isConditional }
    return (same.isEmpty ? rest : same).map(\.element)
  }

  /// Why this one was not answered with what was recorded for the other.
  func mismatches(to received: RequestVariant) -> [Mismatch] {
    [
      ("range", range, received.range), ("accept", accept, received.accept),
      ("accept-language", language, received.language),
    ].compactMap { name, mine, theirs in
      mine == theirs
        ? nil
        : Mismatch(
          pointer: "/headers/\(name)", recorded: mine.map { RequestFacts.shown($0) },
          received: theirs.map { RequestFacts.shown($0) })
    }
  }
}

extension HeaderFields {
  /// Whether the fields ask for an answer only if something changed (RFC 9110, sections 13.1.2 and 13.1.3).
  var isConditional: Bool { contains("if-none-match") || contains("if-modified-since") }
}
