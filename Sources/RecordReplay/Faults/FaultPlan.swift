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

  /// Throws where a rule names an operation that nothing else names, and where the cassette cannot be read.
  ///
  /// - Parameters:
  ///   - apis: those whose names the rules use.
  ///   - cassette: one whose operations they may name.
  ///   - contracts: what else names operations, by the names of APIs.
  ///   - keepsRest: whether answers are read to their end before they are cut off, for a recorder behind.
  ///   - clock: delays pass on it.
  public init(
    _ rules: [FaultRule], apis: [API], of cassette: Cassette? = nil, contracts: [String: NamedOperations] = [:],
    keepsRest: Bool = false, clock: any RunningClock = RealClock()
  ) throws {
    self.rules = rules
    self.apis = apis
    self.keepsRest = keepsRest
    self.clock = clock
    finder = APIFinder(apis)
    let named = rules.contains { $0.operation != nil }
    operations = try OperationTable(of: named ? cassette : nil, apis: apis, contracts: contracts)
    for rule in rules {
      guard let api = rule.api, let operation = rule.operation else { continue }
      let names = operations.names(of: api)
      if !names.contains(operation) {
        throw UnknownOperation(
          rule: rule.text, api: api, operation: operation, hasContract: contracts[api] != nil, known: names)
      }
    }
  }

  /// A rule names an operation that neither an interaction of the cassette nor the API's contract names.
  public struct UnknownOperation: Error, Hashable, Sendable, CustomStringConvertible {
    public let rule: String
    let api: String, operation: String
    let hasContract: Bool
    let known: [String]

    /// A contract has hundreds.
    private static let mostNames = 8

    public var description: String {
      let near = Suggestion.hint(Suggestion.closest(to: operation, in: known))
      let rest = known.count - UnknownOperation.mostNames
      let shown = known.prefix(UnknownOperation.mostNames).joined(separator: ", ")
      let names = known.isEmpty ? "none" : shown + (rest > 0 ? " and \(rest) more" : "")
      return hasContract
        ? "'\(rule)': neither the cassette nor the contract of \(api) names an operation '\(operation)'; "
          + "they name \(names)\(near)"
        : "'\(rule)': the cassette names no operation '\(operation)' of \(api); it names \(names)\(near)"
    }
  }
}
