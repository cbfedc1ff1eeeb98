import HTTPModel
import JSONModel

/// The bodies that a request or a response may have, by media type.
struct MediaTypes: Sendable {
  struct Entry: Sendable {
    /// As the contract writes it.
    let name: String
    let type: MediaType?
    /// The Media Type Object.
    let place: ContractPlace
    let schema: ContractPlace?
  }

  /// How a body's media type fits.
  struct Match: Sendable {
    let entry: Entry
    /// Only the syntax is alike: `application/vnd.api+json` where the contract has `application/json`.
    var isBySuffix = false
  }

  let entries: [Entry]

  init(_ content: ContractPlace?) {
    entries = (content?.members ?? []).map {
      Entry(name: $0.name, type: MediaType($0.name), place: $0.value, schema: $0.value["schema"])
    }
  }

  /// The entry that says most of a media type: with its parameters, without, by its suffix's range, by its type's range,
  /// by `*/*`; then one of the same syntax.
  func match(_ type: MediaType) -> Match? {
    var best: (rank: Int, entry: Entry)?
    for entry in entries {
      guard let own = entry.type, let rank = MediaTypes.rank(type, in: own), rank > best?.rank ?? 0 else { continue }
      best = (rank, entry)
    }
    if let best { return Match(entry: best.entry) }
    guard type.isJSON else { return nil }
    let alike = entries.filter { $0.type?.isJSON == true }
    return alike.first.map { Match(entry: $0, isBySuffix: true) }
  }

  private static func rank(_ type: MediaType, in range: MediaType) -> Int? {
    // Parameters count where the contract has some; a charset it names is met by none at all.
    for parameter in range.parameters {
      let sent = type.parameter(parameter.name)
      if parameter.name == "charset", sent == nil { continue }
      guard let sent, sent.lowercased() == parameter.value.lowercased() else { return nil }
    }
    let extra = range.parameters.count
    if range.type == type.type, range.subtype == type.subtype { return 1_000 + extra }
    if range.type == type.type, range.subtype.hasPrefix("*+"), type.subtype.hasSuffix(range.subtype.dropFirst()) {
      return 500 + extra
    }
    if range.type == type.type, range.subtype == "*" { return 200 + extra }
    return range.type == "*" && range.subtype == "*" ? 100 + extra : nil
  }
}
