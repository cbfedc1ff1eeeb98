import Findings
import JSONModel
import Reporting
import Testing

/// JSON, SARIF and GitHub's annotations.
struct FindingsReportFormatsTests {
  private func json(_ report: FindingsReport, _ format: FindingsReport.Format) throws -> JSONValue {
    try JSONValue(parsing: report.text(format))
  }

  private func at(_ value: JSONValue, _ pointer: String) throws -> JSONValue? {
    value.resolve(try #require(JSONPointer(pointer)))
  }

  @Test func `the JSON has every fact of a finding`() throws {
    let value = try json(SampleReport.all, .json)
    let expected = try JSONValue(
      parsing: """
        {"rule":"wrong-type","severity":"error","status":"counts","fingerprint":"\(SampleReport.email.fingerprint)",
         "cause":0,"message":"\\"email\\" must be a string, it is null","api":"paddle",
         "operation":"GET /customers/{customer_id}","part":"response 200 application/json","side":"read",
         "group":"Cassettes/purchase","item":"003-paddle-GET-customers",
         "payload":{"file":"Cassettes/purchase/003.json","line":2,"column":28,"pointer":"/email"},
         "contract":{"file":"Schemas/paddle/openapi.yaml","line":120,"column":15,
          "pointer":"/components/schemas/customer/properties/email"}}
        """)
    #expect(try at(value, "/findings/0") == expected)
    #expect(try at(value, "/findings/3/detail") == "USD")
    #expect(value["findings"]?.array?.compactMap { $0["cause"]?.int } == [0, 1, 1, 1, 2])
    let summary = try JSONValue(
      parsing: """
        {"errors":1,"warnings":3,"notes":1,"causes":3,"suppressed":0,"expired":0,"unused":0,"items":2,"payloads":3}
        """)
    #expect(value["summary"] == summary)
  }

  @Test func `the JSON says what the baseline says`() throws {
    let value = try json(try SampleReport.suppressed(), .json)
    #expect(
      value["findings"]?.array?.map { $0["status"]?.text } == [
        "expired", "suppressed", "suppressed", "suppressed", "counts",
      ])
    #expect(try at(value, "/findings/0/suppression/expires") == "2026-10-31")
    #expect(try at(value, "/findings/1/suppression/owner") == "ada")
    #expect(try at(value, "/findings/1/cause") == nil)
    #expect(try at(value, "/unusedSuppressions/0/operation") == "GET /gone")
  }

  @Test func `hostile text in the JSON is what it was`() throws {
    let value = try json(SampleReport.allHostile, .json)
    #expect(try at(value, "/findings/0/message")?.text == SampleReport.hostile)
    #expect(try at(value, "/findings/0/payload/file")?.text == "::error::" + SampleReport.hostile)
  }

  @Test(arguments: ["\u{9b}31m", "\u{202e}gpj", "\u{feff}x", "\u{7f}", "##[error]"])
  func `a single unsafe character in the JSON is escaped`(text: String) throws {
    let report = SampleReport.report([Finding(SampleReport.wrongType, SampleReport.subject, text)])
    #expect(!report.text(.json).contains(text))
    #expect(try at(try json(report, .json), "/findings/0/message")?.text == text)
  }

