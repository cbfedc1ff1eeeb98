/// What of a request decides how its answer is written.
struct RequestSummary: Sendable {
  let method: HTTPMethod
  let version: HTTPVersion

  init(_ head: RequestHead) {
    method = head.method
    version = head.version
  }
}
