/// The ways inside a schema's document that were asked for: from schemas to their keywords, and from keywords to the
/// schemas in them. Finding one costs a walk through an object.
struct WayParts: Sendable {
  private struct Part {
    let outer: UInt32
    let tokens: [String]
  }

  /// By the inner place's number.
  private var parts: [Part?] = []

  /// Nil where it is not known.
  func tokens(from outer: UInt32, to inner: UInt32) -> [String]? {
    guard Int(inner) < parts.count, let part = parts[Int(inner)], part.outer == outer else { return nil }
    return part.tokens
  }

  /// `count`: how many places there are.
  mutating func keep(_ tokens: [String], from outer: UInt32, to inner: UInt32, of count: Int) {
    if parts.isEmpty { parts = [Part?](repeating: nil, count: count) }
    parts[Int(inner)] = Part(outer: outer, tokens: tokens)
  }
}
