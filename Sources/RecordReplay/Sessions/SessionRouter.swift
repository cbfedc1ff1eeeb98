public import HTTPModel
import Hashing

/// Finds out whose request it is, and takes the session's name out of it, so that nothing behind sees or matches it.
///
/// A session is chosen by path (`/_tapedeck/session/NAME/keygen/…`: a base URL of its own), by the header field
/// `Tapedeck-Session: NAME`, or by the user name that a client gives to its proxy (`http://NAME@127.0.0.1:8080`). The
/// first request that names a session begins it. Whoever names none is in the session `default`. Everything else below
/// `/_tapedeck/` is the control endpoint, see `SessionControl`.
public struct SessionRouter: Responder {
  private let sessions: Sessions
  private let apis: [API]
  private let control: SessionControl

  public static let header = "Tapedeck-Session"
  /// Below it is what belongs to the harness. No API's name begins with an underscore.
  static let root = Array("/_tapedeck".utf8)
  static let base = Array("/_tapedeck/session/".utf8)

  /// `root` is the certificate that clients must trust, as a PEM file has it; nil where they need trust none.
  public init(_ sessions: Sessions, apis: [API], root: [UInt8]? = nil) {
    self.sessions = sessions
    self.apis = apis
    control = SessionControl(sessions, apis: apis, root: root)
  }

  public func respond(to request: Request) -> Answer {
    if let page = ServerPage.response(to: request, sessions, apis) { return .now(.response(page)) }
    if !SessionRouter.concernsSessions(request) { return sessions.standard.responder.respond(to: request) }
    var request = request
    let isOurs = !request.via.isTunnelled
    if isOurs, let url = request.ownURL(apis) { request.target = url.target }
    do throws(SessionProblem) {
      let named = try takeNames(from: &request)
      if isOurs, SessionRouter.isBelowRoot(request.target) { return control.respond(to: request) }
      return try session(named, at: request.origin).responder.respond(to: request)
    } catch {
      return .now(.response(error.response))
    }
  }

  private func session(_ name: SessionName?, at origin: Origin) throws(SessionProblem) -> Session {
    guard let name else { return sessions.standard }
    do throws(Sessions.Refusal) { return try sessions.sessionBeginning(name) } catch {
      throw SessionProblem(error, at: origin)
    }
  }

  /// Decided without making text: most requests do not.
  private static func concernsSessions(_ request: Request) -> Bool {
    if request.via.proxyUser != nil { return true }
    let target = request.target.bytes
    let isNear =
      target.first == UInt8(ascii: "/") ? target[...].begins(with: root) : target[...].firstIndex(of: root) != nil
    return isNear || request.headers.contains(header) || request.headers.contains("proxy-authorization")
  }

  static func isBelowRoot(_ target: Target) -> Bool {
    guard target.bytes.starts(with: root) else { return false }
    let ends: [UInt8?] = [nil, UInt8(ascii: "/"), UInt8(ascii: "?")]
    return ends.contains(target.bytes.dropFirst(root.count).first)
  }

  private func takeNames(from request: inout Request) throws(SessionProblem) -> SessionName? {
    var found: [(name: String, place: String)] = request.headers.all(SessionRouter.header).map {
      ($0, "the header field \(SessionRouter.header)")
    }
    request.headers.removeAll(SessionRouter.header)
    if let user = request.via.proxyUser ?? SessionRouter.proxyUser(request.headers) {
      found.append((user, "the user name for the proxy"))
      request.headers.removeAll("proxy-authorization")
    }
    if !request.via.isTunnelled, let (name, rest) = SessionRouter.split(request.target) {
      found.append((name, "the path"))
      guard let rest else {
        throw SessionProblem(.noAPI(name: name, apis: apis.map(\.name)), at: request.origin)
      }
      request.target = rest
    }
    guard let first = found.first else { return nil }
    let names = try found.map { name, place throws(SessionProblem) in
      guard let name = SessionName(encoded: name) else {
        throw SessionProblem(.badName(place: place), at: request.origin)
      }
      return name
    }
    for (name, other) in zip(names, found) where name != names[0] {
      throw SessionProblem(.twoNames(first.place, other.place), at: request.origin)
    }
    return names[0]
  }

  /// The name and the target behind it; that is nil where no path follows. Nil for other targets.
  private static func split(_ target: Target) -> (name: String, rest: Target?)? {
    guard target.bytes.starts(with: base) else { return nil }
    let rest = target.bytes[base.count...]
    let ends: [UInt8] = [UInt8(ascii: "/"), UInt8(ascii: "?")]
    let end = rest.firstIndex(where: ends.contains) ?? rest.endIndex
    let name = String(decoding: Array(rest[..<end]), as: UTF8.self)
    let path = rest[end...]
    let isAPI = path.first == UInt8(ascii: "/") && path.count > 1 && path.dropFirst().first != UInt8(ascii: "?")
    return (name, isAPI ? Target(Array(path)) : nil)
  }

  /// How many bytes of a target are `/_tapedeck/session/NAME`; nil where it is below no session's base URL.
  static func sessionLength(_ target: ArraySlice<UInt8>) -> Int? {
    guard target.begins(with: base) else { return nil }
    let ends: [UInt8] = [UInt8(ascii: "/"), UInt8(ascii: "?")]
    return base.count + target.dropFirst(base.count).prefix { !ends.contains($0) }.count
  }

  /// Of Basic credentials; the password does not matter.
  public static func proxyUser(_ headers: HeaderFields) -> String? {
    guard let value = headers.first("proxy-authorization") else { return nil }
    let parts = value.utf8.split(separator: 32)
    guard parts.count == 2, String(decoding: parts[0], as: UTF8.self).lowercased() == "basic",
      let bytes = Base64.decode(Array(parts[1]))
    else { return nil }
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)
  }
}
