public import Clocks
public import HTTPModel
public import JSONModel

/// What does the tasks of a runner: which resources a Task state may name, and what each does.
public protocol TaskHandlers: Sendable {
  /// Whether a Task may name this resource. A definition that names another has a problem.
  func knows(resource: String) -> Bool
  /// The resources that it knows, to be named where another is asked for; empty where they can't be listed.
  var resources: [String] { get }
  /// What is wrong with a Task's parameters as they are written: `name.$` counts as a member whose value nobody knows.
  func problems(ofParameters parameters: JSONValue, for resource: String) -> [ParameterProblem]
  /// The cause of `States.Runtime` where the task can't be started with these parameters; nil where it can. Asked before
  /// the history says that it is scheduled.
  func refusal(of call: TaskCall) -> String?
  /// Does the task. Total: what goes wrong is a result. Called once an attempt, offline one at a time.
  func perform(_ call: TaskCall) async -> TaskReport
}

extension TaskHandlers {
  public var resources: [String] { [] }
  public func problems(ofParameters parameters: JSONValue, for resource: String) -> [ParameterProblem] { [] }
  public func refusal(of call: TaskCall) -> String? { nil }
}

/// Something wrong with a Task's fixed parameters.
public struct ParameterProblem: Hashable, Sendable {
  /// In AWS's words where they are known.
  public var message: String
  /// The way to what is wrong: `["Headers", "Via"]`. Empty for the parameters as a whole.
  public var members: [String]

  public init(_ message: String, at members: [String] = []) {
    self.message = message
    self.members = members
  }
}

/// One attempt of a Task state, ready to be made.
public struct TaskCall: Sendable {
  /// As in the definition: `arn:aws:states:::http:invoke`.
  public var resource: String
  /// The state's name.
  public var state: String
  /// The effective parameters: paths and intrinsic functions resolved, members in AWS's order.
  public var parameters: JSONValue
  /// The id of the history event with which the state was entered; it is part of AWS's cause texts.
  public var enteredEventID: Int
  /// 0 for the first attempt, then one more for each Retry.
  public var attempt: Int
  /// When the attempt starts on the execution's clock. SigV4 signs it.
  public var time: Instant

  public init(
    resource: String, state: String, parameters: JSONValue, enteredEventID: Int = 0, attempt: Int = 0,
    time: Instant = .epoch
  ) {
    self.resource = resource
    self.state = state
    self.parameters = parameters
    self.enteredEventID = enteredEventID
    self.attempt = attempt
    self.time = time
  }
}

/// What became of an attempt.
public struct TaskReport: Sendable {
  public enum Result: Sendable {
    case succeeded(JSONValue)
    /// Nil: AWS's answer has no such member.
    case failed(ErrorName?, cause: String?)
    /// Offline only: nothing recorded fits; the execution ends as ABORTED.
    case missed(Miss)
  }

  /// What the result of a task that succeeded is made of.
  public enum ResultForm: Sendable {
    /// The response's body, whatever its members are called there.
    case body
    /// `{Headers, ResponseBody, StatusCode, StatusText}`.
    case response
  }

  public var result: Result
  /// How long it took on the execution's clock.
  public var took: Duration
  /// What went over the wire, to be shown; nil where nothing did.
  public var exchange: TaskExchange?
  public var form: ResultForm

  public init(
    _ result: Result, took: Duration = .zero, exchange: TaskExchange? = nil, form: ResultForm = .body
  ) {
    self.form = form
    self.result = result
    self.took = took
    self.exchange = exchange
  }
}

/// A task's request and answer as they are shown: no header, no secret.
public struct TaskExchange: Hashable, Sendable {
  public var method: String
  /// Without values that a connection added.
  public var url: String
  /// Nil where no response came.
  public var status: Int?
  /// In lower case, without parameters; nil where there is none.
  public var responseMediaType: String?
  /// The interaction that answered; nil for a live answer.
  public var interaction: String?

  public init(
    method: String, url: String, status: Int? = nil, responseMediaType: String? = nil, interaction: String? = nil
  ) {
    self.method = method
    self.url = url
    self.status = status
    self.responseMediaType = responseMediaType
    self.interaction = interaction
  }
}
