public import Clocks
public import HTTPModel
public import JSONModel

/// What became of one run of a state machine.
public struct Execution: Sendable {
  public enum Status: String, Hashable, Sendable {
    case succeeded = "SUCCEEDED"
    case failed = "FAILED"
    case timedOut = "TIMED_OUT"
    /// A request was made that nothing recorded fits, or someone stopped it.
    case aborted = "ABORTED"
  }

  public let name: String
  public let arn: String
  public let stateMachineARN: String
  public let status: Status
  public let input: JSONValue
  /// Nil unless it succeeded.
  public let output: JSONValue?
  /// Nil also where a Fail state or whoever stopped it names none, and where it timed out; AWS has no such member then.
  public let error: ErrorName?
  public let cause: String?
  /// The request that nothing fits; nil unless that ended the execution.
  public let miss: Miss?
  /// What made it fail; nil unless it did.
  public let failure: FailureDetail?
  public let history: [HistoryEvent]
  /// What happened, in the order in which states and attempts ended.
  public let steps: [ExecutionStep]
  /// What was read of each response, in the order of the responses; empty where the runner was not to keep account.
  public let reads: [ResponseReads]
  /// On the execution's clock.
  public let startTime: Instant
  public let stopTime: Instant

  /// The history as `aws stepfunctions get-execution-history` prints it: `{"events": […]}`.
  public var historyJSON: JSONValue { .object(JSONObject([("events", .array(history.map { $0.json() }))])) }

  /// The error of an execution that a miss ended. AWS has no such thing; the name can't be one of its own.
  public static let missError = ErrorName(rawValue: "Tapedeck.Miss")

  init(_ interpreter: Interpreter, reads: [ResponseReads]) {
    let identity = interpreter.identity
    name = identity.name
    arn = identity.arn
    stateMachineARN = identity.machineARN
    input = interpreter.input
    history = interpreter.history
    steps = interpreter.steps
    self.reads = reads
    startTime = identity.startTime
    stopTime = interpreter.now
    switch interpreter.ending {
    case .succeeded(let output):
      (status, self.output, error, cause, miss, failure) = (.succeeded, output, nil, nil, nil, nil)
    case .failed(let reason):
      (status, output, miss) = (.failed, nil, nil)
      (error, cause, failure) = (reason.name, reason.cause, reason.detail)
    case .missed(let missed):
      (status, output, miss, failure) = (.aborted, nil, missed, nil)
      (error, cause) = (Execution.missError, MissReport(missed).cause)
    case .stopped(let stopError, let stopCause):
      (status, output, miss, failure) = (.aborted, nil, nil, nil)
      (error, cause) = (stopError, stopCause)
    case .timedOut, nil:
      (status, output, error, cause, miss, failure) = (.timedOut, nil, nil, nil, nil, nil)
    }
  }
}