  @Test func `SARIF has both places, the rules used and their help`() throws {
    let value = try json(SampleReport.all, .sarif)
    #expect(value["version"] == "2.1.0")
    let result = try #require(try at(value, "/runs/0/results/0"))
    #expect(result["ruleId"] == "wrong-type")
    #expect(result["level"] == "error")
    #expect(try at(result, "/locations/0/physicalLocation/artifactLocation/uri") == "Cassettes/purchase/003.json")
    // Å is two bytes and one UTF-16 code unit.
    #expect(
      try at(result, "/locations/0/physicalLocation/region") == JSONValue(parsing: #"{"startLine":2,"startColumn":27}"#)
    )
    #expect(try at(result, "/locations/0/logicalLocations/0/fullyQualifiedName") == "/email")
    #expect(
      try at(result, "/relatedLocations/0/physicalLocation/artifactLocation/uri") == "Schemas/paddle/openapi.yaml")
    #expect(try at(result, "/relatedLocations/0/physicalLocation/region") == JSONValue(parsing: #"{"startLine":120}"#))
    #expect(try at(result, "/partialFingerprints/tapedeck~1v1")?.text == SampleReport.email.fingerprint)
    #expect(try at(result, "/suppressions") == [])
    let rules = try #require(try at(value, "/runs/0/tool/driver/rules")?.array)
    #expect(rules.map { $0["id"]?.text } == ["deprecated", "unknown-value", "wrong-type"])
    for result in try #require(try at(value, "/runs/0/results")?.array) {
      let index = try #require(result["ruleIndex"]?.int)
      #expect(rules[index]["id"] == result["ruleId"])
      #expect(try at(rules[index], "/help/text")?.text?.isEmpty == false)
    }
  }

  @Test func `SARIF has the suppressed findings and why they are`() throws {
    let value = try json(try SampleReport.suppressed(reason: "a reason"), .sarif)
    let results = try #require(try at(value, "/runs/0/results")?.array)
    #expect(results.map { $0["suppressions"]?.array?.count } == [0, 1, 1, 1, 0])
    #expect(try at(results[1], "/suppressions/0/justification") == "a reason (ada)")
    #expect(try at(results[1], "/suppressions/0/status") == "accepted")
    #expect(try at(results[0], "/properties/expired") == "was suppressed until 2026-10-31 by ada: a reason")
  }

  @Test func `a message in SARIF has no places to fill and no links`() throws {
    let finding = Finding(SampleReport.wrongType, SampleReport.subject, "{0} [a](1)\u{1b}")
    let value = try json(SampleReport.report([finding]), .sarif)
    #expect(try at(value, "/runs/0/results/0/message/text") == #"{{0}} [a] (1)\u{{1b}}"#)
  }

  @Test func `a file's name in SARIF is a URI reference`() throws {
    func uri(_ file: String) throws -> String? {
      let finding = Finding(SampleReport.wrongType, SampleReport.subject, "m", payload: SourcePlace(file: file))
      return try at(
        try json(SampleReport.report([finding]), .sarif),
        "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri"
      )?.text
    }
    #expect(try uri("a b/ä:c.json") == "a%20b/%C3%A4%3Ac.json")
    #expect(try uri("/tmp/a.json") == "file:///tmp/a.json")
  }

  @Test func `GitHub gets an annotation for each cause and a summary`() throws {
    let lines = SampleReport.all.text(.github).split(separator: "\n").map(String.init)
    #expect(lines.count == 4)
    #expect(
      lines[0]
        == "::error file=Cassettes/purchase/003.json,line=2,col=27,title=wrong-type%3A A value has another type::"
        + #""email" must be a string, it is null%0Avalue: /email%0A"#
        + "in: GET /customers/{customer_id}, response 200 application/json (paddle)%0A"
        + "contract: Schemas/paddle/openapi.yaml:120:15 /components/schemas/customer/properties/email%0A"
        + "fingerprint: \(SampleReport.email.fingerprint)")
    #expect(lines[1].hasPrefix("::warning file="))
    #expect(lines[1].hasSuffix("%0Aand at 2 other places"))
    #expect(lines[2].hasPrefix("::notice title=deprecated%3A It is deprecated::the operation"))
    #expect(lines[3].hasPrefix("::notice title=Tapedeck%3A Cassettes/purchase::1 error, 3 warnings, 1 note"))
  }

  @Test func `no name ends a property or begins another command`() {
    for line in SampleReport.allHostile.text(.github).split(separator: "\n") {
      let parts = line.dropFirst(2).split(separator: "::", maxSplits: 1)
      #expect(["error", "warning", "notice"].contains(parts[0].prefix { $0 != " " }))
      for property in parts[0].drop(while: { $0 != " " }).dropFirst().split(separator: ",") {
        #expect(["file", "line", "col", "title"].contains(property.prefix { $0 != "=" }), "\(line)")
      }
    }
    let percent = Finding(SampleReport.wrongType, SampleReport.subject, "100%0A")
    #expect(SampleReport.report([percent]).text(.github).contains("::100%250A%0A"))
  }
}
