import Clocks
import HTTPModel
import JSONModel

/// What HTTP has no words for, as header fields between `tapedeck run --wire` and its replay server.
///
/// They are the first fields of an answer, and its very first tells what it is: `miss`, `failure`, or `interaction` of a
/// response. Whatever of these names comes behind them was recorded.
enum WireFields {
  /// Empty where there is none.
  static let interaction = InteractionNames.field
  /// Whole nanoseconds; empty where it is not known.
  static let took = "Tapedeck-Took"
  /// The miss as JSON.
  static let miss = "Tapedeck-Miss"
  /// The failure as JSON, without the part of a body that had come: that is the answer's body.
  static let failure = "Tapedeck-Failure"

  /// Of a response; a failure's come behind its own.
  static func fields(_ name: String?, _ timing: Timing) -> HeaderFields {
    [HeaderField(interaction, name ?? ""), HeaderField(took, timing.total.map { String($0.wholeNanoseconds) } ?? "")]
  }

  static func name(_ headers: HeaderFields) -> String? { headers.first(interaction).flatMap { $0.isEmpty ? nil : $0 } }

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
