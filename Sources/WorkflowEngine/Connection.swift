public import JSONModel

/// What a task needs to call a third party: how it authenticates, and what is added to each of its requests
/// (`AWS::Events::Connection`).
public struct Connection: Sendable {
  public enum Authorization: Sendable {
    /// A header with this name and value.
    case apiKey(name: String, value: Secret)
    /// Known to EventBridge, not to Tapedeck: `BASIC`, `OAUTH_CLIENT_CREDENTIALS`. A task that uses it fails.
    case notThereYet(type: String)
  }

  /// A header, query entry or member of the body that is added to each request. Its value is treated as a secret
  /// whatever `IsValueSecret` says.
  public struct Parameter: Sendable {
    public let key: String
    public let value: Secret
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
