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
    case pass(Pass)
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
  var input = PathFilter.whole
  var output = PathFilter.whole
  /// Of a Choice: where its `Default` leads; nil where it has none. Of Succeed and Fail: the end.
  var transition: Transition?
  let kind: Kind

  struct Pass: Sendable {
    /// Nil also where the definition says null, which AWS takes for none.
    var result: JSONValue?
    var parameters: PayloadTemplate?
    var resultPath = ResultPath.replace
  }

  struct TaskState: Sendable {
    var resource: TaskResource
    var parameters: PayloadTemplate?
    var credentials: PayloadTemplate?
    var timeout: Limit?
    var heartbeat: Limit?
    var result = ResultFlow()
    var errors = ErrorHandling()
  }

  struct Parallel: Sendable {
    var branches: [Scope]
    var parameters: PayloadTemplate?
    var result = ResultFlow()
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

  /// How a result becomes a state's output.
  struct ResultFlow: Sendable {
    var selector: PayloadTemplate?
    var path = ResultPath.replace
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
