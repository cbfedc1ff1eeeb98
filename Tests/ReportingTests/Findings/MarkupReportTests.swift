import Findings
import JSONModel
import Reporting
import TestSupport
import Testing

/// JUnit, HTML and Markdown, as other parsers read them.
struct MarkupReportTests {
  private func python(_ script: String, _ text: String) throws -> JSONValue {
    let folder = try TemporaryFolder()
    try folder.write(Array(text.utf8), to: "report")
    let result = try Subprocess.run("python3", ["-c", script, "\(folder.path)/report"])
    try #require(result.status == 0, "\(result.error)")
    return try JSONValue(parsing: result.output)
  }

  /// Of every element: name, attributes, its own text.
  private static let xml = """
    import json, sys, xml.etree.ElementTree as tree
    root = tree.parse(sys.argv[1]).getroot()
    print(json.dumps([[e.tag, e.attrib, e.text or ""] for e in root.iter()]))
    """

  /// Of every element: name, attributes, the text it begins with. What stands in a style sheet or a script is text.
  private static let page = """
    import html.parser, json, sys
    class Reader(html.parser.HTMLParser):
        def __init__(self):
            super().__init__()
            self.found = []
        def handle_starttag(self, tag, attributes):
            self.found.append([tag, dict(attributes), ""])
            self.inside = True
        def handle_endtag(self, tag):
            self.inside = False
        def handle_data(self, data):
            if self.found and self.inside: self.found[-1][2] += data
        def handle_comment(self, data):
            self.found.append(["comment", {}, data])
    reader = Reader()
    reader.feed(open(sys.argv[1], encoding="utf-8", newline="").read())
    reader.close()
    print(json.dumps(reader.found))
    """

  private struct Element {
    let name: String, attributes: JSONValue, text: String
    init(_ value: JSONValue) {
      (name, text) = (value[0]?.text ?? "", value[2]?.text ?? "")
      attributes = value[1] ?? .null
    }
    subscript(_ name: String) -> String? { attributes[name]?.text }
  }

  private func elements(_ script: String, _ report: FindingsReport, _ format: FindingsReport.Format) throws -> [Element]
  {
    try python(script, report.text(format)).array?.map(Element.init) ?? []
  }

  @Test func `JUnit has a test case for each item, and one failure with all its findings`() throws {
    let found = try elements(MarkupReportTests.xml, SampleReport.all, .junit)
    #expect(found.map(\.name) == ["testsuites", "testsuite", "testcase", "testcase", "failure", "system-out"])
    #expect(found[0]["tests"] == "2" && found[0]["failures"] == "1")
    #expect(found[1]["name"] == "Cassettes/purchase" && found[1]["tests"] == "2" && found[1]["failures"] == "1")
    #expect(found[2]["name"] == "002-keygen-POST-licenses")
    #expect(found[4]["type"] == "wrong-type")
    #expect(found[4]["message"] == #""email" must be a string, it is null (and 3 more)"#)
    #expect(found[4].text.hasPrefix("Cassettes/purchase/003.json:2:28: error wrong-type: "))
    #expect(found[4].text.components("warning unknown-value") == 3)
    #expect(found[5].text.contains("note deprecated"))
  }

