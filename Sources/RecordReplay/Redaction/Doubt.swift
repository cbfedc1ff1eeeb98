import SecretDetection

/// A value that was left and that somebody should look at.
public struct Doubt: Hashable, Sendable {
  /// As a capture's.
  public let place: String
  public let reason: String
  /// Whose profile could name the place.
  public let api: String
  /// Nil where no profile can.
  public let remedy: Remedy?

  /// What a profile's `secret` would have to say for the value to be redacted.
  public struct Remedy: Hashable, Sendable {
    public enum List: String, CaseIterable, Sendable { case headers, query, members, paths }
    public let list: List
    public let entry: String
  }
}

extension Redaction {
  /// For the value that is looked at.
  func remedy(_ role: ValueRole) -> Doubt.Remedy? {
    if role == .path { return template.map { Doubt.Remedy(list: .paths, entry: $0) } }
    guard let name = names.last(where: { Int($0) == nil }), name.utf8.count <= 100 else { return nil }
    switch role {
    case .header, .trailer: return Doubt.Remedy(list: .headers, entry: name)
    case .query: return Doubt.Remedy(list: .query, entry: name)
    case .form, .part, .member, .element, .attribute, .text: return Doubt.Remedy(list: .members, entry: name)
    case .path, .cookie, .line: return nil
    }
  }

  /// The path with `{secret}` in the place of the segment that is looked at. Of the others words stay; the rest varies.
  private var template: String? {
    guard depth == 0, let index = way.last.flatMap({ Int($0) }) else { return nil }
    let segments = path.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard segments.indices.contains(index) else { return nil }
    return segments.enumerated().reduce("") { text, next in
      if next.offset == index { return text + "/{secret}" }
      let isWord =
        next.element.count <= 20 && next.element.allSatisfy { $0 >= 97 && $0 <= 122 || $0 == UInt8(ascii: "-") }
      return text + "/" + (isWord ? String(decoding: Array(next.element), as: UTF8.self) : "{any}")
    }
  }
}
