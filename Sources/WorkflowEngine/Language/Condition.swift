import JSONModel

/// What a rule of a Choice asks.
indirect enum Condition: Sendable {
  case and([Condition])
  case or([Condition])
  case not(Condition)
  case comparison(Comparison)

  /// Stops at the first condition that decides.
  func holds(_ data: inout Evaluation) throws(StateFailure) -> Bool {
    switch self {
    case .and(let conditions):
      for condition in conditions where try !condition.holds(&data) { return false }
      return true
    case .or(let conditions):
      for condition in conditions where try condition.holds(&data) { return true }
      return false
    case .not(let condition): return try !condition.holds(&data)
    case .comparison(let comparison): return try comparison.holds(&data)
    }
  }
}
