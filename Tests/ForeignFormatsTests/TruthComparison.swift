import ForeignFormats
import HTTPModel
import TestSupport

/// A file that another tool wrote, beside what went over the wire while it did.
struct TruthComparison {
  /// Entries for which no exchange was on the wire.
  private(set) var strangers = 0
  /// Exchanges that the file does not hold, by step.
  private(set) var missing: [String] = []
  /// What differs, by kind; with how often.
  private(set) var differences: [String: Int] = [:]
  /// How many entries have an exchange.
  private(set) var matched = 0

  /// Betamax keeps the last of equal requests, so its entries are looked for from the end.
  init(_ recording: ForeignRecording, _ truth: WireTruth) {
    let isBetamax = truth.tool == "betamax"
    var rest = truth.exchanges
    for entry in isBetamax ? recording.entries.reversed() : recording.entries {
      let key = TruthComparison.key(entry.exchange.request)
      guard let index = rest.indices(isBetamax).first(where: { TruthComparison.key(rest[$0].exchange.request) == key })
      else {
        strangers += 1
        continue
      }
      matched += 1
      compare(entry.exchange, rest.remove(at: index).exchange)
    }
    missing = rest.map(\.step)
  }

  /// What even a tool that rewrites URLs keeps: method, origin, path and query, decoded, whatever the order of its items.
  private static func key(_ request: Request) -> String {
    let target = request.url.target.bytes
    let path = target.prefix { $0 != UInt8(ascii: "?") }
    let query = target.dropFirst(path.count + 1)
    func decoded(_ bytes: ArraySlice<UInt8>) -> String {
      String(decoding: PercentEncoding.decoded(bytes.map { $0 == UInt8(ascii: "+") ? 32 : $0 }[...]), as: UTF8.self)
    }
    // An item without a value may have got an empty one.
    let items = query.split(separator: UInt8(ascii: "&")).map { item in
      let text = decoded(item)
      return text.hasSuffix("=") ? String(text.dropLast()) : text
    }
    return ([request.method.rawValue, request.url.origin.description, decoded(path)] + items.sorted()).joined(
      separator: " ")
  }

  private mutating func note(_ difference: String) { differences[difference, default: 0] += 1 }

  private mutating func compare(_ entry: Exchange, _ truth: Exchange) {
    if entry.request.url.target.bytes != truth.request.url.target.bytes { note("query spelled otherwise") }
    if ReplayedRecording.plain(entry.request.body, entry.request.headers)
      != ReplayedRecording.plain(truth.request.body, truth.request.headers)
    {
      note("request body")
    }
    let sent = Set(TruthComparison.fields(truth.request.headers))
    for field in TruthComparison.fields(entry.request.headers) where !sent.contains(field) {
      note("request field \(field.prefix { $0 != ":" })")
    }
    guard case .response(let response) = entry.outcome else { return note("no response") }
    var expected: Response
    switch truth.outcome {
    case .response(let response): expected = response
    case .failure(let failure):
      note("a reset as a response")
      guard let partial = failure.partial else { return }
      expected = partial
      expected.body = .bytes(failure.partialBody)
    default: return note("no response on the wire")
    }
    if response.status != expected.status { note("status") }
    if response.reason != expected.reason { note("reason") }
    if ReplayedRecording.plain(response) != ReplayedRecording.plain(expected) { note("body") }
    let (kept, wire) = (TruthComparison.fields(response.headers), TruthComparison.fields(expected.headers))
    let (lost, made) = (Set(wire).subtracting(kept), Set(kept).subtracting(wire))
    for field in lost { note("lost field \(field.prefix { $0 != ":" })") }
    for field in made { note("other field \(field.prefix { $0 != ":" })") }
    if lost.isEmpty, made.isEmpty, kept.count != wire.count { note("a field more or less often") }
  }

  /// Name and value, without what only frames.
  private static func fields(_ headers: HeaderFields) -> [String] {
    headers.removing { $0.isFraming }.map { "\($0.name.lowercased()): \(Array($0.value))" }
  }
}

extension Array {
  fileprivate func indices(_ isReversed: Bool) -> [Int] {
    isReversed ? Array<Int>(indices.reversed()) : Array<Int>(indices)
  }
}
