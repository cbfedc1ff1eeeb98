/// How everything that is said about a place is printed: the place, what is said, the line that is meant, and the next
/// command.
///
///     checkout.asl.json:4:15: unexpected '"'
///       4 |   "StartAt" "First",
///         |             ^
///       next: correct the definition, then run again
public struct PlaceReport: Hashable, Sendable {
  /// Without the place.
  public var message: String
  /// Nil where nothing that has a place is to blame.
  public var place: SourcePlace?
  /// What else was found, a line each.
  public var others: [PlaceReport]
  /// The command to run next, or what to do; nil where that is said elsewhere.
  public var next: String?

  public init(_ message: String, at place: SourcePlace? = nil, others: [PlaceReport] = [], next: String? = nil) {
    (self.message, self.place, self.others, self.next) = (message, place, others, next)
  }

  /// `file:line:column: message`, without the line that is meant.
  public var line: String {
    let place = place?.description ?? ""
    return place.isEmpty ? message : "\(place): \(message)"
  }

  public var text: String { lines.joined(separator: "\n") }

  /// Each begins with what we say, whatever it quotes behind that.
  public var lines: [String] {
    let rest = (place?.excerpt ?? []) + others.map(\.line) + (next.map { ["next: \($0)"] } ?? [])
    return [line] + rest.map { "  \($0)" }
  }
}
