import ContractDrafting
import ContractTesting
import Files
import JSONModel
import RecordReplay

/// `tapedeck infer`: a contract from what was recorded.
enum InferCommand {
  static let declaration = CommandDeclaration(
    name: "infer", summary: "draft an OpenAPI document from cassettes, or extend one", operands: "CASSETTE...",
    operandCount: 1...1000,
    options: [
      OptionDeclaration("api", value: "API", help: "which API, where the cassettes hold several"),
      OptionDeclaration(
        "into", value: "FILE", help: "extend this document, or create it; without it the draft is printed"),
      OptionDeclaration("check", help: "with --into: change nothing, only say what would be changed"),
    ],
    details: """
      Drafts an OpenAPI 3.1 document from recorded interactions: paths with their
      parameters, requests and answers by status and media type, webhooks by event
      type. Comments give the evidence: "41 of 41" is in how many objects a member
      was. Only what was always there is required. Of values nothing is written but
      short words as programs use them, as an enum or in a comment.

      --into FILE adds to a document what it does not describe, and allows what it
      forbids though it was recorded. Everything else in it, comments and
      order too, stays as it is. Each change is said on standard error; a second run
      changes nothing. Ends with 1 where a change cannot be made (the file then stays
      as it is), and with --check where there would be one.
      """,
    example: "tapedeck infer purchase --api paddle --into Schemas/paddle/openapi.yaml")

  @Sendable static func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
    let path = arguments.value("into")
    if path == nil, arguments.has("check") {
      throw UsageError(message: "infer: --check needs --into FILE", next: "tapedeck infer --help")
    }
    let inputs = try InferInputs(arguments)
    let existing = try path.flatMap { try source(at: $0) }
    let own = inputs.api.profile?.undocumentedHeaders ?? []
    let draft = ContractDraft(
      inputs.exchanges, title: inputs.api.name, extending: existing, templates: inputs.templates,
      passingOver: (Verification.requestHeaders + own, Verification.responseHeaders + own))
    for note in inputs.notes + draft.notes { console.note(line: "note: \(note)") }
    guard let path else {
      console.print(bytes: Array(draft.text.utf8))
      return .success
    }
    guard let existing else {
      if !arguments.has("check") { try write(Array(draft.text.utf8), to: path) }
      console.note(line: "\(path): \(arguments.has("check") ? "would be created" : "created")")
      return arguments.has("check") ? .findings : .success
    }
    let merge = ContractMerge(draft, into: existing)
    for note in merge.notes { console.note(line: "\(note.line) (note)") }
    for problem in merge.problems { console.note(line: problem.line) }
    guard merge.problems.isEmpty else {
      console.note("nothing was changed")
      return .findings
    }
    for change in merge.changes { console.note(line: change.line) }
    if merge.changes.isEmpty {
      console.note(line: "\(path): nothing to change")
      return .success
    }
    if arguments.has("check") { return .findings }
    try write(merge.bytes, to: path)
    return .success
  }

  /// Nil where there is no such file yet.
  private static func source(at path: String) throws -> ExistingContract? {
    guard FolderEntry.kind(of: path) != .other else { return nil }
    let next = "tapedeck infer --help"
    let file = try InputFile(path, for: "--into", next: next)
    do throws(ExistingContract.SyntaxError) {
      return try ExistingContract(parsing: file.bytes, file: file.path)
    } catch {
      throw CommandError("--into: \(error.reason)", at: error.place, next: next)
    }
  }

  private static func write(_ bytes: [UInt8], to path: String) throws(CommandError) {
    do throws(FileError) {
      try OutputFile.write(bytes, to: path)
    } catch {
      throw CommandError("--into: \(error.kind.reason)", at: error.path, next: "tapedeck infer --help")
    }
  }
}
