/// A Task state's resource, and the events that AWS writes for its kind.
struct TaskResource: Hashable, Sendable {
  enum Family: Hashable, Sendable {
    /// `arn:aws:states:::TYPE:ACTION`: `TaskScheduled` and so on.
    case integration(type: String, action: String)
    /// A function's own ARN: `LambdaFunctionScheduled` and so on.
    case function
  }

  let arn: String
  let family: Family
  /// A way of calling that needs more than one answer, or a worker; nil for an ordinary call.
  let unsupportedPattern: String?

  init(arn: String) {
    self.arn = arn
    let parts = arn.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    if parts.count >= 7, parts[2] == "states", parts[3].isEmpty, parts[4].isEmpty {
      family = .integration(type: parts[5..<parts.count - 1].joined(separator: ":"), action: parts[parts.count - 1])
    } else if parts.count >= 7, parts[2] == "lambda" {
      family = .function
    } else {
      family = .integration(type: "", action: arn)
    }
    unsupportedPattern =
      if arn.hasSuffix(".waitForTaskToken") {
        ".waitForTaskToken"
      } else if arn.hasSuffix(".sync") || arn.hasSuffix(".sync:2") {
        ".sync"
      } else if parts.count >= 7, parts[2] == "states", parts[5] == "activity" {
        "activity"
      } else {
        nil
      }
  }

  /// What AWS calls the task where its result is too large.
  var limitName: String {
    switch family {
    case .integration(let type, let action): type.isEmpty ? action : type
    case .function: arn
    }
  }
}
