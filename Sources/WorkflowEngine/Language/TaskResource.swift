/// A Task state's resource, and the events that AWS writes for its kind.
struct TaskResource: Hashable, Sendable {
  enum Family: Hashable, Sendable {
    /// `arn:aws:states:::TYPE:ACTION`: `TaskScheduled` and so on.
    case integration(type: String, action: String)
    /// A function's own ARN: `LambdaFunctionScheduled` and so on.
    case function
    /// A queue that workers take tasks from: `ActivityScheduled` and so on.
    case activity
  }

  /// Whose answer ends the task.
  enum Pattern: String, Sendable {
    /// The service's.
    case requestResponse
    /// That of the job which the service began.
    case sync = ".sync"
    /// Anyone's who has the token.
    case callback = ".waitForTaskToken"
    case activity

    /// AWS's texts; nil for what an Express machine can do. The blank at the end of one is AWS's.
    var refusalByExpress: String? {
      switch self {
      case .requestResponse: nil
      case .sync: "Express state machine does not support '.sync' service integration"
      case .callback: "Express state machine does not support '.waitForTaskToken' service integration "
      case .activity: "Express state machine does not support Activity ARN"
      }
    }
  }

  let arn: String
  let family: Family
  let pattern: Pattern

  init(arn: String) {
    self.arn = arn
    let parts = arn.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    if parts.count >= 7, parts[2] == "states", parts[3].isEmpty, parts[4].isEmpty {
      // The second form of a job run, `submitJob.sync:2`, is one action.
      let last = parts.count - (parts.count >= 8 && parts[parts.count - 2].hasSuffix(".sync") ? 2 : 1)
      family = .integration(
        type: parts[5..<last].joined(separator: ":"), action: parts[last...].joined(separator: ":"))
    } else if parts.count >= 7, parts[2] == "lambda", parts[5] == "function" {
      family = .function
    } else if parts.count >= 7, parts[2] == "states", parts[5] == "activity" {
      family = .activity
    } else {
      family = .integration(type: "", action: arn)
    }
    pattern =
      if family == .activity {
        .activity
      } else if arn.hasSuffix(".waitForTaskToken") {
        .callback
      } else if arn.hasSuffix(".sync") || arn.hasSuffix(".sync:2") {
        .sync
      } else {
        .requestResponse
      }
  }

  /// What AWS calls the task where its result is too large.
  var limitName: String {
    switch family {
    case .integration(let type, let action): type.isEmpty ? action : type
    case .function, .activity: arn
    }
  }
}