  @Test func `in JUnit each test case has its own item's findings`() throws {
    let items = [[SampleReport.email], [], [SampleReport.currencies[0]]].enumerated().map { index, findings in
      FindingsReport.Item("\(index)", in: index == 1 ? "b" : "a", findings: findings)
    }
    let report = FindingsReport(title: "t", version: "0.1.0", items: items, at: SampleReport.now)
    let found = try elements(MarkupReportTests.xml, report, .junit)
    #expect(
      found.map { $0["name"] ?? $0["type"] } == ["t", "a", "0", "wrong-type", "2", "unknown-value", "b", "1"])
  }

  @Test func `in JUnit a suppressed finding fails nothing, and an unused suppression is a skipped case`() throws {
    let found = try elements(MarkupReportTests.xml, try SampleReport.suppressed(reason: "a <reason>"), .junit)
    #expect(found[0]["tests"] == "3" && found[0]["failures"] == "1")
    #expect(found.first { $0.name == "failure" }?["message"] == #""email" must be a string, it is null"#)
    let out = try #require(found.first { $0.name == "system-out" })
    #expect(out.text.components("suppressed: unknown-value") == 3)
    #expect(out.text.contains("owner: ada") && out.text.contains("reason: a <reason>"))
    #expect(found.last?.name == "skipped")
  }

  @Test func `JUnit is XML whatever is in it`() throws {
    let found = try elements(MarkupReportTests.xml, SampleReport.allHostile, .junit)
    #expect(Set(found.map(\.name)) == ["testsuites", "testsuite", "testcase", "failure", "system-out", "skipped"])
    let message = try #require(found.first { $0.name == "failure" }?["message"])
    #expect(
      message.hasPrefix(
        #"</script><img src=x onerror=alert(1)> \u{1b}[31m ::error::pwned | `rm` `` ``` ]]> \u{0}\u{202e}"#))
  }

  @Test func `the page asks for nothing and runs nothing`() throws {
    for report in [SampleReport.all, SampleReport.allHostile, try SampleReport.suppressed()] {
      let found = try elements(MarkupReportTests.page, report, .html)
      let allowed: Set = [
        "html", "head", "meta", "title", "style", "body", "input", "div", "header", "p", "span", "h1", "dl", "dt", "dd",
        "nav", "label", "b", "main", "article", "code", "h2", "figure", "figcaption", "pre", "mark", "details",
        "summary",
        "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "br", "footer",
      ]
      #expect(Set(found.map(\.name)).subtracting(allowed).isEmpty)
      for element in found {
        let names = Set(element.attributes.object?.keys ?? [])
        #expect(names.isDisjoint(with: ["src", "href", "style", "action", "srcset", "background"]), "\(element)")
        #expect(!names.contains { $0.hasPrefix("on") }, "\(element)")
      }
      let policy = found.first { $0["http-equiv"] == "Content-Security-Policy" }
      #expect(policy?["content"]?.hasPrefix("default-src 'none'; style-src 'unsafe-inline'") == true)
      let style = try #require(found.first { $0.name == "style" })
      #expect(!style.text.contains("url(") && !style.text.contains("@import"))
    }
  }

  @Test func `the page has a card for each cause, with what is meant marked`() throws {
    let found = try elements(MarkupReportTests.page, SampleReport.all, .html)
    #expect(
      found.filter { $0.name == "article" }.map { $0["class"] } == ["cause error", "cause warning", "cause note"])
    #expect(found.filter { $0.name == "mark" }.map(\.text).prefix(2) == ["null", "\"USD\""])
    #expect(found.filter { $0.name == "h2" }.first?.text.hasPrefix(#""email" must be a string"#) == true)
    #expect(found.filter { $0.name == "dd" }.prefix(6).map(\.text) == ["1", "3", "1", "0", "2", "3"])
    #expect(
      found.filter { $0.name == "input" }.map { $0["id"] } == ["show-all", "show-error", "show-warning", "show-note"])
  }

  @Test func `the page names who answers for what is suppressed`() throws {
    let text = try SampleReport.suppressed(owner: "O'Neil & <co>").text(.html)
    #expect(text.contains("<td data-name=\"Owner\">O&#39;Neil &amp; &lt;co&gt;</td>"))
    #expect(text.contains("<summary>Suppressed <b>3</b></summary>"))
    #expect(text.contains("Suppressions that nothing needs any more <b>1</b>"))
    #expect(text.contains("was suppressed until 2026-10-31 by O&#39;Neil"))
  }

  @Test func `the summary of a job has a table and a section for each cause`() {
    let text = SampleReport.all.text(.markdown)
    #expect(text.hasPrefix("## Tapedeck: 1 error, 3 warnings, 1 note\n\n`Cassettes/purchase`: "))
    #expect(
      text.contains(
        "| error | `wrong-type` | `GET /customers/{customer_id}` | `\"email\" must be a string, it is null` | 1 |\n"))
    #expect(text.contains("<details><summary>warning <code>unknown-value</code>: 3 places</summary>\n\n```text\n"))
    #expect(text.components("</details>") == 3)
  }

  @Test func `the summary of a job stays below a mebibyte`() {
    let findings = (0..<150).map { index in
      Finding(SampleReport.wrongType, SampleReport.subject, String(repeating: "x", count: 20_000), detail: "\(index)")
    }
    let text = SampleReport.report(findings).text(.markdown)
    #expect(text.utf8.count < 600_000)
    #expect(text.hasSuffix("And 50 more causes."))
  }

  @Test func `in Markdown foreign text is code and ends no cell`() throws {
    let text = SampleReport.allHostile.text(.markdown)
    var fence: Substring?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let open = fence {
        if line == open { fence = nil }
        continue
      }
      if line.hasPrefix("```") {
        fence = line.prefix { $0 == "`" }
        continue
      }
      // What is left outside of code is ours.
      let outside = MarkupReportTests.outsideCode(line)
      for foreign in ["<img", "evil.example", "@user", "<!--", "]("] { #expect(!outside.contains(foreign), "\(line)") }
      if line.hasPrefix("|") { #expect([6, 7].contains(line.count { $0 == "|" }), "\(line)") }
    }
    #expect(fence == nil)
  }

  /// A line without its spans of code, as CommonMark finds them.
  private static func outsideCode(_ line: Substring) -> String {
    var outside = "", rest = line
    while let tick = rest.firstIndex(of: "`") {
      outside += rest[..<tick]
      let run = rest[tick...].prefix { $0 == "`" }
      var search = rest[run.endIndex...]
      var end: Substring.Index?
      while let next = search.firstIndex(of: "`") {
        let closing = search[next...].prefix { $0 == "`" }
        search = search[closing.endIndex...]
        if closing.count == run.count {
          end = closing.endIndex
          break
        }
      }
      guard let end else { return outside + rest[tick...] }
      rest = rest[end...]
    }
    return outside + rest
  }
}

extension String {
  fileprivate func components(_ part: String) -> Int { ranges(of: part).count }
}
