import Clocks
import JSONModel

/// One line of execution: the machine's own, or that of a branch of a Parallel state.
struct Branch {
  /// Which branch of which Parallel, from the outside in.
  let path: [Int]
  /// The branch whose Parallel this one belongs to.
  let parent: Int?
  let scope: Scope
  var state: State?
  /// The state's input, nothing taken away yet.
  var input: TracedValue
  /// The last event written for this line.
  var lastEvent: Int
  var enteredEvent = 0
  var enteredTime = Instant.epoch
  /// When the state or the attempt began.
  var startTime = Instant.epoch
  /// Retries so far, all retriers together.
  var attempt = 0
  /// Retries so far of each retrier.
  var retries: [Int] = []
  /// The task or timer that keeps it.
  var waitingFor: Int?
  /// Whether the time that the task has is that of its heartbeat.
  var isHeartbeatAwaited = false
  /// What the state's last attempt had on the wire.
  var exchange: TaskExchange?
  /// What whoever is to answer the state's task is told; nil for tasks that answer themselves.
  var token: String?
  /// The last attempt's response, by its number among those whose reads are noted.
  var response: Int?

  /// Of a Parallel state that is running: its branches and their outputs.
  var children: [Int] = []
  var outputs: [TracedValue?] = []

  init(path: [Int], parent: Int?, scope: Scope, input: TracedValue, lastEvent: Int) {
    self.path = path
    self.parent = parent
    self.scope = scope
    self.input = input
    self.lastEvent = lastEvent
    state = scope[scope.startAt]
  }
}
