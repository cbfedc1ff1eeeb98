import Clocks
import Findings
import JSONModel
import Reporting
import Testing

struct FindingsReportTests {
  @Test func `findings of one cause are told once, the worst first`() {
    let text = SampleReport.report([SampleReport.note] + SampleReport.currencies + [SampleReport.email]).text(.text)
    #expect(
      text == """
        Cassettes/purchase/003.json:2:28: error wrong-type: "email" must be a string, it is null
          2 |   "name": "Åda", "email": null,
            |                           ^
          value:       /email
          in:          GET /customers/{customer_id}, response 200 application/json (paddle)
          contract:    Schemas/paddle/openapi.yaml:120:15 /components/schemas/customer/properties/email
          fingerprint: \(SampleReport.email.fingerprint)

        Cassettes/purchase/003.json:3:18: warning unknown-value: "USD" is not one of "EUR"
          3 |   "currencies": ["USD", "USD", "USD"]
            |                  ^
          value:       /currencies/0
          in:          GET /customers/{customer_id}, response 200 application/json (paddle)
          contract:    Schemas/paddle/openapi.yaml /components/currency
          fingerprint: \(SampleReport.currencies[0].fingerprint)
          and at 2 other places:
            Cassettes/purchase/003.json:3:25 /currencies/1
            Cassettes/purchase/003.json:3:32 /currencies/2

        Cassettes/purchase/003-paddle-GET-customers: note deprecated: the operation is deprecated
          fingerprint: \(SampleReport.note.fingerprint)

        1 error, 3 warnings, 1 note from 3 causes; 2 interactions (3 payloads) verified against keygen, paddle
          next: tapedeck rules wrong-type
        """)
  }

  @Test func `of many places the first five are told`() {
    let text = SampleReport.report(Array(repeating: SampleReport.email, count: 8)).text(.text)
    #expect(text.contains("  and at 7 other places:\n"))
    #expect(text.contains("    and 2 more\n"))
    #expect(text.split(separator: "\n").count { $0.hasPrefix("    Cassettes/") } == 5)
  }

  @Test func `of very many causes the first 200 are told`() {
    let findings = (0..<250).map { Finding(SampleReport.wrongType, SampleReport.subject, "m", detail: "\($0)") }
    let text = SampleReport.report(findings).text(.text)
    #expect(text.contains("\n\nand 50 more causes; --format json has all\n\n250 errors;"))
  }

  @Test func `a report without findings says what was verified`() {
    let report = SampleReport.report([])
    #expect(report.text(.text) == "no findings; 2 interactions (3 payloads) verified against keygen, paddle")
    #expect(!report.fails(from: .note))
  }

  @Test(arguments: FindingsReport.Format.allCases)
  func `a report of nothing is no success in any format`(format: FindingsReport.Format) {
    let text = FindingsReport(title: "t", version: "0.1.0", items: [], at: SampleReport.now).text(format)
    #expect(!text.contains("No findings") && !text.contains("no findings"))
    #expect(!text.isEmpty)
  }

  @Test func `notes end nothing, warnings and errors do`() {
    #expect(!SampleReport.report([SampleReport.note]).fails())
    #expect(SampleReport.report([SampleReport.note]).fails(from: .note))
    #expect(SampleReport.report([SampleReport.currencies[0]]).fails())
    #expect(!SampleReport.report([SampleReport.currencies[0]]).fails(from: .error))
  }

  @Test func `suppressed findings do not count, expired ones do and say so, unused ones are told`() throws {
    let report = try SampleReport.suppressed()
    #expect(report.counted == [SampleReport.email, SampleReport.note])
    let text = report.text(.text)
    #expect(!text.contains("unknown-value"))
    #expect(text.contains("\n  expired:     was suppressed until 2026-10-31 by ada: known\n"))
    #expect(text.contains("the baseline suppresses what is not found any more:\n  "))
    #expect(text.contains(" deprecated, GET /gone, owner ada\n"))
    #expect(text.contains("; 3 suppressed; 1 whose suppression has expired\n"))
  }

  @Test func `where not all was checked, nobody knows what the baseline no longer needs`() throws {
    var baseline = FindingBaseline()
    baseline.suppress([SampleReport.email], on: try .init(owner: "ada", reason: "known"), at: SampleReport.now)
    func report(isWhole: Bool) -> FindingsReport {
      FindingsReport(
        title: "t", version: "0.1.0", items: [FindingsReport.Item("i")], baseline: baseline, isWhole: isWhole,
        at: SampleReport.now)
    }
    #expect(report(isWhole: true).unused.count == 1)
    #expect(report(isWhole: false).unused.isEmpty)
  }

  @Test func `an expired suppression is told at whichever place of a cause it is`() throws {
    var baseline = FindingBaseline()
    let day = ExpiryDate("2026-10-31")
    let other = Finding(
      SampleReport.unknownValue, SampleReport.subject, "m", payload: SampleReport.place("name"),
      contract: SampleReport.currencies[0].contract, detail: "USD")
    baseline.suppress([other], on: try .init(owner: "ada", reason: "known", expires: day), at: .epoch)
    let text = SampleReport.report([SampleReport.currencies[0], other], baseline: baseline).text(.text)
    #expect(
      text.contains(
        "    Cassettes/purchase/003.json:2:11 /name, was suppressed until 2026-10-31 by ada: known, fingerprint "))
  }

  @Test func `a report is the same each time`() throws {
    for format in FindingsReport.Format.allCases {
      #expect(try SampleReport.suppressed().text(format) == SampleReport.suppressed().text(format))
    }
  }

  @Test(arguments: FindingsReport.Format.allCases)
  func `hostile names steer no terminal and no log`(format: FindingsReport.Format) {
    let text = SampleReport.allHostile.text(format)
    for scalar in text.unicodeScalars {
      #expect(scalar == "\n" || (scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)))
      #expect(scalar.value != 0x202E && scalar.value != 0x2028)
    }
    #expect(!text.contains("##["))
    #expect(!text.contains("##vso["))
    if format == .github { return }
    for line in text.split(separator: "\n") {
      #expect(!line.drop { $0 == " " }.hasPrefix("::"), "\(line)")
    }
  }
}
