import Findings
import HTTPModel
import JSONModel

extension FindingsReport {
  /// Workflow commands of GitHub: an annotation for each cause, at its first place. GitHub shows ten of a step and a
  /// severity, so the worst come first.
  var github: String {
    let annotations = causes.map { cause in
      var message = [cause.first.finding.message]
      if let pointer = cause.first.pointer { message.append("value: \(pointer)") }
      if let subject = cause.first.subject { message.append("in: \(subject)") }
      if let contract = cause.first.contract { message.append("contract: \(Result.text(contract))") }
      if let expiry = cause.first.expiry { message.append("expired: \(expiry)") }
      message.append("fingerprint: \(cause.first.fingerprint)")
      if !cause.others.isEmpty { message.append("and at \(FindingsReport.count(cause.others.count, "other place"))") }
      let place = cause.first.filePlace
      return FindingsReport.command(
        FindingsReport.command(for: cause.severity),
        [
          ("file", place?.file), ("line", place?.position.map { "\($0.line)" }),
          ("col", place?.utf16Column.map { "\($0)" }), ("title", "\(cause.rule.id): \(cause.rule.summary)"),
        ], message)
    }
    let notes = unused.map { suppression in
      FindingsReport.command(
        "notice", [("title", "Tapedeck: a suppression that nothing needs")],
        ["\(suppression.fingerprint) \(suppression.subject), owner \(suppression.grounds.owner)"])
    }
    return (annotations + notes + [FindingsReport.command("notice", [("title", "Tapedeck: \(title)")], [summary()])])
      .joined(separator: "\n")
  }

  private static func command(for severity: Severity) -> String {
    switch severity {
    case .note: "notice"
    case .warning: "warning"
    case .error: "error"
    }
  }

  private static func command(_ name: String, _ properties: [(String, String?)], _ lines: [String]) -> String {
    let properties = properties.compactMap { name, value in value.map { "\(name)=\(escaped(property: $0))" } }
    let message = lines.map { escaped($0) }.joined(separator: "%0A")
    return "::\(name) \(properties.joined(separator: ","))::\(message)"
  }

  /// Of what GitHub wants escaped, line ends are no longer there.
  private static func escaped(_ text: String) -> String { TerminalText.safe(text).replacingScalars("%", with: "%25") }

  private static func escaped(property text: String) -> String {
    escaped(text).replacingScalars(":", with: "%3A").replacingScalars(",", with: "%2C")
  }
}
