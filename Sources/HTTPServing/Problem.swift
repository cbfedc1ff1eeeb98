public import HTTPModel
import JSONModel

/// Answers of the server's own, as `application/problem+json` (RFC 9457).
public enum Problem {
  /// The answer to a request that nothing recorded fits: status 599, with the facts of the miss as members. `command`
  /// is the one that would record it, `baseURL` what was perhaps meant; nil leaves them out.
  public static func response(to miss: Miss, command: String? = nil, baseURL: String? = nil) -> Response {
    var members: JSONValue = [
      "reason": .string(miss.reason.rawValue), "api": miss.api.map { .string($0) } ?? .null,
      "method": .string(miss.method), "url": .string(miss.url), "cassette": .string(miss.cassette),
    ]
    members["closest"] = miss.closest.map(json)
    if !miss.apis.isEmpty {
      members["apis"] = .array(miss.apis.map { ["name": .string($0.name), "url": .string($0.url)] })
    }
    members["command"] = command.map { .string($0) }
    let hint = baseURL.map { " A base URL names the API: \($0)" } ?? ""
    return response(status: 599, type: "urn:tapedeck:miss", detail: detail(of: miss) + hint, members: members)
  }

  /// A problem without a type of its own.
  static func response(status: Int, detail: String) -> Response {
    response(status: status, type: "about:blank", detail: detail, members: [:])
  }

  private static func response(status: Int, type: String, detail: String, members: JSONValue) -> Response {
    var body: JSONValue = [
      "type": .string(type), "title": .string(title(status)), "status": .number(status), "detail": .string(detail),
    ]
    for member in members.object ?? JSONObject() { body[member.key.text] = member.value }
    return Response(
      status: status, reason: title(status), headers: [HeaderField("Content-Type", "application/problem+json")],
      body: .bytes(body.bytes()))
  }

  private static func detail(of miss: Miss) -> String {
    let request = "\(miss.method) \(miss.url)"
    switch miss.reason {
    case .neverRecorded where !miss.apis.isEmpty:
      let apis = miss.apis.map { "\($0.name) (\($0.url))" }.joined(separator: ", ")
      return "No API in \(miss.cassette) has the host of \(request). It has \(apis)."
    case .neverRecorded:
      let closest = miss.closest.map { "; the closest interaction is \($0.interaction)" } ?? ""
      return "No interaction in \(miss.cassette) fits \(request)\(closest)."
    case .bodyTooLong: return "The body of \(request) is longer than what is compared with \(miss.cassette): 8 MiB."
    case .usedUp: return "Every interaction in \(miss.cassette) that fits \(request) was given out already."
    }
  }

  private static func json(_ closest: Miss.Closest) -> JSONValue {
    let mismatches = closest.mismatches.map { mismatch -> JSONValue in
      [
        "pointer": .string(mismatch.pointer), "recorded": mismatch.recorded.map { .string($0) } ?? .null,
        "received": mismatch.received.map { .string($0) } ?? .null,
      ]
    }
    return ["interaction": .string(closest.interaction), "mismatches": .array(mismatches)]
  }

  private static func title(_ status: Int) -> String {
    switch status {
    case 400: "Bad Request"
    case 408: "Request Timeout"
    case 413: "Content Too Large"
    case 414: "URI Too Long"
    case 417: "Expectation Failed"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 503: "Service Unavailable"
    case 505: "HTTP Version Not Supported"
    case 599: "No Recorded Interaction"
    default: "Error"
    }
  }
}
