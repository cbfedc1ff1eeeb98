import HTTPModel
import JSONModel
import RecordReplay

/// Where an interaction differs from the exchange that it was made of.
enum RedactedPlaces {
  static func between(_ exchange: Exchange, _ interaction: Interaction) throws -> [String] {
    guard case .response(let response) = exchange.outcome, case .response(let stored) = interaction.outcome else {
      return ["the outcome"]
    }
    var places: [String] = []
    if exchange.request.url != interaction.request.url { places.append("request URL") }
    places += headers("request", exchange.request.headers, interaction.request.headers)
    places += body("request", exchange.request.body, try interaction.request.body?.bytes ?? [])
    if response.status != stored.status || response.reason != stored.reason { places.append("status") }
    places += headers("response", response.headers, stored.headers)
    places += body("response", response.body, try stored.body?.bytes ?? [])
    return places
  }

  private static func headers(_ side: String, _ original: HeaderFields, _ stored: HeaderFields) -> [String] {
    guard original.map(\.nameBytes) == stored.map(\.nameBytes) else { return ["\(side) field names"] }
    return zip(original, stored).filter { $0 != $1 }.map { "\(side) \($0.0.name)" }
  }

  /// Array indices as `*`.
  private static func body(_ side: String, _ original: Body, _ stored: [UInt8]) -> [String] {
    guard case .bytes(let bytes) = original, bytes != stored else { return [] }
    guard let left = try? JSONValue(parsing: bytes), let right = try? JSONValue(parsing: stored) else {
      return ["\(side) body"]
    }
    return left.differences(to: right).map { difference in
      let tokens = difference.pointer.tokens.map { Int($0) == nil ? $0 : "*" }
      return "\(side) \(JSONPointer(tokens: tokens))"
    }
  }
}
