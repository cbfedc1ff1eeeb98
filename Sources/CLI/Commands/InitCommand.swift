import Files
import HTTPModel
import RecordReplay

/// `tapedeck init`: the folders of a new project, and a profile with every rule explained.
enum InitCommand {
  static let declaration = CommandDeclaration(
    name: "init", summary: "make Cassettes, Schemas and the profile of an API", operands: "[NAME[=URL]]",
    operandCount: 0...1, options: [],
    details: """
      Makes the folders Cassettes and Schemas in the current folder, and in Schemas a
      profile: what differs from request to request, what is secret, what is personal.
      Every rule is explained in it, with an example. Of an API that Tapedeck knows
      (keygen, paddle, ses) it is a copy of the profile inside the program, whose place
      it takes. Nothing that is there is changed.
      """,
    example: "tapedeck init demo=https://api.example.com")

  @Sendable static func run(_ arguments: Arguments, _ console: Console) async throws -> ExitCode {
    let text = arguments.operands.first ?? "example=https://api.example.com"
    let api = API(text), name = api?.name ?? text
    guard API.isName(name), let bytes = known(name) ?? api.map({ ProfileExample.bytes(hosts: $0.hosts) }) else {
      throw UsageError(
        message: "init: '\(text)' is not NAME=URL, like demo=https://demo.example.com", next: "tapedeck init --help")
    }
    let folder = "Schemas/\(name)", file = "\(folder)/profile.json"
    let isThere: Bool
    do throws(FileError) {
      try Folder("Cassettes").make()
      try Folder(folder).make()
      isThere = try Folder(folder).names()?.contains("profile.json") ?? false
      if !isThere { try Folder(folder).write(bytes, to: "profile.json") }
    } catch {
      throw CommandError(error.kind.reason, at: error.path, next: "ls -l .")
    }
    if isThere {
      throw CommandError("is there already; it was not changed", at: file, next: "edit \(ShellText.quoted(file))")
    }
    console.print("Cassettes/")
    console.print(file)
    if known(name) != nil {
      console.note("\(file) takes the place of the profile inside the program")
      let text = String(decoding: bytes, as: UTF8.self)
      for host in api?.hosts ?? [] where !text.utf8.contains("\"\(host)\"".utf8) {
        console.note(line: "its hosts are those that Tapedeck knows; \(host) is not one of them: add it there")
      }
    }
    console.note("edit \(ShellText.quoted(file)), then: tapedeck import FILE.har --cassette first")
    return .success
  }

  /// The profile of this API that is inside the program; nil where there is none.
  private static func known(_ name: String) -> [UInt8]? {
    try? RegularFile(opening: "\(BuiltinFiles.root)/Schemas/\(name)/profile.json").bytes(limit: 1 << 20)
  }
}
