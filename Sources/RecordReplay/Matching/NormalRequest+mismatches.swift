import HTTPModel
import JSONModel

extension NormalRequest {
  /// Reasons beyond this many are not listed: whoever differs so much is another request.
  static let maxMismatches = 20

  func showsSameSchemes(as other: NormalRequest) -> Bool {
    schemes.allSatisfy { name, scheme in other.schemes[name].map { $0 == scheme } ?? true }
  }

  /// Why a received request does not fit this recorded one; empty where it does.
  func mismatches(to received: NormalRequest) -> [Mismatch] {
    let recorded = masked(placeholders), other = received.masked(placeholders)
    var list: [Mismatch] = []
    func note(_ pointer: String, _ recorded: String?, _ received: String?) {
      list.append(Mismatch(pointer: pointer, recorded: recorded, received: received))
    }
    if recorded.method != other.method { note("/method", recorded.method.rawValue, other.method.rawValue) }
    if recorded.path != other.path { note("/url", NormalRequest.text(recorded.path), NormalRequest.text(other.path)) }
    for (mine, theirs) in NormalRequest.unpaired(recorded.query, other.query) {
      note("/url", mine.map { "query item \($0.text)" }, theirs.map { "query item \($0.text)" })
    }
    for name in Set(recorded.headers.keys).union(other.headers.keys).sorted() {
      let mine = headerText(name), theirs = received.headerText(name)
      if recorded.headers[name] != other.headers[name] { note("/headers/\(name)", mine, theirs) }
    }
    for (name, scheme) in schemes.sorted(by: { $0.key < $1.key }) {
      if let other = received.schemes[name], other != scheme { note("/headers/\(name)", scheme, other) }
    }
    list += NormalRequest.bodyMismatches(recorded.body, other.body)
    return Array(list.prefix(NormalRequest.maxMismatches))
  }

  /// How far a received request is from this recorded one of the same API. The path weighs most, then the method: whoever
  /// asks for the same resource with another body is nearer than whoever asks for another resource.
  /// Nil where it is not below `limit`.
  func distance(to received: NormalRequest, below limit: Int) -> Int? {
    let other = placeholders.isEmpty ? received.key : received.masked(placeholders)
    let mine = placeholders.isEmpty ? key : masked(placeholders)
    var distance = 0
    if mine.path.count == other.path.count {
      distance += zip(mine.path, other.path).reduce(0) { $0 + ($1.0 == $1.1 ? 0 : 30) }
    } else {
      let same = zip(mine.path, other.path).prefix { $0 == $1 }.count
      distance += 40 * (max(mine.path.count, other.path.count) - same)
    }
    if mine.method != other.method { distance += 100 }
    if distance >= limit { return nil }
    distance += NormalRequest.unpaired(mine.query, other.query).count
    distance += Set(mine.headers.keys).union(other.headers.keys).count { mine.headers[$0] != other.headers[$0] }
    if !showsSameSchemes(as: received) { distance += 1 }
    // What differs in bodies costs most to find out.
    if distance + 1 < limit, mine.body != other.body {
      distance += max(1, min(20, NormalRequest.bodyMismatches(mine.body, other.body).count))
    }
    return distance < limit ? distance : nil
  }

  /// What only one side has, those with the same name beside each other.
  private static func unpaired(_ mine: [Field], _ theirs: [Field]) -> [(Field?, Field?)] {
    let left = without(theirs, mine), right = without(mine, theirs)
    var places = Dictionary(grouping: right.indices) { right[$0].name }.mapValues { $0[...] }
    var paired: Set<Int> = []
    let pairs = left.map { field -> (Field?, Field?) in
      guard let place = places[field.name]?.popFirst() else { return (field, nil) }
      paired.insert(place)
      return (field, right[place])
    }
    return pairs + right.indices.filter { !paired.contains($0) }.map { (nil, right[$0]) }
  }

  /// `all` but for those that `others` holds as well, each as often as it does there.
  static func without(_ others: [Field], _ all: [Field]) -> [Field] {
    var spare = counts(others)
    return all.filter { !take($0, from: &spare) }
  }

  private static func counts(_ fields: [Field]) -> [Field: Int] {
    fields.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  private static func take(_ field: Field, from counts: inout [Field: Int]) -> Bool {
    guard let count = counts[field], count > 0 else { return false }
    counts[field] = count - 1
    return true
  }

  private static func bodyMismatches(_ mine: NormalBody, _ theirs: NormalBody) -> [Mismatch] {
    if mine == theirs { return [] }
    switch (mine, theirs) {
    case (.json(let recorded), .json(let received)):
      return recorded.differences(to: received).prefix(maxMismatches).map { difference in
        Mismatch(
          pointer: shown("/body/json\(difference.pointer)", limit: 1000),
          recorded: difference.old.map { shown($0.bytes()) },
          received: difference.new.map { shown($0.bytes()) })
      }
    case (.form(let recorded), .form(let received)):
      return unpaired(recorded, received).map { mine, theirs in
        Mismatch(
          pointer: "/body", recorded: mine.map { "field \($0.text)" }, received: theirs.map { "field \($0.text)" })
      }
    default: return [Mismatch(pointer: "/body", recorded: mine.text, received: theirs.text)]
    }
  }

  private func headerText(_ name: String) -> String? {
    guard let value = key.headers[name] else { return nil }
    if case .bytes([]) = value { return schemes[name] ?? "a value" }
    return value.text
  }

  private static func text(_ path: [Piece]) -> String { path.map(\.text).joined(separator: "/") }

  /// At most 200 bytes; what is no text is replaced.
  fileprivate static func shown(_ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes.prefix(200), as: UTF8.self)
    return bytes.count > 200 ? text + "…" : text
  }

  /// At most `limit` bytes.
  static func shown(_ text: String, limit: Int) -> String {
    text.utf8.count <= limit ? text : String(decoding: text.utf8.prefix(limit), as: UTF8.self) + "…"
  }
}

extension NormalRequest.Piece {
  fileprivate var text: String {
    switch self {
    case .bytes(let bytes): NormalRequest.shown(bytes)
    case .anything: "{{…}}"
    }
  }
}

extension NormalRequest.Field {
  fileprivate var text: String { NormalRequest.shown(name) + "=" + value.text }
}

extension NormalRequest.NormalBody {
  /// Nil for none.
  fileprivate var text: String? {
    switch self {
    case .none: nil
    case .json(let value): NormalRequest.shown(value.bytes())
    case .form(let fields): "a form: " + fields.map(\.text).joined(separator: "&")
    case .bytes(let bytes):
      String(validating: bytes, as: UTF8.self) == nil ? "\(bytes.count) bytes" : NormalRequest.shown(bytes)
    }
  }
}
