import HTTPModel
import JSONModel

extension InteractionReader {
  /// Checks that what is listed stands in the messages.
  func captures(
    _ place: JSONCursor, of request: StoredRequest, _ outcome: StoredOutcome
  ) throws(ShapeError) -> Captures {
    var members = try JSONMembers(place)
    let sent = members.optional("request"), answered = members.optional("response")
    try members.finish()
    return Captures(
      request: try list(sent) { CaptureSource(request, target: request.url.target.bytes[...]) },
      response: try list(answered) { CaptureSource(outcome) })
  }

  /// The message is asked for where there are any.
  private func list(_ place: JSONCursor?, in message: () -> CaptureSource) throws(ShapeError) -> [Capture] {
    guard let place else { return [] }
    var listed: [(capture: Capture, place: CapturePlace, cursor: JSONCursor)] = []
    var textBytes = 0
    let captures = try place.list { element throws(ShapeError) -> Capture in
      let (capture, place) = try capture(element)
      textBytes += capture.text.utf8.count
      listed.append((capture, place, element))
      return capture
    }
    if captures.isEmpty { return [] }
    guard captures.count <= Captures.maxCount else {
      throw place.wrong("holds more than \(Captures.maxCount) captures")
    }
    guard textBytes <= Captures.maxTextBytes else {
      throw place.wrong("holds texts of more than \(Captures.maxTextBytes >> 20) MiB together")
    }
    guard try check(listed, in: message()) <= Captures.maxHits else {
      throw place.wrong("holds texts that stand at more than \(Captures.maxHits) places")
    }
    return captures
  }

  private func capture(_ element: JSONCursor) throws(ShapeError) -> (Capture, CapturePlace) {
    var members = try JSONMembers(element)
    let place = try members.required("place"), text = try members.required("text")
    let name = try members.required("name"), format = try members.required("format")
    let rule = members.optional("rule")
    try members.finish()
    guard let known = CapturePlace(try place.requireString()) else {
      throw place.wrong("is not a place such as /headers/authorization")
    }
    guard try !text.requireString().isEmpty else { throw text.wrong("is empty") }
    guard Capture.isName(try name.requireString()) else {
      throw name.wrong("is not a name of letters, digits, \".\", \"_\" and \"-\"")
    }
    guard let form = CaptureFormat(try format.requireString()) else {
      throw format.wrong("is not a format such as any, token, digits:6, hex:32, base64, uuid, email or jwt")
    }
    if let rule, try rule.requireString().utf8.count > Capture.maxRuleBytes {
      throw rule.wrong("is longer than \(Capture.maxRuleBytes) bytes")
    }
    return (
      Capture(
        place: try place.requireString(), text: try text.requireString(), name: try name.requireString(), format: form,
        rule: try rule?.requireString()),
      known
    )
  }

  /// Throws where a text does not stand at its place. Gives the number of times that all of them do.
  private func check(
    _ listed: [(capture: Capture, place: CapturePlace, cursor: JSONCursor)], in message: CaptureSource
  ) throws(ShapeError) -> Int {
    let values = message.values(at: Set(listed.map(\.place)))
    var standing: Set<Int> = []
    var count = 0
    for (place, indices) in Dictionary(grouping: listed.indices, by: { listed[$0].place }) {
      guard let value = values[place] else { continue }
      let texts = CapturedTexts(indices.map { (Array(listed[$0].capture.text.utf8), $0) })
      let hits = value.hits(of: texts)
      count += hits.count
      standing.formUnion(hits.map(\.capture))
    }
    for (index, (_, place, cursor)) in listed.enumerated() where !standing.contains(index) {
      if case .file = message.body, place.isInBody { continue }
      let isThere = values[place] != nil
      let member = cursor[isThere ? "text" : "place"] ?? cursor
      throw member.wrong(isThere ? "does not stand at its place" : "is not in the message")
    }
    return count
  }
}
