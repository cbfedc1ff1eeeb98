import AWSTasks
import Clocks
import CloudFormation
import Files
import HTTPModel
import JSONModel
import PurchaseWorkflow
import RecordReplay
import WorkflowEngine

/// What `run` was asked to run: a bundle with what the options replace of it.
struct RunInputs: Sendable {
  let workflow: Workflow
  let definition: DefinitionSource
  let event: JSONValue
  let connections: ConnectionTable
  let loaded: LoadedCassette
  /// When the execution begins.
  let startTime: Instant
  let configuration: Runner.Configuration
  let transport: Transport

  private static let next = "tapedeck run --help"
  /// Whether nobody said which workflow, so that it is the first.
  private let isDefault: Bool

  init(_ arguments: Arguments) throws {
    workflow = try RunInputs.workflow(arguments.operands.first)
    isDefault = arguments.operands.isEmpty && !arguments.has("state-machine")
    if arguments.operands.isEmpty, let file = arguments.value("state-machine") {
      try RunInputs.checkComplete(arguments, file)
    }
    let parameters = try RunInputs.parameters(arguments)
    definition =
      try arguments.value("state-machine").map { path in
        try DefinitionSource(path: path, parameters: parameters, again: RunInputs.words(arguments))
      }
      ?? (try DefinitionSource(file: workflow.definitionFile, bytes: workflow.definition))
    event = try RunInputs.document(arguments.value("event"), "--event", else: workflow.event).root.value
    let (definition, event) = (definition, event)
    connections = try RunInputs.connections(
      arguments, bundled: workflow.connections, template: definition.template,
      isUsed: { definition.mentions($0) || event.mentions($0) })
    loaded = try LoadedCassette(arguments.value("cassette") ?? workflow.cassette)
    transport = arguments.has("wire") ? .wire : .inProcess
    startTime = loaded.cassette.startedAt ?? VirtualClock.defaultStart
    var configuration = Runner.Configuration()
    configuration.stateMachineName = workflow.name
    configuration.name = try arguments.value("name").map(RunInputs.checkedName) ?? workflow.executionName
    configuration.seed = try arguments.value("seed").map(RunInputs.seed) ?? 1
    self.configuration = configuration
  }

  /// `purchase: purchase.asl.json against Cassettes/purchase (4 interactions)`.
  var title: String { "\(workflow.name): \(definition.file) against \(loaded.title)" }

  var notes: [String] {
    let others = Workflow.all.dropFirst().map(\.name).joined(separator: ", ")
    let taken = isDefault ? ["note: no workflow was named: this is \(workflow.name); there is also \(others)"] : []
    let unknown = connections.unresolvedSecrets
    if unknown.isEmpty { return taken + loaded.notes() }
    let names =
      unknown.count == 1 ? unknown[0] : "\(unknown.dropLast().joined(separator: ", ")) and \(unknown.last ?? "")"
    return taken + loaded.notes() + [
      "note: \(names) \(unknown.count == 1 ? "has" : "have") no value here; offline none is needed"
    ]
  }

  /// A state machine of one's own has nothing to do with a bundle's event and cassette, unless the bundle is named.
  private static func checkComplete(_ arguments: Arguments, _ file: String) throws(UsageError) {
    let options = [("event", "FILE"), ("cassette", "C")]
    let missing = options.filter { !arguments.has($0.0) }.map { "--\($0.0) \($0.1)" }
    if missing.isEmpty { return }
    let verb = missing.count == 1 ? "is" : "are"
    throw UsageError(
      message: "run: \(missing.joined(separator: " and ")) \(verb) missing: what \(file) gets as its input, and what "
        + "answers it",
      next: "tapedeck \(words(arguments)) --state-machine \(ShellText.quoted(file)) \(missing.joined(separator: " "))  "
        + "# or with those of the purchase: tapedeck run purchase --state-machine \(ShellText.quoted(file))")
  }

  /// What of a command line decides on the workflow, beside its state machine: for commands to run next.
  private static func words(_ arguments: Arguments) -> String {
    let options = ["event", "cassette"].compactMap { name in
      arguments.value(name).map { " --\(name) \(ShellText.quoted($0))" }
    }
    return "run" + arguments.operands.map { " \($0)" }.joined() + options.joined()
  }

  func tasks(via responder: any Responder) -> AWSTaskHandlers {
    AWSTaskHandlers(via: responder, connections: connections)
  }

  private static func workflow(_ name: String?) throws(UsageError) -> Workflow {
    guard let name else { return .purchase }
    if let workflow = Workflow.all.first(where: { $0.name == name }) { return workflow }
    let names = Workflow.all.map(\.name)
    let near = Suggestion.hint(Suggestion.closest(to: name, in: names).map { "'\($0)'" })
    throw UsageError(
      message:
        "run: unknown workflow '\(name)'\(near.isEmpty ? "." : near) There are: \(names.joined(separator: ", "))",
      next: next)
  }

