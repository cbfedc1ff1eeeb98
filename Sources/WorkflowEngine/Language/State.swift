import Clocks
import JSONModel

/// The eight types of state.
public enum StateType: String, CaseIterable, Hashable, Sendable {
  case task = "Task"
  case wait = "Wait"
  case pass = "Pass"
  case succeed = "Succeed"
  case fail = "Fail"
  case choice = "Choice"
  case parallel = "Parallel"
  case map = "Map"
}

/// A state as it is defined.
struct State: Sendable {
  enum Kind: Sendable {
    /// With its `Result`; nil also where the definition says null, which AWS takes for none.
    case pass(JSONValue?)
    case task(TaskState)
    case choice(Choice)
    case wait(Delay)
    case succeed
    case fail(Fail)
    case parallel(Parallel)
  }

  enum Transition: Hashable, Sendable {
    case next(String)
    case end
  }

  let name: String
  let type: StateType
  let pointer: JSONPointer
  let position: TextPosition
  var flow = DataFlow()
  /// Of a Choice: where its `Default` leads; nil where it has none. Of Succeed and Fail: the end.
  var transition: Transition?
  let kind: Kind

  struct TaskState: Sendable {
    var resource: TaskResource
    var credentials: PayloadTemplate?
    var timeout: Limit?
    var heartbeat: Limit?
    var errors = ErrorHandling()
  }

  struct Parallel: Sendable {
    var branches: [Scope]
    var errors = ErrorHandling()
  }

  struct Choice: Sendable {
    struct Rule: Sendable {
      var condition: Condition
      var next: String
    }
    var rules: [Rule]
  }

  /// What a Wait waits for.
  enum Delay: Sendable {
    case seconds(Int)
    case secondsPath(DataPath)
    case until(Instant)
    case untilPath(DataPath)
  }

  struct Fail: Sendable {
    enum Text: Sendable {
      case literal(String)
      case expression(Expression)
    }
    var error: Text?
    var cause: Text?
  }

  /// A number of seconds, given or looked up.
  enum Limit: Sendable {
    case seconds(Int)
    case path(DataPath)
  }

  struct ErrorHandling: Sendable {
    var retriers: [Retrier] = []
    var catchers: [Catcher] = []
  }

  var errors: ErrorHandling? {
    switch kind {
    case .task(let task): task.errors
    case .parallel(let parallel): parallel.errors
    default: nil
    }
  }
}
