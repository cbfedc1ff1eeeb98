import HTTPModel
import JSONModel
import WorkflowEngine

/// Why an HTTP Task fails, as the state machine sees it.
struct HTTPTaskFailure: Error {
  let name: ErrorName
  let cause: String?

  init(_ name: ErrorName, _ cause: String?) {
    self.name = name
    self.cause = cause
  }

  /// The parameters are not what the task takes. AWS's frame: the whole of the parameters, then what is wrong.
  static func parameters(_ call: TaskCall, _ reason: String) -> HTTPTaskFailure {
    HTTPTaskFailure(
      .runtime,
      "An error occurred while executing the state '\(call.state)' (entered at the event id #\(call.enteredEventID)). "
        + "The Parameters '\(call.parameters.unescaped.text())' could not be used to start the Task: [\(reason)]")
  }

  /// Fixed texts: what a library below says differs between machines.
  static func socket(_ kind: TransportFailure.Kind) -> HTTPTaskFailure {
    let cause =
      switch kind {
      case .resolve: "The host name could not be resolved"
      case .refused: "The connection was refused"
      case .tls: "The TLS handshake failed"
      case .timeout: "The request timed out"
      case .reset: "The connection was reset"
      case .truncated: "The connection was closed before the response was complete"
      case .protocol: "The response is not valid HTTP"
      case .cancelled: "The request was cancelled"
      }
    return HTTPTaskFailure(.httpSocket, cause)
  }
}
