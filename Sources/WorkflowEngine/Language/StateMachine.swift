public import JSONModel

/// A definition in Amazon States Language that has been read and checked: what a `Runner` runs.
///
/// There is no public initialiser: a machine comes out of `parse`, and only when nothing in its definition is an error.
public struct StateMachine: Sendable {
  /// The definition's `Comment`.
  public let comment: String?
  /// The whole execution's limit, in seconds; nil where the definition sets none.
  public let timeoutSeconds: Int?
  public let kind: Kind
  let scope: Scope
  /// Where the definition came from; nil where nobody said.
  let source: SourceText?

  /// What AWS calls a state machine's type.
  public enum Kind: Hashable, Sendable {
    case standard
    /// Can't wait for someone else's answer. Its executions have ARNs of another form, and those that someone waits for
    /// no `RedriveCount` in the context object.
    case express
  }

  init(comment: String?, timeoutSeconds: Int?, kind: Kind, scope: Scope, source: SourceText?) {
    self.comment = comment
    self.kind = kind
    self.timeoutSeconds = timeoutSeconds
    self.scope = scope
    self.source = source
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
  ///   - tasks: Who does the tasks; a Task state that names a resource they don't know is a problem. Nil: any resource
  ///     will do.
  public static func parse(
    _ document: JSONDocument, tasks: (any TaskHandlers)?, kind: Kind = .standard
  ) -> ParseResult {
    let parser = DefinitionParser(tasks: tasks, kind: kind)
    let machine = parser.machine(document)
    let problems = parser.problems.enumerated()
      .sorted { left, right in
        let isWhole = (left.element.location == nil, right.element.location == nil)
        if isWhole.0 != isWhole.1 { return isWhole.1 }
        let offsets = (left.element.place.position?.offset ?? 0, right.element.place.position?.offset ?? 0)
        return (offsets.0, left.offset) < (offsets.1, right.offset)
      }
      .map(\.element)
    return ParseResult(machine: problems.contains { $0.severity == .error } ? nil : machine, problems: problems)
  }
}

/// A set of states and where to begin: the machine's own, or a branch's.
struct Scope: Sendable {
  let startAt: String
  /// By code units: names that differ only in how their accents are written name two states.
  let states: [JSONString: State]
  /// The states' names in the order of the definition.
  let order: [String]

  subscript(_ name: String) -> State? { states[JSONString(name)] }

  var allNames: [String] {
    order.flatMap { name -> [String] in
      guard case .parallel(let parallel) = self[name]?.kind else { return [name] }
      return [name] + parallel.branches.flatMap(\.allNames)
    }
  }
}
