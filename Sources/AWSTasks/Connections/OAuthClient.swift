public import HTTPModel

/// How an OAuth connection gets its access tokens (client credentials, RFC 6749 section 4.4).
public struct OAuthClient: Sendable {
  public let clientID: Secret
  public let clientSecret: Secret
  /// Where tokens are asked for.
  public let endpoint: AbsoluteURL
  /// `GET`, `POST` or `PUT`.
  public let method: HTTPMethod
  /// What is added to the token request; `grant_type` has to be among it, AWS adds none.
  public let headers: [EventBridgeConnection.Parameter]
  public let query: [EventBridgeConnection.Parameter]
  public let body: [EventBridgeConnection.Parameter]

  /// The token request as EventBridge sends it: the configured parameters, then the secret, then the id, as a form. Of
  /// a `GET`, which has no body, they are the query's end.
  func tokenRequest() -> Request {
    let form = HTTPTaskForm.encoded(
      body.map { ($0.key, $0.value.exposed) } + [
        ("client_secret", clientSecret.exposed), ("client_id", clientID.exposed),
      ])
    var fields = HeaderFields(headers.map { HeaderField($0.key, $0.value.exposed) })
    for name in ["User-Agent", "Accept-Encoding", "Content-Length"] { fields.removeAll(name) }
    let hasBody = method != .get
    if hasBody, !fields.contains("Content-Type") { fields.append("Content-Type", "application/x-www-form-urlencoded") }
    fields.append("User-Agent", "Apache-HttpClient/UNAVAILABLE (Java/1.8.0_504)")
    fields.append("Accept-Encoding", "gzip,deflate")
    var added = HTTPTaskForm.encoded(query.map { ($0.key, $0.value.exposed) })
    if !hasBody { added += (added.isEmpty ? "" : "&") + form }
    return Request(
      method, endpoint.origin, endpoint.target.appending(query: added), headers: fields,
      body: .bytes(hasBody ? Array(form.utf8) : []))
  }

  /// Without its query, which may hold a secret.
  var shownEndpoint: String {
    AbsoluteURL(origin: endpoint.origin, target: Target(Array(endpoint.target.path))).description
  }
}

extension Target {
  /// The target with more entries at the end of its query, which are encoded already.
  func appending(query added: String) -> Target {
    guard !added.isEmpty else { return self }
    let separator = query.map { $0.isEmpty ? "" : "&" } ?? "?"
    return Target(bytes + Array((separator + added).utf8))
  }
}
