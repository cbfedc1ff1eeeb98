public import JSONModel

/// A definition in Amazon States Language that has been read and checked: what a `Runner` runs.
///
/// There is no public initialiser: a machine comes out of `parse`, and only when nothing in its definition is an error.
public struct StateMachine: Sendable {
  /// The definition's `Comment`.
  public let comment: String?
  /// The whole execution's limit, in seconds; nil where the definition sets none.
  public let timeoutSeconds: Int?
  let scope: Scope

  init(comment: String?, timeoutSeconds: Int?, scope: Scope) {
    self.comment = comment
    self.timeoutSeconds = timeoutSeconds
    self.scope = scope
  }

  /// The names of all states in the order of the definition, those in branches after the state that holds them.
  public var stateNames: [String] { scope.allNames }

  /// What parsing found.
  public struct ParseResult: Sendable {
    /// Nil where one of the problems is an error.
    public let machine: StateMachine?
    /// In the order of their positions; those of the machine as a whole come last, as on AWS.
    public let problems: [DefinitionProblem]
  }

  /// Reads and checks a definition.
  ///
  /// - Parameters:
  ///   - tasks: The table of tasks; a Task state that names a resource it doesn't know is a problem. Nil: any resource
  ///     will do.
  ///   - isExpress: Whether it is an Express machine, which can't wait for someone else's answer.
  public static func parse(
    _ document: JSONDocument, tasks: (any TaskHandlers)?, isExpress: Bool = false
  ) -> ParseResult {
    let parser = DefinitionParser(tasks: tasks, isExpress: isExpress)
    let machine = parser.machine(document)
    let problems = parser.problems.enumerated()
      .sorted { left, right in
        let isWhole = (left.element.location == nil, right.element.location == nil)
        if isWhole.0 != isWhole.1 { return isWhole.1 }
        return (left.element.position.offset, left.offset) < (right.element.position.offset, right.offset)
      }
      .map(\.element)
    return ParseResult(machine: problems.contains { $0.severity == .error } ? nil : machine, problems: problems)
  }
}

/// A set of states and where to begin: the machine's own, or a branch's.
struct Scope: Sendable {
  let startAt: String
  let states: [String: State]
  /// The states' names in the order of the definition.
  let order: [String]

  var allNames: [String] {
    order.flatMap { name -> [String] in
      guard case .parallel(let parallel) = states[name]?.kind else { return [name] }
      return [name] + parallel.branches.flatMap(\.allNames)
    }
  }
}
