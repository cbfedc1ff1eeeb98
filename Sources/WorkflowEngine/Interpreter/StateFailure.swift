import JSONModel

/// Why a state failed, on its way to Retry, Catch and the execution's end.
struct StateFailure: Error, Sendable {
  enum Origin: Hashable, Sendable {
    /// A task said so.
    case task
    /// A Fail state said so.
    case definition
    /// The engine itself; AWS puts the state's name before such a cause.
    case engine
  }

  /// Nil: a Fail state without `Error`, or a task that failed without one.
  var name: ErrorName?
  /// Nil: AWS's answer has no such member.
  var cause: String?
  var origin: Origin
  /// A timeout for want of a heartbeat, which Retry and Catch can tell from others.
  var isHeartbeat = false
  var expression: FailureDetail.Expression?
  /// Where the failing field stands; nil where it is the state as a whole.
  var place: ExpressionPlace?
  /// Nil until the failure has left the state it arose in.
  var detail: FailureDetail?

  init(
    name: ErrorName?, cause: String?, origin: Origin, expression: FailureDetail.Expression? = nil,
    place: ExpressionPlace? = nil
  ) {
    self.name = name
    self.cause = cause
    self.origin = origin
    self.expression = expression
    self.place = place
  }

  static func runtime(
    _ cause: String, at place: ExpressionPlace?, expression: String? = nil, function: String? = nil,
    argument: String? = nil,
    got: JSONKind? = nil
  ) -> StateFailure {
    StateFailure(
      name: .runtime, cause: cause, origin: .engine,
      expression: expression.map {
        FailureDetail.Expression(text: $0, function: function, argument: argument, got: got)
      },
      place: place)
  }

  /// A payload that is larger than 262,144 bytes.
  static func tooLarge(_ name: String) -> StateFailure {
    // AWS gives this cause without the state's prefix.
    StateFailure(
      name: .dataLimitExceeded,
      cause: "The state/task '\(name)' returned a result with a size exceeding the maximum number of bytes service "
        + "limit.", origin: .task)
  }
}
