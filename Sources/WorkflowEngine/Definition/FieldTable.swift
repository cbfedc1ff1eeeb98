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

  /// The known name that is nearest: the same but for case, or at most two edits away.
  static func nearest(to name: String, in known: [String]) -> String? {
    let wanted = Array(name.lowercased().utf8)
    guard wanted.count <= 64 else { return nil }
    let distances = known.map { (name: $0, distance: distance(wanted, Array($0.lowercased().utf8))) }
    guard let best = distances.min(by: { $0.distance < $1.distance }), best.distance <= min(2, wanted.count / 3) else {
      return nil
    }
    return best.name
  }

  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (index, byte) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (column, other) in right.enumerated() {
        let replaced = diagonal + (byte == other ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, row[column] + 1, row[column + 1] + 1)
      }
    }
    return row[right.count]
  }
}
