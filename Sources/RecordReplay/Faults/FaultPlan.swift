public import Clocks
import JSONModel

/// The faults of a server, for every session of it.
public struct FaultPlan: Sendable {
  public let rules: [FaultRule]
  let apis: [API]
  let finder: APIFinder
  let operations: OperationTable
  /// Whether an answer that is cut off is still read to its end: a recorder behind keeps it whole.
  let keepsRest: Bool
  let clock: any RunningClock

  /// `apis` are those whose names the rules use, `cassette` is the one whose operations they name. Delays pass on `clock`.
  /// With `keepsRest`, answers are read to their end before they are cut off, for a recorder behind. Throws where a rule
  /// names an operation that the cassette does not name, and where the cassette cannot be read.
  public init(
    _ rules: [FaultRule], apis: [API], of cassette: Cassette? = nil, keepsRest: Bool = false,
    clock: any RunningClock = RealClock()
  ) throws {
    self.rules = rules
    self.apis = apis
    self.keepsRest = keepsRest
    self.clock = clock
    finder = APIFinder(apis)
    let named = rules.contains { $0.operation != nil }
    operations =
      try named ? cassette.map { try OperationTable(of: $0, apis: apis) } ?? OperationTable() : OperationTable()
    for rule in rules {
      guard let api = rule.api, let operation = rule.operation else { continue }
      let names = operations.names(of: api)
      if !names.contains(operation) {
        throw UnknownOperation(rule: rule.text, api: api, operation: operation, known: names)
      }
    }
  }

  /// A rule names an operation that no interaction of the cassette names.
  public struct UnknownOperation: Error, Hashable, Sendable, CustomStringConvertible {
    public let rule: String
    let api: String, operation: String
    let known: [String]

    public var description: String {
      let near = Suggestion.hint(Suggestion.closest(to: operation, in: known))
      let names = known.isEmpty ? "it names none" : "it names \(known.joined(separator: ", "))"
      return "'\(rule)': the cassette names no operation '\(operation)' of \(api); \(names)\(near)"
    }
  }
}
