/// The manual page tapedeck(1), in the macros of man(7), from the declarations of the commands.
struct ManualPage {
  let version: String
  /// The day that it is of, as 2026-11-29.
  let day: String
  /// What the program does, without a line break at the end.
  let about: String
  let commands: [CommandDeclaration]

  var text: String {
    let head = [
      #".\" Made by `tapedeck man`."#, #".TH TAPEDECK 1 "\#(day)" "tapedeck \#(version)" "User Commands""#,
      // Nothing in it reads better when it is broken at a hyphen.
      ".nh", ".ad l",
    ]
    let lines =
      head + [".SH NAME", #"tapedeck \- record other people's HTTP APIs, replay and verify the recordings"#]
      + [".SH SYNOPSIS", #"\fBtapedeck\fR \fICOMMAND\fR [\fIarguments\fR]"#, ".br"]
      + [#"\fBtapedeck\fR \fICOMMAND\fR \fB\-\-help\fR"#, ".br", #"\fBtapedeck \-\-version\fR"#]
      + [".SH DESCRIPTION"] + Roff.paragraphs(about) + [".PP"] + Roff.paragraphs(ManualPage.folders)
      + [".SH COMMANDS"] + commands.flatMap(lines) + ManualPage.end
    return lines.joined(separator: "\n")
  }

  private func lines(_ command: CommandDeclaration) -> [String] {
    let usage = [
      command.operands, command.options.isEmpty ? "" : "[options]", command.takesCommand ? "[-- COMMAND...]" : "",
    ]
    let title = (["tapedeck", command.name] + usage.filter { !$0.isEmpty }).joined(separator: " ")
    let summary = command.summary.prefix(1).uppercased() + command.summary.dropFirst() + "."
    var lines = [".SS \"\(Roff.text(title))\""] + Roff.flow(summary) + [".PP"] + Roff.paragraphs(command.details)
    for option in command.options {
      lines += [".TP", label(option)] + Roff.flow(option.help.replacing("\n", with: " "))
    }
    return lines + [".PP", "Example:"] + Roff.verbatim([command.example])
  }

  private func label(_ option: OptionDeclaration) -> String {
    let short = option.short.map { #"\fB\-\#($0)\fR, "# } ?? ""
    let value = option.choices.isEmpty ? option.value : option.choices.joined(separator: "|")
    return short + #"\fB\-\-\#(Roff.text(option.long))\fR"# + (value.map { #" \fI\#(Roff.text($0))\fR"# } ?? "")
  }

  private static let folders = """
    Cassettes and the profiles and contracts of APIs are looked for in the folders
    Cassettes and Schemas: in the current folder or the nearest one above it that
    has one of them, then in ../share/tapedeck beside the program. Those that
    come with Tapedeck are inside it.
    """

  private static let end: [String] = {
    let codes = [
      ("0", "What was asked about holds."), ("1", "Findings, misses, or a failed execution."),
      ("2", "Wrong use, or input that cannot be read."), ("70", "A fault of Tapedeck's own."),
      ("126", "The command behind -- cannot be run."), ("127", "The command behind -- is not there."),
    ]
    let variables = [
      ("XDG_STATE_HOME", "Where the certificate authority and the keys of pseudonyms are kept, in a folder tapedeck."),
      ("NO_COLOR", "Print nothing in colour where it is set and not empty."),
    ]
    let files = [
      ("Cassettes/NAME", "A cassette: cassette.json and a file for each interaction."),
      ("Schemas/NAME/profile.json", "What is secret, personal and volatile in an API; tapedeck init explains it."),
      ("Schemas/NAME/openapi.yaml", "The contract of an API."),
      ("~/.local/state/tapedeck", "What is kept for a user, where XDG_STATE_HOME is not set."),
    ]
    func list(_ rows: [(String, String)]) -> [String] {
      rows.flatMap { [".TP", ".B \(Roff.text($0.0))"] + Roff.flow($0.1) }
    }
    return [".SH EXIT STATUS"] + list(codes) + [".SH ENVIRONMENT"] + list(variables) + [".SH FILES"] + list(files)
  }()
}
