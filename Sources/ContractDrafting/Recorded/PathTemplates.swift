import SchemaValidation

/// Makes templates of recorded paths: a segment that looks like data is a parameter, named after the segment before it.
struct PathTemplates {
  /// Those of a contract that is there already, and those that somebody else knows, by their number of segments, the
  /// most specific first.
  private var known: [Int: [PathTemplate]]
  /// Of operations whose paths differ: at which segments.
  private var varying: [String: Set<Int>] = [:]

  init(known: [PathTemplate] = []) {
    self.known = Dictionary(grouping: known, by: \.segments.count).mapValues { templates in
      templates.enumerated().sorted { left, right in
        let (one, other) = (left.element.rank, right.element.rank)
        return one == other ? left.offset < right.offset : one.lexicographicallyPrecedes(other)
      }.map(\.element)
    }
  }

  /// Says that an operation was called by these paths: where they differ is a parameter, whatever it looks like.
  mutating func learn(_ paths: [[String]], of operation: String) {
    for (count, group) in Dictionary(grouping: paths, by: \.count) {
      let places = (0..<count).filter { place in group.contains { $0[place] != group[0][place] } }
      varying[PathTemplates.key(operation, count), default: []].formUnion(places)
    }
  }

  private static func key(_ operation: String, _ count: Int) -> String { "\(count) \(operation)" }

  func template(_ path: [String], operation: String?) -> PathTemplate {
    if let fitting = known[path.count]?.first(where: { $0.fits(path) }) { return fitting }
    let varying = operation.flatMap { self.varying[PathTemplates.key($0, path.count)] } ?? []
    var segments: [PathTemplate.Segment] = [], used: Set<String> = []
    var before: String?
    for (place, sent) in path.enumerated() {
      let text = ServerPath.decoded(sent)
      guard varying.contains(place) || PathTemplates.isData(text, at: place) else {
        // What a template has in braces is a parameter, and what is no ASCII should have been escaped.
        let isSafe = sent.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "}") }
        segments.append(isSafe ? .fixed(sent) : .parameter(PathTemplates.name(after: before, &used)))
        before = text
        continue
      }
      segments.append(.parameter(PathTemplates.name(after: before, &used)))
    }
    return PathTemplate(segments)
  }

  /// A date at the beginning is an API's version.
  private static func isData(_ text: String, at place: Int) -> Bool {
    if place == 0, text.utf8.count == 10, text.utf8.count(where: { $0 == UInt8(ascii: "-") }) == 2 { return false }
    return IdentifierShape.matches(text)
  }

  /// `customer_id` after `customers`; with a number where that name is taken.
  private static func name(after segment: String?, _ used: inout Set<String>) -> String {
    var word = ""
    for byte in singular(segment ?? "").utf8 {
      let isWord = (97...122).contains(byte | 32) || (48...57).contains(byte)
      word += isWord ? String(UnicodeScalar(byte)) : word.hasSuffix("_") || word.isEmpty ? "" : "_"
    }
    while word.hasSuffix("_") { word.removeLast() }
    let name = word.isEmpty ? "id" : "\(word)_id"
    var free = name
    var number = 2
    while !used.insert(free).inserted {
      free = "\(name)_\(number)"
      number += 1
    }
    return free
  }

  private static let irregular = [
    "aliases": "alias", "caches": "cache", "children": "child", "cookies": "cookie", "indices": "index",
    "movies": "movie", "news": "news", "people": "person", "quizzes": "quiz", "series": "series",
    "statuses": "status",
  ]

  static func singular(_ word: String) -> String {
    if let known = irregular[word] { return known }
    if word.hasSuffix("ies"), word.utf8.count > 4 { return word.dropLast(3) + "y" }
    for ending in ["sses", "shes", "ches", "xes", "zzes"] where word.hasSuffix(ending) {
      return String(word.dropLast(2))
    }
    for ending in ["ss", "us", "is"] where word.hasSuffix(ending) { return word }
    return word.hasSuffix("s") && word.utf8.count > 2 ? String(word.dropLast()) : word
  }
}