  /// Of a name given twice the last value counts.
  private static func parameters(_ arguments: Arguments) throws(UsageError) -> [String: String] {
    var result: [String: String] = [:]
    for text in arguments.values("parameter") {
      guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")), equals > text.startIndex else {
        throw UsageError(message: "run: --parameter '\(text)' is not NAME=VALUE", next: next)
      }
      result[String(text[..<equals])] = String(text[text.utf8.index(after: equals)...])
    }
    guard result.isEmpty || arguments.has("state-machine") else {
      throw UsageError(message: "run: --parameter is for a template; name it with --state-machine", next: next)
    }
    return result
  }

  private static func document(
    _ path: String?, _ option: String, else bundled: [UInt8]
  ) throws -> JSONDocument {
    guard let path else { return try JSONDocument(parsing: bundled) }
    return try InputFile(path, for: option, next: next).json(next: next)
  }

  /// A file's connections replace the template's, and those the bundle's; the secrets are put in. What is wrong with one
  /// that nobody uses does not matter.
  private static func connections(
    _ arguments: Arguments, bundled: [UInt8], template: ResolvedTemplate?, isUsed: (String) -> Bool
  ) throws -> ConnectionTable {
    let secrets = try self.secrets(arguments.value("secrets"))
    let path = arguments.value("connections")
    let file = path == nil && template != nil ? nil : try document(path, "--connections", else: bundled).root
    let table = ConnectionTable(
      properties: file?.value ?? template?.connectionProperties ?? .object(JSONObject()), secrets: secrets)
    if let problem = table.problems.first(where: { $0.arn.isEmpty || isUsed($0.arn) }) {
      let place =
        file?.nearest(to: problem.pointer).place ?? template?.connections.first { $0.arn == problem.arn }?.place
      throw CommandError("a connection can't be used: \(problem)", at: place, next: next)
    }
    return table
  }

  private static func secrets(_ path: String?) throws -> SecretStore {
    var values = JSONValue.object(JSONObject())
    if let path {
      let document = try InputFile(secrets: path, for: "--secrets", next: next).json(next: next)
      values = document.root.value
      if let problem = SecretStore.problems(in: values).first {
        let place = document.root.nearest(to: problem.pointer).place
        throw CommandError("--secrets: \(problem.text)", at: place, next: next)
      }
      for (pointer, file) in SecretStore.files(in: values) {
        guard let problem = RunInputs.problem(ofSecretAt: file) else { continue }
        let place = document.root.nearest(to: pointer).place
        throw CommandError("--secrets: \(file): \(problem.reason)", at: place, next: "ls -l \(ShellText.quoted(file))")
      }
    }
    return SecretStore(
      secrets: values, environment: { Environment.value($0) },
      file: { path in try? InputFile(secrets: path, for: "a secret", next: next).bytes })
  }

  /// Why a file cannot hold a secret; nil where it can, or is missing.
  private static func problem(ofSecretAt path: String) -> FileError.Kind? {
    do throws(FileError) {
      _ = try RegularFile(opening: path).bytes(limit: InputFile.secretLimit)
      return nil
    } catch {
      return error.kind == .missing ? nil : error.kind
    }
  }

  private static func seed(_ text: String) throws(UsageError) -> UInt64 {
    guard let seed = UInt64(text) else {
      throw UsageError(message: "run: --seed '\(text)' is not a whole number of 0 or more", next: next)
    }
    return seed
  }

  /// Step Functions takes 1 to 80 characters, without blanks, brackets, wildcards and a few others.
  private static func checkedName(_ name: String) throws(UsageError) -> String {
    let forbidden = Set("<>{}[]?*\"#%\\^|~`$&,;:/".unicodeScalars)
    let isFine = name.unicodeScalars.allSatisfy {
      !forbidden.contains($0) && $0.value > 32 && !(127...159).contains($0.value)
    }
    guard (1...80).contains(name.unicodeScalars.count), isFine else {
      throw UsageError(
        message:
          "run: --name '\(name)' is not a valid execution name: 1 to 80 characters without blanks and <>{}[]?*\"#%\\^|~`$&,;:/",
        next: next)
    }
    return name
  }
}

extension JSONValue {
  /// Whether a string in it, however deep, holds this text.
  func mentions(_ text: String) -> Bool {
    switch self {
    case .string(let string): string.text.contains(text)
    case .array(let elements): elements.contains { $0.mentions(text) }
    case .object(let object): object.contains { $0.value.mentions(text) }
    default: false
    }
  }
}
