import Clocks
import ContentCoding
import HTTPModel
import JSONModel
import Locking
import WorkflowEngine

/// The access tokens of OAuth connections, by ARN.
///
/// EventBridge asks for a token when the connection is made, before any execution; here it is asked for when a task first
/// needs it, and takes no time on the execution's clock.
final class OAuthTokens: Sendable {
  private struct Token {
    let value: Secret
    /// Nil where the answer did not say.
    let expiry: Instant?
  }

  private struct State {
    var tokens: [String: Token] = [:]
    var placeholders: [String] = []
  }

  /// A token is asked for anew when it has no longer to go than this.
  static let margin = Duration.seconds(60)

  private let responder: any Responder
  private let state = Lock(State())

  init(via responder: any Responder) { self.responder = responder }

  /// The connections for which a placeholder was sent, because nothing recorded fits their token request. In order.
  var placeholders: [String] { state.withLock { $0.placeholders } }

  /// The token at hand, or a new one. `time` is now. Two tasks that ask at the same time,
  /// which only happens live, may both get a new one.
  func token(
    _ client: OAuthClient, of arn: String, at time: Instant, _ authorizations: ConnectionAuthorizations
  ) async throws(HTTPTaskFailure) -> Secret {
    let kept = state.withLock { $0.tokens[arn] }
    if let kept, kept.expiry.map({ $0 - time > OAuthTokens.margin }) ?? true { return kept.value }
    switch await responder.respond(to: client.tokenRequest()).outcome {
    case .miss:
      // Only a replayer misses. A task is not to fail for a request that EventBridge made long before it.
      let name = arn.split(separator: "/").dropFirst().first.map(String.init) ?? arn
      let placeholder = Secret("{{\(name).access_token}}")
      state.withLock { state in
        state.tokens[arn] = Token(value: placeholder, expiry: nil)
        if !state.placeholders.contains(arn) { state.placeholders.append(arn) }
      }
      return placeholder
    case .failure(let failure):
      throw authorizations.refuse(arn, OAuthTokens.reason(client, HTTPTaskFailure.socket(failure.kind).cause ?? ""))
    case .response(let response):
      switch await OAuthTokens.token(response, at: time) {
      case .success(let token):
        state.withLock { $0.tokens[arn] = token }
        return token.value
      case .failure(let refusal):
        throw authorizations.lose(arn, OAuthTokens.reason(client, refusal.answer))
      }
    }
  }

  /// Drops a token that a server refused; the next task asks for a new one. One that came meanwhile stays.
  func forget(_ token: Secret, of arn: String) {
    state.withLock { state in
      if let kept = state.tokens[arn], kept.value.exposed == token.exposed { state.tokens[arn] = nil }
    }
  }

  private struct Refusal: Error {
    /// Without the body, which may hold what was sent.
    let answer: String
  }

  private static func token(_ response: Response, at time: Instant) async -> Result<Token, Refusal> {
    let body = await TaskBody.read(response.body, keeping: HTTPTask.maxBodyBytes)
    guard (200..<300).contains(response.status) else { return .failure(Refusal(answer: "status \(response.status)")) }
    guard case .whole(let coded) = body, let bytes = decoded(coded, response.headers.first("Content-Encoding")),
      let answer = try? JSONValue(parsing: bytes), let text = answer["access_token"]?.text, !text.isEmpty
    else {
      return .failure(Refusal(answer: "status \(response.status), but no JSON with an access_token"))
    }
    let lifetime = answer["expires_in"].flatMap { $0.int ?? $0.text.flatMap(Int.init) }
    let expiry = lifetime.map { time + .seconds(min(max($0, 0), 3_155_760_000)) }
    return .success(Token(value: Secret(text), expiry: expiry))
  }

  private static func decoded(_ body: [UInt8], _ coding: String?) -> [UInt8]? {
    guard let coding else { return body }
    return try? Coding.undo(coding, of: body, limit: HTTPTask.maxBodyBytes)
  }

  private static func reason(_ client: OAuthClient, _ answer: String) -> String {
    "its token request, \(client.method.rawValue) \(client.shownEndpoint), gave: \(answer)"
  }
}
