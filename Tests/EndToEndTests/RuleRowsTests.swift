import JSONModel
import TestSupport
import Testing

/// A broken copy for each rule there is.
@Suite(.timeLimit(.minutes(5))) struct RuleRowsTests {
  /// `rule: file:line:column: severity` of each finding, and where the contract says so.
  private func findings(_ place: Workplace, _ words: [String]) throws -> (told: [String], status: Int32) {
    let result = try Subprocess.run(
      Program.path, ["verify"] + words + ["--strict", "--report", "json=findings.json"], in: place.folder.path,
      environment: ["XDG_STATE_HOME": place.folder.path + "/state", "XDG_CACHE_HOME": place.folder.path + "/cache"])
    let report = try JSONDocument(parsing: Array(place.folder.text("findings.json").utf8))
    let told = try #require(report.root["findings"]).elements.map { finding in
      func text(_ key: String) -> String? {
        guard let at = finding[key], let file = at["file"]?.string else { return nil }
        return "\(file):\(at["line"]?.int ?? 0):\(at["column"]?.int ?? 0)"
      }
      let rule = finding["rule"]?.string ?? "", severity = finding["severity"]?.string ?? ""
      return "\(rule): \(text("payload") ?? "none"): \(severity); \(text("contract") ?? "none")"
    }
    return (told, result.status)
  }

  @Test func `the sample holds to its contract, and the contract has no fault`() throws {
    let sample = SpoiltSample.document("", [], "", "")
    let (told, status) = try findings(sample.workplace(), ["demo"] + sample.options)
    #expect(told == [] && status == 0)
  }

  @Test(arguments: SpoiltSample.rows)
  func `a spoilt sample gives its rule once, and nothing else`(row: SpoiltSample) throws {
    let (told, status) = try findings(row.workplace(), ["demo"] + row.options)
    #expect(told == ["\(row.rule): \(row.place); \(row.contract ?? "none")"])
    #expect(status == (row.place.hasSuffix("note") ? 0 : 1))
  }

  @Test func `no rule is without a row`() throws {
    let rules = try JSONValue(parsing: Program.run("rules", "--format", "json").output).array ?? []
    let rows = SpoiltSample.rows.map(\.rule) + VerifyTests.broken.map(\.rule)
    #expect(rows.sorted() == rules.compactMap { $0["id"]?.text }.sorted())
  }
}
