/// Which fields a state may have.
enum FieldTable {
  static let machine = ["Comment", "StartAt", "States", "TimeoutSeconds", "Version", "QueryLanguage"]
  static let branch = ["Comment", "StartAt", "States"]
  static let retrier = [
    "ErrorEquals", "IntervalSeconds", "BackoffRate", "MaxAttempts", "MaxDelaySeconds", "JitterStrategy", "Comment",
  ]
  static let catcher = ["ErrorEquals", "Next", "ResultPath", "Comment"]

  /// Fields that AWS takes only where the query language is JSONata.
  static let jsonataOnly = ["Arguments", "Output", "Items", "Condition"]

  static func fields(of type: StateType) -> [String] {
    let common = ["Type", "Comment", "QueryLanguage"]
    let flow = ["Next", "End", "InputPath", "OutputPath"]
    let work = ["Parameters", "ResultSelector", "ResultPath", "Retry", "Catch"]
    return switch type {
    case .pass: common + flow + ["Result", "Parameters", "ResultPath"]
    case .task:
      common + flow + work + [
        "Resource", "Credentials", "TimeoutSeconds", "TimeoutSecondsPath", "HeartbeatSeconds", "HeartbeatSecondsPath",
      ]
    case .parallel: common + flow + work + ["Branches"]
    case .wait: common + flow + ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"]
    case .choice: common + ["InputPath", "OutputPath", "Choices", "Default"]
    case .succeed: common + ["InputPath", "OutputPath"]
    case .fail: common + ["Error", "ErrorPath", "Cause", "CausePath"]
    // A Map is a problem as a whole.
    case .map: common
    }
  }

  /// Fields that hold variables, which are not there yet, in the states that AWS allows them in.
  static func takesAssign(_ type: StateType) -> Bool { type != .fail && type != .succeed }
}
