public import JSONModel

/// What a task needs to call a third party: how it authenticates, and what is added to each of its requests
/// (`AWS::Events::Connection`).
public struct EventBridgeConnection: Sendable {
  public enum Authorization: Sendable {
    /// A header with this name and value.
    case apiKey(name: String, value: Secret)
    case basic(username: Secret, password: Secret)
    /// A token that is asked for with these credentials.
    case oauth(OAuthClient)
  }

  /// A header, query entry or member of the body that is added to each request.
  public struct Parameter: Sendable {
    public let key: String
    /// Shown nowhere, also where `isSecret` is false.
    public let value: Secret
    /// `IsValueSecret`: reports that quote a request have something else in its place.
    public let isSecret: Bool
  }

  public let authorization: Authorization
  public let headers: [Parameter]
  public let query: [Parameter]
  public let body: [Parameter]
}

/// What is wrong with a connection. It shows no value.
public struct ConnectionProblem: Hashable, Sendable, CustomStringConvertible {
  /// From the root of `{ARN: Properties}`.
  public let pointer: JSONPointer
  public let text: String

  /// The connection; empty where the whole table is wrong.
  public var arn: String { pointer.tokens.first ?? "" }
  public var description: String { "\(pointer): \(text)" }
}
