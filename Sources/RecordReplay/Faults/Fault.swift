public import HTTPModel
import JSONModel

/// What goes wrong on purpose: a delay, something in place of an answer or in the middle of one, or both.
public struct Fault: Hashable, Sendable {
  /// How much later the answer comes. Zero is not later.
  public var delay: Duration
  /// Nil where the answer is only late.
  public var effect: Effect?

  public init(delay: Duration = .zero, _ effect: Effect? = nil) { (self.delay, self.effect) = (delay, effect) }

  public enum Effect: Hashable, Sendable {
    /// In place of an answer: the request reaches nobody.
    case failure(TransportFailure.Kind)
    /// The answer's head and so many bytes of its body come, then the failure. A shorter body comes whole.
    case cut(TransportFailure.Kind, afterBytes: Int)
    /// In place of an answer: this response. `retryAfter` is in seconds.
    case status(Int, retryAfter: Int?)
  }
}

extension Fault.Effect {
  /// What stands in place of an answer; nil where there must be one.
  func outcome(_ rule: FaultRule, to method: HTTPMethod) -> Outcome? {
    switch self {
    case .cut: nil
    case .failure(let kind): .failure(TransportFailure(kind, Fault.text(kind)))
    case .status(let status, let retryAfter): .response(rule.response(status, retryAfter, to: method))
    }
  }
}

extension Fault {
  /// The same on every machine.
  static func text(_ kind: TransportFailure.Kind) -> String {
    switch kind {
    case .refused: "the connection was refused (injected)"
    case .reset: "the connection was reset (injected)"
    case .timeout: "no answer in time (injected)"
    case .truncated: "the connection ended before the end of the message (injected)"
    case .resolve, .tls, .protocol, .cancelled: "the exchange failed (injected)"
    }
  }
}

extension FaultRule {
  fileprivate func response(_ status: Int, _ retryAfter: Int?, to method: HTTPMethod) -> Response {
    var headers: HeaderFields = []
    if let retryAfter { headers.append("Retry-After", String(retryAfter)) }
    let title = FaultRule.title(status)
    guard Response.hasBody(status: status, to: method) else {
      return Response(status: status, reason: title, headers: headers)
    }
    let body: JSONValue = [
      "type": "urn:tapedeck:fault", "title": .string(title), "status": .number(status),
      "detail": .string("injected by --fault \(text)"),
    ]
    headers.append("Content-Type", "application/problem+json")
    return Response(status: status, reason: title, headers: headers, body: .bytes(body.bytes()))
  }

  /// The phrases of RFC 9110 that services answer with when they are in trouble.
  private static func title(_ status: Int) -> String {
    switch status {
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 422: "Unprocessable Content"
    case 429: "Too Many Requests"
    case 500: "Internal Server Error"
    case 502: "Bad Gateway"
    case 503: "Service Unavailable"
    case 504: "Gateway Timeout"
    default: status < 400 ? "OK" : "Error"
    }
  }
}
