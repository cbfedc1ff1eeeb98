import Locking
import WorkflowEngine

/// Which connections are no longer authorized. EventBridge takes the authorization from one whose credentials a server
/// refuses with 401 or 407, or whose token it can't get, until someone updates it; so a Retry does not reach the API
/// (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-target-connection-auth.html). AWS does not say how soon:
/// here it is at once.
final class ConnectionAuthorizations: Sendable {
  private struct State {
    var lost: Set<String> = []
    var reasons: [(arn: String, reason: String)] = []
  }

  private let state = Lock(State())

  /// Why each connection was refused, in order; one for each connection.
  var reasons: [(arn: String, reason: String)] { state.withLock { $0.reasons } }

  /// Throws where the connection is no longer authorized.
  func check(_ arn: String) throws(HTTPTaskFailure) {
    if state.withLock({ $0.lost.contains(arn) }) { throw .notAuthorized }
  }

  /// Takes a connection's authorization, for a reason that is shown to people; AWS's cause does not tell it.
  @discardableResult
  func lose(_ arn: String, _ reason: String) -> HTTPTaskFailure {
    state.withLock { _ = $0.lost.insert(arn) }
    return refuse(arn, reason)
  }

  /// Remembers why a connection could not be used this time.
  func refuse(_ arn: String, _ reason: String) -> HTTPTaskFailure {
    state.withLock { state in
      if !state.reasons.contains(where: { $0.arn == arn }) { state.reasons.append((arn, reason)) }
    }
    return .notAuthorized
  }
}

extension HTTPTaskFailure {
  /// In AWS's words.
  static let notAuthorized = HTTPTaskFailure(
    .invalidConnectionState,
    "Connection resource is not authorized. This is likely a configuration issue with your connection.")
}

extension ErrorName {
  static let invalidConnectionState = ErrorName(rawValue: "Events.ConnectionResource.InvalidConnectionState")
}
