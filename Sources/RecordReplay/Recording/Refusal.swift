import HTTPModel
import JSONModel

/// An answer of a recorder's own to a request that it lets go nowhere, as `application/problem+json` (RFC 9457).
struct Refusal {
  let status: Int
  let title: String
  /// What follows `urn:tapedeck:`.
  let type: String
  let detail: String
  /// The command that helps; nil where none does.
  let command: String?

  var response: Response {
    var body: JSONValue = [
      "type": .string("urn:tapedeck:\(type)"), "title": .string(title), "status": .number(status),
      "detail": .string(detail),
    ]
    if let command { body["command"] = .string(command) }
    return Response(
      status: status, reason: title, headers: [HeaderField("Content-Type", "application/problem+json")],
      body: .bytes(body.bytes()))
  }
}
