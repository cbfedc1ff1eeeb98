public import HTTPModel
public import JSONModel

/// Hosts of entries that no API has, all of them at once.
public struct UnknownHosts: Sendable {
  /// How many entries there are for each.
  public private(set) var counts: [Origin: Int] = [:]
  /// Of the first entry.
  public private(set) var place: SourcePlace?

  public var isEmpty: Bool { counts.isEmpty }

  mutating func add(_ origin: Origin, at place: SourcePlace) {
    counts[origin, default: 0] += 1
    self.place = self.place ?? place
  }

  /// What is wrong.
  public var text: String {
    guard counts.count == 1, let (host, count) = counts.first else { return "no API has these \(counts.count) hosts" }
    return "no API has the host \(host) (\(UnknownHosts.entries(count)))"
  }

  private static let maxLines = 100

  /// Where there are several a line for each, those with most entries first; of very many, how many more there are.
  public var lines: [String] {
    if counts.count < 2 { return [] }
    let list = counts.sorted { ($1.value, "\($0.key)") < ($0.value, "\($1.key)") }
    let texts = list.prefix(UnknownHosts.maxLines).map { UnknownHosts.entries($0.value) }
    let width = texts.map(\.count).max() ?? 0
    return zip(list, texts).map { host, text in
      "\(text)\(String(repeating: " ", count: width - text.count))  \(host.key)"
    } + (list.count > texts.count ? ["and \(list.count - texts.count) hosts more"] : [])
  }

  private static func entries(_ count: Int) -> String { "\(count) \(count == 1 ? "entry" : "entries")" }
}
