import Findings

extension FindingsReport {
  /// A test case for each item, which fails where it has errors or warnings. A case has one failure, in which all its
  /// findings are: of several, many readers show only the first. The same report always gives the same bytes: no times.
  var junit: String {
    var groups: [String] = [], members: [String: [Int]] = [:]
    for (index, item) in items.enumerated() {
      if members[item.group] == nil { groups.append(item.group) }
      members[item.group, default: []].append(index)
    }
    let byItem = resultsByItem
    var suites = groups.map { group in
      suite(group.isEmpty ? title : group, (members[group] ?? []).map { testCase(items[$0], byItem[$0], in: group) })
    }
    if !unused.isEmpty { suites.append(suite("baseline", unused.map(testCase))) }
    let tests = suites.reduce(0) { $0 + $1.tests }, failures = suites.reduce(0) { $0 + $1.failures }
    let head =
      "<testsuites name=\"\(MarkupText.escaped(title))\" tests=\"\(tests)\" failures=\"\(failures)\" errors=\"0\">"
    return (["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", head] + suites.map(\.text) + ["</testsuites>"])
      .joined(separator: "\n")
  }

  private struct Case {
    let text: String
    var fails = false, isSkipped = false
  }

  /// For each of the items.
  private var resultsByItem: [[Result]] {
    var rest = results[...]
    return items.map { item in
      defer { rest = rest.dropFirst(item.findings.count) }
      return Array(rest.prefix(item.findings.count))
    }
  }

  private func suite(_ name: String, _ cases: [Case]) -> (text: String, tests: Int, failures: Int) {
    let failures = cases.count(where: \.fails)
    let head =
      "  <testsuite name=\"\(MarkupText.escaped(name))\" tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\" "
      + "skipped=\"\(cases.count(where: \.isSkipped))\">"
    return (([head] + cases.map(\.text) + ["  </testsuite>"]).joined(separator: "\n"), cases.count, failures)
  }

  private func testCase(_ item: Item, _ results: [Result], in group: String) -> Case {
    let failing = results.filter { !$0.isSuppressed && $0.finding.severity > .note }
    let notes = results.filter { !$0.isSuppressed && $0.finding.severity == .note }
    let head =
      "    <testcase classname=\"\(MarkupText.escaped(group.isEmpty ? title : group))\" "
      + "name=\"\(MarkupText.escaped(item.name))\""
    var parts: [String] = []
    if let first = failing.first {
      let more = failing.count > 1 ? " (and \(failing.count - 1) more)" : ""
      parts.append(
        "      <failure type=\"\(MarkupText.escaped(first.finding.rule.id))\" "
          + "message=\"\(MarkupText.escaped(first.finding.message))\(more)\">"
          + FindingsReport.content(failing.map { Cause(first: $0, others: []).lines() }) + "</failure>")
    }
    let told = notes.map { Cause(first: $0, others: []).lines() } + results.compactMap(FindingsReport.suppressed)
    if !told.isEmpty { parts.append("      <system-out>\(FindingsReport.content(told))</system-out>") }
    if parts.isEmpty { return Case(text: head + "/>") }
    return Case(
      text: ([head + ">"] + parts + ["    </testcase>"]).joined(separator: "\n"), fails: !failing.isEmpty)
  }

  private func testCase(_ suppression: FindingBaseline.Suppression) -> Case {
    let name = "\(suppression.fingerprint) \(suppression.subject)"
    return Case(
      text: "    <testcase classname=\"baseline\" name=\"\(MarkupText.escaped(name))\">\n"
        + "      <skipped message=\"\(MarkupText.escaped("nothing needs it; its owner is \(suppression.grounds.owner)"))\"/>\n"
        + "    </testcase>", isSkipped: true)
  }

  private static func suppressed(_ result: Result) -> [String]? {
    guard result.isSuppressed, let suppression = result.suppression else { return nil }
    return ["suppressed: \(result.finding.rule.id): \(result.finding.message)"] + [
      "  owner: \(suppression.grounds.owner)", "  reason: \(suppression.grounds.reason)",
    ]
  }

  private static func content(_ blocks: [[String]]) -> String {
    MarkupText.escapedSafe(blocks.map(safe).joined(separator: "\n\n"))
  }
}
