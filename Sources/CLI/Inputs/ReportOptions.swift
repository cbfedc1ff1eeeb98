import Files
import HTTPModel
import Reporting

/// Where the reports of findings go: one is printed, any number are written to files.
struct ReportOptions {
  static let declarations = [
    OptionDeclaration(
      "format", value: "FORMAT", choices: FindingsReport.Format.allCases.map(\.rawValue),
      help: "how the report is printed (default: text)"),
    OptionDeclaration(
      "report", value: "FORMAT=FILE", repeats: true, help: "write the report to a file as well"),
  ]

  private let printed: FindingsReport.Format
  private let files: [(format: FindingsReport.Format, path: String)]

  init(_ arguments: Arguments, of command: String) throws(UsageError) {
    printed = arguments.value("format").flatMap(FindingsReport.Format.init) ?? .text
    var files: [(format: FindingsReport.Format, path: String)] = []
    for text in arguments.values("report") {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let format = FindingsReport.Format(rawValue: parts[0]) else {
        let formats = FindingsReport.Format.allCases.map(\.rawValue).joined(separator: ", ")
        throw UsageError(
          message: "\(command): --report '\(text)' is not FORMAT=FILE with one of \(formats)",
          next: "tapedeck \(command) --help")
      }
      files.append((format, parts[1]))
    }
    self.files = files
  }

  /// Writes the files first: who reads what is printed may go away.
  func give(_ report: FindingsReport, _ console: Console) throws(CommandError) {
    for (format, path) in files {
      do throws(FileError) {
        try OutputFile.write(Array((report.text(format) + "\n").utf8), to: path)
      } catch {
        throw CommandError("--report: \(error.kind.reason)", at: path, next: "ls -ld \(ShellText.quoted(path))")
      }
    }
    let text = report.text(printed)
    // Annotations are commands to a CI run, and the rest but text is read by programs.
    if printed == .text { console.print(text) } else { console.print(data: text) }
  }
}
