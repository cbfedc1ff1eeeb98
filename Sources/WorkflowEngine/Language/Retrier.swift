/// One entry of Retry.
struct Retrier: Sendable {
  var errors: [ErrorName]
  /// Before the first retry, in seconds.
  var intervalSeconds = 1
  /// Each further wait is so many times the one before.
  var backoffRate = 2.0
  /// Retries after the first attempt; 0 never retries.
  var maxAttempts = 3
  /// The longest wait, in seconds; nil where the definition sets none.
  var maxDelaySeconds: Int?
  /// `JitterStrategy` `FULL`: any wait up to the computed one.
  var hasJitter = false

  /// The wait before a retry, in whole milliseconds; nil where no retry is left. `retry` is 1 for the first.
  func delay(beforeRetry retry: Int, _ random: inout SeededRandom) -> Duration? {
    guard retry <= maxAttempts else { return nil }
    var seconds = Double(intervalSeconds)
    // Bounded, so that a rate of 10 and a hundred retries still give a number.
    for _ in 1..<max(1, retry) where seconds < Retrier.longestSeconds { seconds *= backoffRate }
    seconds = min(seconds, Double(maxDelaySeconds ?? Int(Retrier.longestSeconds)), Retrier.longestSeconds)
    let milliseconds = Int64((seconds * 1000).rounded())
    guard hasJitter else { return .milliseconds(milliseconds) }
    // Not the standard library's way of drawing, which may change between versions.
    return .milliseconds(random.next().multipliedFullWidth(by: UInt64(milliseconds) + 1).high)
  }

  /// A year and a day: longer than any execution on AWS.
  private static let longestSeconds = 31_622_400.0
}

/// One entry of Catch.
struct Catcher: Sendable {
  var errors: [ErrorName]
  var next: String
  var resultPath = ResultPath.replace
}

extension ErrorName {
  /// Whether one of these names of a Retry or Catch takes the failure.
  static func matches(_ names: [ErrorName], _ failure: StateFailure) -> Bool {
    // Recorded on AWS: neither by its own name nor by States.ALL.
    if failure.name == .runtime { return false }
    return names.contains { name in
      if name == .all || name == failure.name { return true }
      if name == .heartbeatTimeout, failure.isHeartbeat { return true }
      return name == .taskFailed && failure.name != .timeout
    }
  }
}
