import Findings
import JSONModel

extension FindingsReport {
  /// A page of its own: it asks nobody for anything, has no script, and follows the reader's light or dark.
  var html: String { FindingsPage(self).text }
}

/// The HTML of a report.
struct FindingsPage {
  /// The most causes, and other rows of a table, that a page has.
  private static let mostCauses = 1000, mostRows = 2000

  let report: FindingsReport

  init(_ report: FindingsReport) { self.report = report }

  var text: String {
    ([head, filters, "<div class=\"page\">", header] + [filterBar, main, footer, "</div>", "</body>", "</html>"])
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var head: String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <title>\(escaped(report.title)): \(escaped(report.verdict))</title>
    <style>
    \(FindingsPage.style)
    </style>
    </head>
    <body>
    """
  }

  /// Which severities there are causes of.
  private var severities: [Severity] {
    Severity.allCases.reversed().filter { severity in report.causes.contains { $0.severity == severity } }
  }

  private var hasFilters: Bool { severities.count > 1 }

  /// Buttons that choose what is shown: the style sheet does the rest.
  private var filters: String {
    guard hasFilters else { return "" }
    return (["all"] + severities.map(\.rawValue)).map { name in
      let checked = name == "all" ? " checked" : ""
      return "<input class=\"choice\" type=\"radio\" name=\"show\" id=\"show-\(name)\"\(checked)>"
    }.joined(separator: "\n")
  }

  private var filterBar: String {
    guard hasFilters else { return "" }
    let all = "<label for=\"show-all\">All <b>\(report.causes.count)</b></label>"
    let labels = severities.map { severity in
      let count = report.causes.count { $0.severity == severity }
      return "<label for=\"show-\(severity.rawValue)\">\(FindingsPage.heading(severity)) <b>\(count)</b></label>"
    }
    return "<nav class=\"filter\" aria-label=\"Which causes are shown\">\(([all] + labels).joined())</nav>"
  }

  private var header: String {
    let counts =
      Severity.allCases.reversed().map { (FindingsPage.heading($0), report.count($0), $0.rawValue) } + [
        ("Suppressed", report.suppressed.count, "plain"),
        ("\(report.unit.capitalizedFirst)s", report.items.count, "plain"),
        ("Payloads", report.payloads, "plain"),
      ]
    let cards = counts.map { name, count, kind in
      "<div class=\"count \(kind)\(count == 0 ? " zero" : "")\"><dt>\(escaped(name))</dt><dd>\(count)</dd></div>"
    }
    let state = report.fails() || report.items.isEmpty ? "fails" : "holds"
    let causes = report.causes.isEmpty ? "" : " from \(FindingsReport.count(report.causes.count, "cause"))"
    let verdict = (report.verdict + causes).capitalizedFirst
    return """
      <header class="top \(state)">
      <p class="brand">Tapedeck <span>\(escaped(report.version))</span></p>
      <h1>\(escaped(report.title))</h1>
      <p class="verdict">\(escaped(verdict))</p>
      <p class="extent">\(escaped(report.extent()))</p>
      <dl class="counts">\(cards.joined())</dl>
      </header>
      """
  }

  private var main: String {
    let told = report.causes.prefix(FindingsPage.mostCauses)
    var parts = told.map(cause)
    if report.causes.isEmpty, !report.items.isEmpty {
      parts.append("<p class=\"none\">Everything that was checked holds.</p>")
    }
    if report.causes.count > told.count {
      let rest = FindingsReport.count(report.causes.count - told.count, "more cause")
      parts.append("<p class=\"none\">And \(rest): the JSON report has all.</p>")
    }
    parts += [suppressed, unused, checked]
    return "<main>\n\(parts.filter { !$0.isEmpty }.joined(separator: "\n"))\n</main>"
  }

  private var footer: String {
    guard let next = report.next else { return "" }
    return "<footer>What a rule means and what to do: <code>\(escaped(next))</code></footer>"
  }

  private var suppressed: String {
    let rows = report.suppressed.prefix(FindingsPage.mostRows).compactMap { result in
      result.suppression.map { suppression in
        let finding = "\(code(result.finding.rule.id)) \(escaped(result.finding.message))"
        return [
          finding + "<br>" + code(FindingsReport.Result.text(result.place)), escaped(suppression.grounds.owner),
          escaped(suppression.grounds.reason), suppression.grounds.expires.map { "\($0)" } ?? "no end",
        ]
      }
    }
    return table("Suppressed", report.suppressed.count, ["Finding", "Owner", "Reason", "Until"], rows)
  }

  private var unused: String {
    let rows = report.unused.prefix(FindingsPage.mostRows).map { suppression in
      [
        code(suppression.fingerprint) + "<br>" + escaped(suppression.subject), escaped(suppression.grounds.owner),
        escaped(suppression.grounds.reason),
      ]
    }
    return table(
      "Suppressions that nothing needs any more", report.unused.count, ["Suppression", "Owner", "Reason"], rows)
  }

  private var checked: String {
    let rows = report.items.prefix(FindingsPage.mostRows).map { item in
      [code(item.label), "\(item.payloads)", item.findings.isEmpty ? "" : "\(item.findings.count)"]
    }
    return table("Checked", report.items.count, ["Name", "Payloads", "Findings"], rows)
  }

  /// Folded; empty where there are no rows.
  private func table(_ title: String, _ count: Int, _ names: [String], _ rows: [[String]]) -> String {
    if rows.isEmpty { return "" }
    let head = names.map { "<th scope=\"col\">\($0)</th>" }.joined()
    let body = rows.map { row in
      // On a narrow screen a row is a block, and each cell says what it is.
      "<tr>" + zip(names, row).map { "<td data-name=\"\($0)\">\($1)</td>" }.joined() + "</tr>"
    }
    let rest = count > rows.count ? "<p class=\"none\">And \(count - rows.count) more.</p>" : ""
    return """
      <details class="list"><summary>\(title) <b>\(count)</b></summary>
      <table><thead><tr>\(head)</tr></thead><tbody>
      \(body.joined(separator: "\n"))
      </tbody></table>\(rest)</details>
      """
  }

  static func heading(_ severity: Severity) -> String {
    switch severity {
    case .note: "Notes"
    case .warning: "Warnings"
    case .error: "Errors"
    }
  }

  func escaped(_ text: String) -> String { MarkupText.escaped(text) }
  func code(_ text: String) -> String { "<code>\(escaped(text))</code>" }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
