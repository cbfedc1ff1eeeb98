public import HTTPModel
import JSONModel

/// Answers with 502 or 504, as gateways do, where the server could not be reached or did not answer; else such a failure is
/// acted for the client. One that comes in the middle of an answer stays what it is.
public struct GatewayErrors: Responder {
  private let inner: any Responder

  public init(answering inner: any Responder) { self.inner = inner }

  public func respond(to request: Request) -> Answer {
    inner.respond(to: request).map { outcome in
      guard case .failure(let failure) = outcome, failure.partial == nil, failure.kind != .cancelled else {
        return outcome
      }
      return .response(GatewayErrors.response(to: failure))
    }
  }

  private static func response(to failure: TransportFailure) -> Response {
    let isLate = failure.kind == .timeout
    let (status, title) = isLate ? (504, "Gateway Timeout") : (502, "Bad Gateway")
    let body: JSONValue = [
      "type": .string("urn:tapedeck:failure:\(failure.kind.rawValue)"), "title": .string(title),
      "status": .number(status), "detail": .string(failure.text),
    ]
    return Response(
      status: status, reason: title, headers: [HeaderField("Content-Type", "application/problem+json")],
      body: .bytes(body.bytes()), replayedFrom: failure.replayedFrom)
  }
}
