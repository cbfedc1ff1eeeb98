import CloudFormation
import HTTPModel
import JSONModel
import WorkflowEngine
import YAMLReading

/// A state machine's definition and where it came from: a bundle, a file (`.asl.json`, `.asl.yaml`), or a CloudFormation
/// template. Files are JSON or YAML.
struct DefinitionSource: Sendable {
  /// Its positions are those of the file, also where that is a template.
  private let document: JSONDocument
  /// Nil where there is none.
  let template: ResolvedTemplate?

  private static let help = "tapedeck run --help"
  private static let correct = "correct the definition, then run again"
  private static let replace = "to run the rest, put Pass states in the place of these in a copy, then run the copy"

  /// Of a bundle.
  init(file: String, bytes: [UInt8]) throws(CommandError) {
    let source = SourceText(file, quoting: bytes)
    try self.init(nil) { () throws(JSONSyntaxError) in try JSONDocument(parsing: bytes, from: source) }
  }

  private init(
    _ template: ResolvedTemplate?, _ parse: () throws(JSONSyntaxError) -> JSONDocument
  ) throws(CommandError) {
    do throws(JSONSyntaxError) { self.init(try parse(), template) } catch {
      throw CommandError(notJSON: error, next: DefinitionSource.correct)
    }
  }

  private init(_ document: JSONDocument, _ template: ResolvedTemplate?) {
    (self.document, self.template) = (document, template)
  }

  /// Reads a definition or a template. `path` may end in `#LogicalId`, which picks one of several state machines;
  /// `parameters` are values of a template's own parameters; `again` is what to run again, without the definition.
  init(path: String, parameters: [String: String] = [:], again: String = "run purchase") throws(CommandError) {
    let parts = path.split(separator: "#", maxSplits: 1).map(String.init)
    let input = try InputFile(parts.first ?? path, for: "--state-machine", next: DefinitionSource.help)
    // A template may hold a connection's keys. What can't be read can't be told from one but by its name.
    let isDefinition = DefinitionSource.isNamedDefinition(input.path)
    let document = try input.document(.cloudFormation, isQuotable: isDefinition, next: DefinitionSource.help)
    guard Template.isTemplate(document) else {
      if let name = parameters.keys.min() {
        throw CommandError(
          "--parameter \(name): this is a definition, and only a template has parameters", at: input.path,
          next: DefinitionSource.help)
      }
      self.init(try input.document(YAMLOptions(), isQuotable: true, next: DefinitionSource.correct), nil)
      return
    }
    let template = Template(try input.document(.cloudFormation, next: DefinitionSource.help))
    try DefinitionSource.check(parameters, of: template, path: input.path)
    var environment = StackEnvironment()
    environment.parameters = parameters
    var files: [String: JSONDocument] = [:]
    for name in Set(template.definitionFiles) where DefinitionSource.isBelow(name) {
      let file = try InputFile(
        DefinitionSource.path(of: name, besides: input.path), for: "--state-machine", next: DefinitionSource.help)
      files[name] = try file.document(
        YAMLOptions(), isQuotable: DefinitionSource.isNamedDefinition(name), next: DefinitionSource.correct)
    }
    let resolution = template.resolve(in: environment, files: files)
    if let problem = resolution.problems.first {
      let rest = resolution.problems.count > 1 ? " (and \(resolution.problems.count - 1) more)" : ""
      let pointer = problem.place.pointer.map { " at \($0)" } ?? ""
      throw CommandError(
        "this template can't be resolved: \(problem.text)\(pointer)\(rest)", at: problem.place,
        next: DefinitionSource.next(after: problem, path, again))
    }
    let machine = try DefinitionSource.pick(
      parts.count > 1 ? parts[1] : nil, from: resolution.stateMachines, path: input.path, again)
    try self.init(resolution) { () throws(JSONSyntaxError) in try JSONDocument(parsing: machine.definition) }
  }

  private static func check(
    _ parameters: [String: String], of template: Template, path: String
  ) throws(CommandError) {
    let names = template.parameterNames
    guard let unknown = parameters.keys.sorted().first(where: { !names.contains($0) }) else { return }
    let near = Suggestion.hint(Suggestion.closest(to: unknown, in: names))
    throw CommandError(
      "--parameter \(unknown): this template has no such parameter\(near)", at: path,
      next: names.isEmpty ? help : "give one of \(names.joined(separator: ", "))")
  }

