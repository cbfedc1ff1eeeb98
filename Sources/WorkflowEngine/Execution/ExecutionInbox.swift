import Locking

/// What reaches an execution from outside while it runs, from whatever task or thread.
///
/// The runner looks into it before each request and each event, so a message comes at the time that it is then.
public final class ExecutionInbox: Sendable {
  private let messages = Lock<[Interpreter.Event]>([])

  public init() {}

  /// Ends the execution as ABORTED, with an error and a cause of the caller's, as AWS's StopExecution does.
  public func stop(error: ErrorName? = nil, cause: String? = nil) {
    messages.withLock { $0.append(.stopped(error: error, cause: cause)) }
  }

  /// What came since this was last asked.
  func take() -> [Interpreter.Event] {
    messages.withLock { messages in
      defer { messages = [] }
      return messages
    }
  }
}
