public import HTTPModel
import JSONModel

/// The server's side of `--wire`: says in header fields which interaction answered and how long it took, and makes a
/// miss or a failure an answer that the other side can turn back.
public struct WireTagger: Responder {
  private let inner: any Responder

  public init(_ inner: any Responder) { self.inner = inner }

  public func respond(to request: Request) -> Answer { inner.respond(to: request).map(WireTagger.tagged) }

  private static func tagged(_ outcome: Outcome) -> Outcome {
    switch outcome {
    case .response(var response):
      // Before the others: those may have the same names, and a `Content-Length` that is added later stays the last.
      response.headers = HeaderFields(
        Array(WireFields.fields(response.replayedFrom, response.timing)) + Array(response.headers))
      return .response(response)
    case .miss(let miss):
      let headers = WireFields.fields(nil, Timing(), HeaderField(WireFields.miss, miss.json.text()))
      return .response(Response(status: 599, reason: "Miss", headers: headers))
    case .failure(let failure):
      let headers = WireFields.fields(
        failure.replayedFrom, failure.timing, HeaderField(WireFields.failure, failure.json.text()))
      return .response(
        Response(status: 599, reason: "Failure", headers: headers, body: .bytes(failure.partialBody)))
    }
  }
}