  private static func next(after problem: TemplateProblem, _ path: String, _ again: String) -> String {
    switch problem.reason {
    case .noValue(let name), .value(let name, _), .parameterType(let name, _):
      "tapedeck \(again) --state-machine \(ShellText.quoted(path)) --parameter \(name)=VALUE"
    case .definitionFile(let file):
      "give that file itself: tapedeck \(again) --state-machine "
        + ShellText.quoted(DefinitionSource.path(of: file, besides: path))
    default: "give the resolved definition itself: tapedeck \(again) --state-machine FILE.asl.json"
    }
  }

  private static func isNamedDefinition(_ path: String) -> Bool {
    [".asl.json", ".asl.yaml", ".asl.yml"].contains(where: path.hasSuffix)
  }

  /// Whether a template may have this file read: a definition in its own folder or below it.
  private static func isBelow(_ file: String) -> Bool {
    let parts = file.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return [".json", ".yaml", ".yml"].contains(where: file.hasSuffix) && !parts[0].isEmpty
      && !parts.contains { $0.elementsEqual("..".utf8) }
  }

  /// A path that a template names begins where the template is.
  private static func path(of file: String, besides template: String) -> String {
    guard let end = template.utf8.lastIndex(of: UInt8(ascii: "/")), file.utf8.first != UInt8(ascii: "/") else {
      return file
    }
    return String(template[...end]) + file
  }

  private static func pick(
    _ name: String?, from machines: [ResolvedTemplate.StateMachine], path: String, _ again: String
  ) throws(CommandError) -> ResolvedTemplate.StateMachine {
    let names = machines.map(\.logicalID)
    guard let first = machines.first else {
      throw CommandError("this template has no AWS::StepFunctions::StateMachine", at: path, next: help)
    }
    if let name {
      if let machine = machines.first(where: { $0.logicalID == name }) { return machine }
      throw CommandError(
        "this template has no state machine \(name)", at: path,
        next: "tapedeck \(again) --state-machine "
          + ShellText.quoted("\(path)#\(Suggestion.closest(to: name, in: names) ?? first.logicalID)"))
    }
    guard machines.count == 1 else {
      throw CommandError(
        "this template has more than one state machine: \(names.joined(separator: ", "))", at: path,
        next: "tapedeck \(again) --state-machine " + ShellText.quoted("\(path)#\(first.logicalID)"))
    }
    return first
  }

  /// As it is named in messages.
  var file: String { document.source?.file ?? "" }

  /// Whether a string in the definition holds this text.
  func mentions(_ text: String) -> Bool { document.root.value.mentions(text) }

  /// Checks the definition. Warnings go to `warn`; an error is thrown with all of them.
  func machine(tasks: any TaskHandlers, warn: (String) -> Void) throws(CommandError) -> StateMachine {
    let result = StateMachine.parse(document, tasks: tasks)
    if let machine = result.machine {
      for problem in result.problems { warn("  \(DefinitionSource.report(problem, showsSeverity: true).line)") }
      return machine
    }
    let errors = result.problems.filter { $0.severity == .error }
    var report = errors.first.map { DefinitionSource.report($0) } ?? PlaceReport("the definition can't be used")
    report.others = errors.dropFirst().map { DefinitionSource.report($0, showsSeverity: true) }
    // Where AWS would take the definition as it is, there is nothing to correct in it.
    let isRight = errors.allSatisfy { $0.code == .notSupportedYet }
    report.next = isRight ? DefinitionSource.replace : DefinitionSource.correct
    throw CommandError(report)
  }

  private static func report(_ problem: DefinitionProblem, showsSeverity: Bool = false) -> PlaceReport {
    let severity = showsSeverity ? "\(problem.severity.rawValue.lowercased()): " : ""
    let location = problem.location ?? problem.place.pointer?.description ?? ""
    return PlaceReport(
      "\(severity)\(problem.code.rawValue): \(problem.message) at \(location)\(problem.hint)", at: problem.place)
  }
}
