import HTTPModel
import JSONModel

/// Answers of the server's own, as `application/problem+json` (RFC 9457).
enum Problem {
  /// The answer to a miss of a server that was given no better one (`Configuration.renderMiss`).
  static func response(to miss: Miss) -> Response {
    response(status: MissReport.status, type: MissReport.type, detail: MissReport(miss).detail)
  }

  /// A problem without a type of its own. `next` is a command that helps.
  static func response(status: Int, detail: String, next: String? = nil) -> Response {
    response(status: status, type: "about:blank", detail: detail, next: next)
  }

  private static func response(status: Int, type: String, detail: String, next: String? = nil) -> Response {
    var members: [(String, JSONValue)] = [
      ("type", .string(type)), ("title", .string(title(status))), ("status", .number(status)),
      ("detail", .string(detail)),
    ]
    if let next { members.append(("next", .string(next))) }
    let body = JSONValue.object(JSONObject(members))
    return Response(
      status: status, reason: title(status), headers: [HeaderField("Content-Type", "application/problem+json")],
      body: .bytes(body.bytes()))
  }

  private static func title(_ status: Int) -> String {
    switch status {
    case 400: "Bad Request"
    case 403: "Forbidden"
    case 408: "Request Timeout"
    case 413: "Content Too Large"
    case 414: "URI Too Long"
    case 417: "Expectation Failed"
    case 421: "Misdirected Request"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 502: "Bad Gateway"
    case 501: "Not Implemented"
    case 503: "Service Unavailable"
    case 505: "HTTP Version Not Supported"
    case MissReport.status: MissReport.title
    default: "Error"
    }
  }
}
