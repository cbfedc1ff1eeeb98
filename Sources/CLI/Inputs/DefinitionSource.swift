import CloudFormation
import JSONModel
import Reporting
import WorkflowEngine

/// A state machine's definition and where it came from: a bundle, an `.asl.json` file, or a CloudFormation template.
struct DefinitionSource: Sendable {
  /// As it is named in messages.
  let file: String
  private let bytes: [UInt8]
  /// How the definition's text came about from its template; nil where there is none.
  private let mapped: MappedText?
  /// `{ARN: Properties of AWS::Events::Connection}` of the template's connections; nil where there is no template.
  let connections: JSONValue?

  private static let next = "tapedeck run --help"

  init(file: String, bytes: [UInt8]) { self.init(file: file, bytes: bytes, mapped: nil, connections: nil) }

  private init(file: String, bytes: [UInt8], mapped: MappedText?, connections: JSONValue?) {
    self.file = file
    self.bytes = bytes
    self.mapped = mapped
    self.connections = connections
  }

  /// Reads a definition or a template. `path` may end in `#LogicalId`, which picks one of several state machines;
  /// `parameters` are values of a template's own parameters.
  init(path: String, parameters: [String: String] = [:]) throws(CommandError) {
    let parts = path.split(separator: "#", maxSplits: 1).map(String.init)
    let input = try InputFile(parts.first ?? path, for: "--state-machine", next: DefinitionSource.next)
    let document = try input.json(next: DefinitionSource.next)
    guard Template.isTemplate(document) else {
      if let name = parameters.keys.min() {
        throw CommandError(
          "--parameter \(name): this is a definition, and only a template has parameters", at: input.path,
          next: DefinitionSource.next)
      }
      self.init(file: input.path, bytes: input.bytes)
      return
    }
    let template = Template(document)
    try DefinitionSource.check(parameters, of: template, path: input.path)
    var environment = StackEnvironment()
    environment.parameters = parameters
    let resolution = template.resolve(in: environment)
    if let problem = resolution.problems.first {
      let rest = resolution.problems.count > 1 ? " (and \(resolution.problems.count - 1) more)" : ""
      throw CommandError(
        "this template can't be resolved: \(problem.text) at \(problem.pointer)\(rest)",
        at: "\(input.path):\(problem.position)", next: DefinitionSource.next(after: problem, path))
    }
    let machine = try DefinitionSource.pick(
      parts.count > 1 ? parts[1] : nil, from: resolution.stateMachines, path: input.path)
    self.init(
      file: input.path, bytes: machine.definition.bytes, mapped: machine.definition,
      connections: resolution.connectionProperties)
  }

  private static func check(
    _ parameters: [String: String], of template: Template, path: String
  ) throws(CommandError) {
    let names = template.parameterNames
    guard let unknown = parameters.keys.sorted().first(where: { !names.contains($0) }) else { return }
    let near = Suggestion.closest(to: unknown, in: names).map { "; did you mean \($0)?" } ?? ""
    throw CommandError(
      "--parameter \(unknown): this template has no such parameter\(near)", at: path,
      next: names.isEmpty ? next : "give one of \(names.joined(separator: ", "))")
  }

  private static func next(after problem: TemplateProblem, _ path: String) -> String {
    switch problem.reason {
    case .noValue(let name), .value(let name, _), .parameterType(let name, _):
      "tapedeck run --state-machine '\(path)' --parameter \(name)=VALUE"
    default: "give the resolved definition itself: tapedeck run --state-machine FILE.asl.json"
    }
  }

  private static func pick(
    _ name: String?, from machines: [ResolvedTemplate.StateMachine], path: String
  ) throws(CommandError) -> ResolvedTemplate.StateMachine {
    let names = machines.map(\.logicalID)
    guard let first = machines.first else {
      throw CommandError("this template holds no AWS::StepFunctions::StateMachine", at: path, next: next)
    }
    if let name {
      if let machine = machines.first(where: { $0.logicalID == name }) { return machine }
      throw CommandError(
        "this template holds no state machine \(name)", at: path,
        next: "tapedeck run --state-machine '\(path)#\(Suggestion.closest(to: name, in: names) ?? first.logicalID)'")
    }
    guard machines.count == 1 else {
      throw CommandError(
        "this template holds several state machines: \(names.joined(separator: ", "))", at: path,
        next: "tapedeck run --state-machine '\(path)#\(first.logicalID)'")
    }
    return first
  }

  /// Whether a string in the definition holds this text.
  func mentions(_ text: String) -> Bool { (try? JSONValue(parsing: bytes))?.mentions(text) ?? false }

  /// `file:line:column` of a place in the definition; inside a template the template's.
  func place(_ position: TextPosition) -> String {
    "\(file):\(mapped?.position(of: position) ?? position)"
  }

  /// Reads and checks the definition. Warnings go to `warn`; an error is thrown with all of them.
  func machine(tasks: any TaskHandlers, warn: (String) -> Void) throws(CommandError) -> StateMachine {
    let document: JSONDocument
    do throws(JSONSyntaxError) {
      document = try JSONDocument(parsing: bytes)
    } catch {
      throw CommandError(
        "not JSON: \(error.reason)", at: place(error.position), next: "correct the definition, then run again")
    }
    let result = StateMachine.parse(document, tasks: tasks)
    if let machine = result.machine {
      for problem in result.problems { warn(line(problem)) }
      return machine
    }
    let errors = result.problems.filter { $0.severity == .error }
    let first = errors.first
    throw CommandError(
      ([first.map(message) ?? "the definition can't be used"] + errors.dropFirst().map(line)).joined(separator: "\n"),
      at: first.map { place($0.position) }, next: "correct the definition, then run again")
  }

  private func message(_ problem: DefinitionProblem) -> String {
    let hint = problem.suggestion.map { "; did you mean '\($0)'?" } ?? ""
    return "\(problem.code.rawValue): \(problem.message) at \(problem.location ?? problem.pointer.description)\(hint)"
  }

  private func line(_ problem: DefinitionProblem) -> String {
    "  \(place(problem.position)): \(problem.severity.rawValue.lowercased()): \(message(problem))"
  }
}
