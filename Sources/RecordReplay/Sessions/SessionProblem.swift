import HTTPModel
import JSONModel

/// What is wrong with a request about sessions, and what to do: `application/problem+json` (RFC 9457) with `next`.
struct SessionProblem: Error {
  enum Kind {
    case refused(Sessions.Refusal)
    /// A name that is none. It is not repeated: it may be a password given in the wrong place.
    case badName(place: String)
    case twoNames(String, String)
    /// A session's base URL without the API behind it.
    case noAPI(name: String, apis: [String])
    case noSuchPath
    case method(allowed: [HTTPMethod])
  }

  let kind: Kind
  /// Where the server is, as the client calls it.
  let origin: Origin

  init(_ kind: Kind, at origin: Origin) { (self.kind, self.origin) = (kind, origin) }
  init(_ refusal: Sessions.Refusal, at origin: Origin) { self.init(.refused(refusal), at: origin) }

  var response: Response {
    let body: JSONValue = [
      "type": "about:blank", "title": .string(title), "status": .number(status), "detail": .string(detail),
      "next": .string(next),
    ]
    var headers: HeaderFields = [HeaderField("Content-Type", "application/problem+json")]
    if case .method(let allowed) = kind {
      headers.append("Allow", allowed.map(\.rawValue).joined(separator: ", "))
    }
    return Response(status: status, reason: title, headers: headers, body: .bytes(body.bytes() + [10]))
  }

  private var status: Int {
    switch kind {
    case .refused(.exists), .refused(.cannotEnd): 409
    case .refused(.unknown), .refused(.over), .noSuchPath, .noAPI: 404
    case .refused(.tooMany): 503
    case .badName, .twoNames: 400
    case .method: 405
    }
  }

  private var title: String {
    switch status {
    case 400: "Bad Request"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 409: "Conflict"
    default: "Service Unavailable"
    }
  }

  private var detail: String {
    switch kind {
    case .refused(.exists(let name)): "the session \(name) already exists"
    case .refused(.unknown(let name)): "there is no session \(name); the first request that names one begins it"
    case .refused(.over(let name)): "the session \(name) is over, or has not begun; no request begins one here"
    case .refused(.tooMany(let limit)):
      "\(limit) sessions are open, which is the limit; end those that are no longer needed"
    case .refused(.cannotEnd): "the session \(SessionName.standard) lasts as long as the server; it can be reset"
    case .badName(let place): "\(place) names no session: a name is \(SessionName.rule)"
    case .twoNames(let one, let other): "\(one) and \(other) name different sessions; name one, once"
    case .noAPI(let name, let apis):
      "no API follows the session in the path: \(SessionControl.baseURL(name, origin))/API/…, where API is one of "
        + apis.joined(separator: ", ")
    case .noSuchPath: "nothing here; below \(origin)/_tapedeck are: \(SessionControl.paths)"
    case .method(let allowed): "this takes \(allowed.map(\.rawValue).joined(separator: ", ")) only"
    }
  }

  private var next: String {
    let sessions = "\(origin)/_tapedeck/sessions"
    return switch kind {
    case .refused(.exists(let name)), .refused(.unknown(let name)):
      if case .refused(.exists) = kind {
        "curl -X POST \(sessions)/\(name)/reset"
      } else {
        "curl -X POST \(sessions)/\(name)"
      }
    case .refused(.tooMany): "curl -X DELETE \(sessions)/NAME  # or all: curl -X DELETE \(sessions)"
    case .refused(.cannotEnd): "curl -X POST \(sessions)/\(SessionName.standard)/reset"
    case .noAPI(let name, let apis): "curl \(SessionControl.baseURL(name, origin))/\(apis.first ?? "API")/…"
    case .method(let allowed) where !allowed.contains(.get): "curl -X \(allowed.first?.rawValue ?? "POST") …"
    case .refused(.over), .badName, .twoNames, .noSuchPath, .method: "curl \(sessions)"
    }
  }
}
