public import Clocks

/// The faults of a server, for every session of it.
public struct FaultPlan: Sendable {
  public let rules: [FaultRule]
  let apis: [API]
  let finder: APIFinder
  let clock: any RunningClock

  /// `apis` are those whose names the rules use. Delays pass on `clock`.
  public init(_ rules: [FaultRule], apis: [API], clock: any RunningClock = RealClock()) {
    self.rules = rules
    self.apis = apis
    finder = APIFinder(apis)
    self.clock = clock
  }
}
