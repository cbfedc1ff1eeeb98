import HTTPModel
import JSONModel

/// The requests of a session as a suite reads them: it asserts "exactly one licence, exactly one mail" on the counts.
struct SessionJournal {
  private let replayer: Replayer

  init(_ session: Session) { replayer = session.replayer }

  /// Counts by interaction, in the cassette's order, then every request in order. Of an answered request it has method
  /// and URL as they are recorded.
  var json: JSONValue {
    let (entries, dropped) = replayer.journal.all
    let misses = replayer.misses
    var counts: [Int: Int] = [:]
    for case .interaction(let index) in entries { counts[index, default: 0] += 1 }
    var facts: [Int: [(String, JSONValue)]] = [:]
    for index in counts.keys { facts[index] = self.facts(of: index) }
    let named = counts.sorted { $0.key < $1.key }.map {
      (replayer.cassette.name(at: $0.key), JSONValue.number($0.value))
    }
    let requests = entries.map { entry -> JSONValue in
      switch entry {
      case .interaction(let index): .object(JSONObject(facts[index] ?? []))
      case .miss(let place): SessionJournal.miss(place.flatMap { $0 < misses.count ? misses[$0] : nil })
      }
    }
    var members: [(String, JSONValue)] = [
      ("requestCount", .number(replayer.requestCount)), ("missCount", .number(replayer.missCount)),
      ("counts", .object(JSONObject(named))), ("requests", .array(requests)),
    ]
    if dropped > 0 { members.append(("notListed", .number(dropped))) }
    return .object(JSONObject(members))
  }

  private func facts(of index: Int) -> [(String, JSONValue)] {
    let name = ("interaction", JSONValue.string(replayer.cassette.name(at: index)))
    guard let interaction = try? replayer.cassette.interaction(at: index) else { return [name] }
    return [
      name, ("method", .string(interaction.request.method.rawValue)), ("url", .string("\(interaction.request.url)")),
    ]
  }

  /// Nil for one that was only counted.
  private static func miss(_ miss: Miss?) -> JSONValue {
    guard let miss else { return ["interaction": .null] }
    return [
      "interaction": .null, "method": .string(miss.method), "url": .string(miss.url),
      "reason": .string(miss.reason.rawValue),
    ]
  }
}
