import AWSTasks
import Clocks
import Files
import HTTPModel
import JSONModel
import PurchaseWorkflow
import RecordReplay
import Reporting
import WorkflowEngine

/// `tapedeck run`: a workflow against a cassette.
enum RunCommand {
  static let declaration = CommandDeclaration(
    name: "run", summary: "run a workflow offline, against a cassette", operands: "[WORKFLOW]", operandCount: 0...1,
    options: [
      OptionDeclaration("cassette", short: "c", value: "C", help: "a cassette's name under Cassettes, or a path"),
      OptionDeclaration("event", value: "FILE", help: "the execution's input, JSON; - reads standard input"),
      OptionDeclaration("name", value: "NAME", help: "the execution's name; by default made from the seed"),
      OptionDeclaration(
        "state-machine", value: "FILE",
        help:
          "a definition or a CloudFormation template, in JSON or\nYAML; FILE#ID picks one of a template's state machines"
      ),
      OptionDeclaration(
        "parameter", value: "NAME=VALUE", repeats: true, help: "the value of a parameter of the template"),
      OptionDeclaration("connections", value: "FILE", help: "{ARN: Properties of AWS::Events::Connection}"),
      OptionDeclaration("secrets", value: "FILE", help: "{name: string or object}, for Secrets Manager's names"),
      OptionDeclaration("seed", value: "N", help: "decides jitter, random numbers and names; 1 by default"),
      OptionDeclaration("reads", help: "list what was read from each response, and by which state"),
      OptionDeclaration("outbox", value: "DIR", help: "write each mail as a file that mail programs open"),
      OptionDeclaration(
        "unused", value: "WHAT", choices: ["report", "fail"],
        help: "interactions that were not asked for: name them, or end\nwith 1 as well"),
    ] + RunVerification.declarations + [
      OptionDeclaration("wire", help: "send the tasks through libcurl to a server on loopback"),
      OptionDeclaration(
        "format", value: "FORMAT", choices: ["text", "json"], help: "json prints the history as AWS returns it"),
    ],
    details: """
      Runs a workflow's state machine offline: every request is answered from the
      cassette, the clock is virtual, and the same inputs give the same history.
      WORKFLOW is a bundle with a definition, connections, an event and a cassette
      (\(Workflow.all.map(\.name).joined(separator: ", "))); each option replaces one of them.
      Exit: 0 it succeeded; 1 it failed, or a request was never recorded; 2 wrong use.
      """,
    example: "tapedeck run purchase --cassette purchase-2025 --format json", later: ["live"])

  @Sendable static func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
    let clock = ContinuousClock(), start = clock.now
    let inputs = try RunInputs(arguments)
    let asJSON = arguments.value("format") == "json"
    for note in inputs.notes { console.note(line: note) }
    let replayer = Replayer(cassette: inputs.loaded.cassette, apis: inputs.loaded.apis)
    let verification = try RunVerification(arguments, inputs.loaded.apis, in: .standard())
    for line in verification?.lines(forEvent: inputs.event) ?? [] { console.note(line: line) }
    if verification?.hasFailed ?? false {
      throw CommandError(
        PlaceReport(
          "the event breaks its contract; the execution was not started",
          next: "correct the event, or run without --verify fail"), code: .findings)
    }
    let (execution, mails, placeholders, refused) = try await inputs.transport.answering(
      replayer, apis: inputs.loaded.apis
    ) {
      responder in
      let awsTasks = inputs.tasks(via: verification?.responder(answering: responder) ?? responder)
      let tasks = Outbox(awsTasks)
      let machine = try inputs.definition.machine(tasks: tasks, warn: { console.note($0) })
      let lines = StepText(states: machine.stateNames)
      var configuration = inputs.configuration
      configuration.notesReads = arguments.has("reads")
      if !asJSON {
        console.print(laidOut: console.layout.fitted(TerminalText.safe(inputs.title)) + "\n")
        configuration.onStep = { step in
          console.print(laidOut: lines.line(step, in: console.layout))
          for line in verification?.lines(for: step) ?? [] { console.print(line: line) }
        }
      }
      let time = VirtualClock(at: inputs.startTime)
      let execution = await Runner(machine, tasks: tasks, clock: time, configuration: configuration)
        .run(input: inputs.event)
      return (execution, tasks.mails, awsTasks.placeholderTokens, awsTasks.refusedConnections)
    }
    for arn in placeholders {
      console.note(line: "note: the cassette has no token request for \(arn); a placeholder was sent as the token")
    }
    for (arn, reason) in refused {
      console.note(line: "note: the connection \(arn) is no longer authorized: \(reason)")
    }
    let showsReads = arguments.has("reads")
    if asJSON {
      HistoryText.write(execution, reads: showsReads ? ReadsText.json(execution.reads) : nil) {
        console.print(part: $0)
      }
    } else {
      for mail in mails.compactMap(MailText.text) { console.print("\n" + mail) }
      console.print(laidOut: "\n" + ExecutionText.text(execution, in: console.layout))
      if showsReads { console.print(laidOut: "\n" + ReadsText.text(execution.reads, in: console.layout)) }
    }
    if let folder = arguments.value("outbox") {
      try RunCommand.write(mails, to: folder, at: inputs.startTime, console)
    }
    if execution.miss != nil { console.note("  next: tapedeck show \(ShellText.quoted(inputs.loaded.cassette.path))") }
    let unused = arguments.has("unused") ? replayer.unused : []
    if !unused.isEmpty { console.note(line: "unused: \(unused.joined(separator: ", "))") }
    let summary = RunSummary(
      requests: replayer.requestCount, misses: replayer.missCount, cassette: inputs.loaded.cassette.path,
      isWire: arguments.has("wire"), elapsed: clock.now - start)
    console.note(line: summary.text)
    if let verification { console.note(line: verification.summary) }
    let isBroken = verification?.hasFailed ?? false
    let held = !isBroken && execution.status == .succeeded && (arguments.value("unused") != "fail" || unused.isEmpty)
    return held ? .success : .findings
  }

  /// `001.eml` and so on, in the order in which they were sent.
  private static func write(
    _ mails: [JSONValue], to folder: String, at time: Instant, _ console: Console
  ) throws(CommandError) {
    let files = mails.compactMap { MailFile.bytes($0, date: time.mailDate) }
    for (number, bytes) in files.enumerated() {
      let name = String(repeating: "0", count: max(0, 3 - "\(number + 1)".count)) + "\(number + 1).eml"
      do throws(FileError) {
        try Folder(folder).write(bytes, to: name)
      } catch {
        throw CommandError("--outbox: \(error.kind.reason)", at: error.path, next: "ls -ld \(ShellText.quoted(folder))")
      }
    }
    console.note(line: "\(files.count) mail\(files.count == 1 ? "" : "s") in \(folder)")
    // Nothing of a user's is removed.
    let earlier = ((try? Folder(folder).names()) ?? []).filter { name in
      name.hasSuffix(".eml") && Int(name.dropLast(4)).map { $0 > files.count } ?? false
    }.sorted()
    if earlier.isEmpty { return }
    let more = earlier.count > 5 ? " and \(earlier.count - 5) more" : ""
    console.note(
      line: "note: of an earlier run there is still \(earlier.prefix(5).joined(separator: ", "))\(more)")
  }
}
