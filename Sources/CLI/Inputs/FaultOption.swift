import ContractTesting
import HTTPModel
import JSONModel
import RecordReplay

/// `--fault WHERE:FAULT`: what is to go wrong on purpose, and what came of it.
enum FaultOption {
  static let declaration = OptionDeclaration(
    "fault", value: "RULE", repeats: true, help: "what goes wrong on purpose, see above")

  static let recording = OptionDeclaration(
    "fault", value: "RULE", repeats: true, help: "for clients alone; see replay --help")

  /// Part of a command's details.
  static let help = """
    --fault 'API[/METHOD[/PATH]][#N[-[M]]]:FAULT' makes requests to an API, or to all
    (*), fail: paddle:status=429,retry-after=2  *:latency=300ms  ses#1-3:timeout
      keygen/POST/v1/accounts/{id}/licenses#2:reset@120  after 120 bytes of the body
    or refused, reset, timeout@BYTES, truncated@BYTES. What stands in place of an
    answer uses no interaction; what delays it or breaks it off does. Instead of
    method and path: an operation that the cassette or the API's contract
    (operationId) names, as in paddle/get-customer#2.
    """

  /// Nil where no fault is given. Rules may name operations of `cassette` and of the contracts of `apis`; with
  /// `keepsRest`, a recorder behind gets answers whole that are cut off.
  static func plan(
    _ arguments: Arguments, _ apis: [API], of cassette: Cassette, in locations: Locations, keepsRest: Bool = false,
    for command: String
  ) throws -> FaultPlan? {
    var rules: [FaultRule] = []
    for text in arguments.values("fault") {
      rules.append(try rule(text, apis, for: command))
    }
    do {
      if rules.isEmpty { return nil }
      let source = try ContractSource(arguments, locations, next: "tapedeck \(command) --help")
      return try FaultPlan(
        rules, apis: apis, of: cassette, contracts: try contracts(of: rules, source), keepsRest: keepsRest)
    } catch let error as FaultPlan.UnknownOperation {
      throw UsageError(message: "\(command): --fault \(error)", next: "tapedeck \(command) --help")
    }
  }

  /// Of the APIs of which rules name operations, those that have a contract.
  private static func contracts(
    of rules: [FaultRule], _ source: ContractSource
  ) throws(CommandError) -> [String: NamedOperations] {
    var result: [String: NamedOperations] = [:]
    for case let api? in Set(rules.filter { $0.operation != nil }.map(\.api)) {
      guard let contract = try source.contract(of: api) else { continue }
      result[api] = NamedOperations(names: contract.operationIDs) { operation, request in
        contract.operationIDs(for: request).contains(operation)
      }
    }
    return result
  }

  private static func rule(_ text: String, _ apis: [API], for command: String) throws(UsageError) -> FaultRule {
    let next = "tapedeck \(command) --help"
    let rule: FaultRule
    do throws(FaultSyntaxError) {
      rule = try FaultRule(parsing: text)
    } catch {
      throw UsageError(message: "\(command): --fault \(error)", next: next)
    }
    let names = apis.map(\.name)
    guard let api = rule.api, !names.contains(api) else { return rule }
    let near = Suggestion.closest(to: api, in: names)
    let known = near == nil ? "; it has \(names.joined(separator: ", "))" : Suggestion.hint(near)
    throw UsageError(message: "\(command): --fault '\(text)': the cassette has no API '\(api)'\(known)", next: next)
  }

  /// A line for each rule, and `, 2 faults injected`; both empty where there are no rules.
  static func report(_ counts: [(rule: FaultRule, count: Int)]) -> (lines: String, sum: String) {
    if counts.isEmpty { return ("", "") }
    let width = counts.map(\.rule.text.count).max() ?? 0
    let lines = counts.map { rule, count in
      let times = count == 0 ? "never injected" : "injected \(count == 1 ? "once" : "\(count) times")"
      return "  \(rule.text)\(String(repeating: " ", count: width - rule.text.count))  \(times)"
    }
    let sum = counts.reduce(0) { $0 + $1.count }
    return (lines.joined(separator: "\n"), ", \(sum) fault\(sum == 1 ? "" : "s") injected")
  }
}
