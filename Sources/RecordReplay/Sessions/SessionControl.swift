import HTTPModel
import JSONModel

/// The control endpoint of a server, for suites of any language. Answers are JSON; no request needs a body.
///
/// | request | what it does |
/// |---|---|
/// | `GET /_tapedeck/health` | says that the server is there, and what it serves |
/// | `GET /_tapedeck/ca.pem` | the root certificate that clients of the proxy must trust, where there is one |
/// | `GET /_tapedeck/sessions` | lists the sessions with their counts |
/// | `POST /_tapedeck/sessions` | begins a session and makes its name |
/// | `POST /_tapedeck/sessions/NAME` | begins a session with this name |
/// | `GET /_tapedeck/sessions/NAME` | its counts, misses, unused interactions and base URLs |
/// | `GET …/NAME/misses`, `GET …/NAME/unused` | one of them |
/// | `GET …/NAME/requests` | counts by interaction, and each request in order with what answered it |
/// | `POST …/NAME/reset` | counters and misses as at the beginning |
/// | `DELETE …/NAME` | ends it; the answer is its last report |
/// | `DELETE /_tapedeck/sessions` | ends all but `default` |
struct SessionControl: Responder {
  private let sessions: Sessions
  private let apis: [API]
  private let root: [UInt8]?

  static let paths =
    "health, ca.pem, sessions, sessions/NAME, sessions/NAME/misses, sessions/NAME/unused, sessions/NAME/requests, "
    + "sessions/NAME/reset"

  init(_ sessions: Sessions, apis: [API], root: [UInt8]? = nil) {
    self.sessions = sessions
    self.apis = apis
    self.root = root
  }

  func respond(to request: Request) -> Answer {
    do throws(SessionProblem) {
      return .now(.response(try response(to: request)))
    } catch {
      return .now(.response(error.response))
    }
  }

  private func response(to request: Request) throws(SessionProblem) -> Response {
    let origin = request.origin
    let parts = request.target.path.split(separator: UInt8(ascii: "/")).dropFirst()
      .map { String(decoding: PercentEncoding.decoded($0), as: UTF8.self) }
    let method = request.method == .head ? .get : request.method
    func allow(_ methods: HTTPMethod...) throws(SessionProblem) {
      if !methods.contains(method) { throw SessionProblem(.method(allowed: methods), at: origin) }
    }
    if parts == ["ca.pem"], let root {
      try allow(.get)
      return Response(
        status: 200, reason: "OK", headers: [HeaderField("Content-Type", "application/x-pem-file")],
        body: .bytes(root))
    }
    guard parts.first == "sessions" else {
      guard parts == ["health"] else { throw SessionProblem(.noSuchPath, at: origin) }
      try allow(.get)
      return SessionControl.json(health)
    }
    if parts.count == 1 {
      try allow(.get, .post, .delete)
      switch method {
      case .post: return try begin(nil, at: origin)
      case .delete: return SessionControl.json(["ended": .array(sessions.endAll().map { .string($0.name.text) })])
      default: return SessionControl.json(["sessions": .array(sessions.all.map { .object(JSONObject(counts($0))) })])
      }
    }
    guard let name = SessionName(parts[1]) else { throw SessionProblem(.badName(place: "the path"), at: origin) }
    switch parts.dropFirst(2) {
    case []:
      try allow(.get, .post, .delete)
      switch method {
      case .post: return try begin(name, at: origin)
      case .delete:
        return SessionControl.json(
          report(try allowed(at: origin) { () throws(Sessions.Refusal) in try sessions.end(name) }, at: origin))
      default: return SessionControl.json(report(try session(name, at: origin), at: origin))
      }
    case ["misses"]:
      try allow(.get)
      return SessionControl.json(.object(JSONObject(misses(try session(name, at: origin)))))
    case ["unused"]:
      try allow(.get)
      return SessionControl.json(.object(JSONObject(unused(try session(name, at: origin)))))
    case ["requests"]:
      try allow(.get)
      return SessionControl.json(SessionJournal(try session(name, at: origin)).json)
    case ["reset"]:
      try allow(.post)
      let session = try allowed(at: origin) { () throws(Sessions.Refusal) in try sessions.reset(name) }
      return SessionControl.json(report(session, at: origin))
    default: throw SessionProblem(.noSuchPath, at: origin)
    }
  }

  private func begin(_ name: SessionName?, at origin: Origin) throws(SessionProblem) -> Response {
    let session = try allowed(at: origin) { () throws(Sessions.Refusal) in try sessions.begin(name) }
    var response = SessionControl.json(report(session, at: origin), status: 201, reason: "Created")
    response.headers.append("Location", "/_tapedeck/sessions/\(session.name)")
    return response
  }

  private func session(_ name: SessionName, at origin: Origin) throws(SessionProblem) -> Session {
    try allowed(at: origin) { () throws(Sessions.Refusal) in try sessions.session(name) }
  }

  private func allowed(
    at origin: Origin, _ body: () throws(Sessions.Refusal) -> Session
  ) throws(SessionProblem) -> Session {
    do throws(Sessions.Refusal) { return try body() } catch { throw SessionProblem(error, at: origin) }
  }

  // MARK: JSON

  static func baseURL(_ name: String, _ origin: Origin) -> String { "\(origin)/_tapedeck/session/\(name)" }

  private static func json(_ value: JSONValue, status: Int = 200, reason: String = "OK") -> Response {
    Response(
      status: status, reason: reason, headers: [HeaderField("Content-Type", "application/json")],
      body: .bytes(value.bytes() + [10]))
  }

  private var health: JSONValue {
    let cassette = sessions.standard.replayer.cassette
    return [
      "status": "ok", "cassette": .string(cassette.path), "interactions": .number(cassette.count),
      "apis": .array(apis.map { .string($0.name) }), "sessions": .number(sessions.all.count),
    ]
  }

  private func counts(_ session: Session) -> [(String, JSONValue)] {
    [
      ("name", .string(session.name.text)), ("requests", .number(session.replayer.requestCount)),
      ("missCount", .number(session.replayer.missCount)), ("unusedCount", .number(session.replayer.unusedCount)),
    ]
  }

  private func misses(_ session: Session) -> [(String, JSONValue)] {
    [
      ("missCount", .number(session.replayer.missCount)), ("misses", .array(session.replayer.misses.map(\.json))),
    ]
  }

  private func unused(_ session: Session) -> [(String, JSONValue)] {
    let unused = session.replayer.unused
    return [("unusedCount", .number(unused.count)), ("unused", .array(unused.map { .string($0) }))]
  }

  private func report(_ session: Session, at origin: Origin) -> JSONValue {
    let urls = apis.map { api in
      (api.name, JSONValue.string("\(SessionControl.baseURL("\(session.name)", origin))/\(api.name)"))
    }
    var members: [(String, JSONValue)] = [
      ("name", .string(session.name.text)), ("requests", .number(session.replayer.requestCount)),
    ]
    members += misses(session) + unused(session)
    members += [
      ("baseURLs", .object(JSONObject(urls))), ("header", .string("\(SessionRouter.header): \(session.name)")),
    ]
    return .object(JSONObject(members))
  }
}
