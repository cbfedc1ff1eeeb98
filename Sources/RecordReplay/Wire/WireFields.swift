import Clocks
import HTTPModel
import JSONModel

/// What HTTP has no words for, as header fields between `tapedeck run --wire` and its replay server.
enum WireFields {
  static let interaction = "Tapedeck-Interaction"
  /// Whole nanoseconds.
  static let took = "Tapedeck-Took"
  /// The miss as JSON.
  static let miss = "Tapedeck-Miss"
  /// The failure as JSON, without the part of a body that had come: that is the answer's body.
  static let failure = "Tapedeck-Failure"

  /// The last of ours: what follows it was recorded, whatever its name.
  static let end = "Tapedeck-End"

  static func fields(_ name: String?, _ timing: Timing, _ others: HeaderField...) -> HeaderFields {
    var fields = HeaderFields()
    if let name { fields.append(interaction, name) }
    if let total = timing.total { fields.append(took, String(total.wholeNanoseconds)) }
    return HeaderFields(Array(fields) + others + [HeaderField(end, "1")])
  }

  /// Ours, and those of the answer itself. None is ours where the end of ours is missing.
  static func split(_ headers: HeaderFields) -> (ours: HeaderFields, rest: HeaderFields) {
    let all = Array(headers)
    guard let end = all.firstIndex(where: { $0.isNamed(end) }) else { return ([], headers) }
    return (HeaderFields(all[..<end]), HeaderFields(all[(end + 1)...]))
  }

  static func name(_ headers: HeaderFields) -> String? { headers.first(interaction) }

  static func timing(_ headers: HeaderFields) -> Timing {
    Timing(total: headers.first(took).flatMap { Int64($0) }.map { .nanoseconds($0) })
  }
}

extension TransportFailure {
  var json: JSONValue {
    var members: [(String, JSONValue)] = [("kind", .string(kind.rawValue)), ("text", .string(text))]
    if let afterBytes { members.append(("afterBytes", .number(afterBytes))) }
    if let partial {
      members.append(
        (
          "partial",
          [
            "status": .number(partial.status), "reason": .string(partial.reason),
            "version": .string(partial.version.rawValue), "headers": HeaderText.json(partial.headers),
            "replayed": .bool(partial.replayedFrom != nil),
          ]
        ))
    }
    return .object(JSONObject(members))
  }

  init?(_ place: JSONCursor, body: [UInt8], name: String?, timing: Timing) {
    guard let kind = place["kind"]?.string.flatMap(Kind.init), let text = place["text"]?.string else { return nil }
    var partial: Response?
    if let head = place["partial"] {
      guard let status = head["status"]?.int, let headers = try? HeaderText.fields(head["headers"]) else { return nil }
      partial = Response(
        status: status, reason: head["reason"]?.string ?? "", headers: headers,
        version: head["version"]?.string.flatMap(HTTPVersion.init) ?? .http11, timing: timing,
        replayedFrom: head["replayed"]?.bool == true ? name : nil)
    }
    self.init(
      kind, text, afterBytes: place["afterBytes"]?.int, partial: partial, partialBody: body, timing: timing,
      replayedFrom: name)
  }
}
