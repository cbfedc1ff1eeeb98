import Clocks
import JSONModel
import Testing

@testable import Findings

struct FindingBaselineTests {
  private let now = Instant(millisecondsSince1970: 1_796_000_000_000)  // 2026-11-30
  private let grounds = try? FindingBaseline.Grounds(owner: "ada", reason: "a reason")

  private func finding(_ field: String, in operation: String? = "GET /customers/{customer_id}") -> Finding {
    Finding(
      .undocumentedField, FindingSubject(api: "paddle", operation: operation, part: "response 200", side: .read),
      "the contract has no field \"\(field)\"",
      payload: SourcePlace(SourceText("a.json"), pointer: JSONPointer(tokens: ["data", field])), detail: "secret value")
  }

  private func fingerprints(_ findings: [Finding]) -> [String] { findings.map(\.fingerprint) }

  private func baseline(_ findings: [Finding], until date: String? = nil) throws -> FindingBaseline {
    var baseline = FindingBaseline()
    let grounds = try FindingBaseline.Grounds(
      owner: "ada", reason: "known", expires: date.flatMap { ExpiryDate($0) })
    baseline.suppress(findings, on: grounds, at: .epoch)
    return baseline
  }

  private func read(_ text: String) throws(FindingBaselineError) -> FindingBaseline {
    guard let document = try? JSONDocument(parsing: Array(text.utf8), from: SourceText("b.json")) else {
      throw FindingBaselineError("not JSON", next: "")
    }
    return try FindingBaseline(document)
  }

  private func entry(_ change: (inout [(String, String)]) -> Void = { _ in }) -> String {
    var members = [
      ("fingerprint", "\"0123456789abcdef\""), ("rule", "\"undocumented-field\""), ("reason", "\"why\""),
      ("owner", "\"ada\""),
    ]
    change(&members)
    return "{" + members.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
  }

  private func file(_ entries: String...) -> String {
    #"{"version":1,"suppressions":["# + entries.joined(separator: ",") + "]}"
  }

  @Test func `a finding in the baseline is suppressed and another counts`() throws {
    let baseline = try baseline([finding("a")])
    #expect(baseline.judge(finding("b"), at: now) == .counts)
    #expect(baseline.judge(finding("a"), at: now) == .suppressed(baseline.suppressions[0]))
  }

  @Test(arguments: [
    ("2026-11-29T23:59:59.999Z", false), ("2026-11-30T00:00:00Z", true), ("2030-01-01T00:00:00Z", true),
    ("2020-01-01T00:00:00Z", false),
  ])
  func `a suppression holds up to the end of its last day`(time: String, isOver: Bool) throws {
    let baseline = try baseline([finding("a")], until: "2026-11-29")
    let time = try #require(Instant(time))
    let suppression = baseline.suppressions[0]
    #expect(baseline.judge(finding("a"), at: time) == (isOver ? .expired(suppression) : .suppressed(suppression)))
  }

  @Test func `a suppression that no finding needs is told`() throws {
    let baseline = try baseline([finding("a"), finding("b")])
    #expect(baseline.unused(by: fingerprints([finding("b")])).map(\.fingerprint) == [finding("a").fingerprint])
    #expect(baseline.unused(by: fingerprints([finding("a"), finding("b")])).isEmpty)
  }

  @Test func `an expired suppression is not unused`() throws {
    let baseline = try baseline([finding("a")], until: "2026-01-01")
    #expect(baseline.unused(by: fingerprints([finding("a")])).isEmpty)
  }

  @Test func `what is written is read again as the same`() throws {
    let baseline = try baseline([finding("a"), finding("b", in: nil)], until: "2027-01-31")
    let document = try JSONDocument(parsing: baseline.bytes)
    #expect(try FindingBaseline(document) == baseline)
    #expect(document.root["suppressions"]?[0]?["expires"]?.string == "2027-01-31")
  }

  @Test func `the file has no value of a payload in it`() throws {
    let text = String(decoding: try baseline([finding("jane@example.com")]).bytes, as: UTF8.self)
    #expect(!text.contains("secret value"))
    #expect(!text.contains("jane@example.com"))
    #expect(text.contains("GET /customers/{customer_id}"))
  }

  @Test func `the order of the findings does not change the file`() throws {
    let findings = (0..<20).map { finding("f\($0)") }
    #expect(try baseline(findings).bytes == baseline(findings.reversed()).bytes)
    #expect(try baseline(findings + findings).suppressions.count == 20)
  }

  @Test func `new suppressions are in the order of their operations`() throws {
    let operations = ["POST /b", "GET /c", "GET /a", "PUT /d", "GET /b"]
    let baseline = try baseline(operations.map { finding("a", in: $0) })
    #expect(baseline.suppressions.map(\.operation) == operations.sorted())
  }

  @Test func `writing again keeps what is there and puts new ones behind it`() throws {
    var baseline = try baseline([finding("b")])
    let first = baseline.suppressions
    baseline.suppress([finding("a"), finding("b")], on: try #require(grounds), at: now)
    #expect(baseline.suppressions.first == first.first)
    #expect(baseline.suppressions.map(\.grounds.reason) == ["known", "a reason"])
  }

  @Test func `writing again renews in its place what has expired`() throws {
    var baseline = try baseline([finding("a"), finding("b")], until: "2026-01-01")
    let order = baseline.suppressions.map(\.fingerprint)
    baseline.suppress([finding("a")], on: try #require(grounds), at: now)
    #expect(baseline.suppressions.map(\.fingerprint) == order)
    #expect(
      baseline.judge(finding("a"), at: now)
        == .suppressed(try #require(baseline.suppressions.first { $0.grounds == grounds })))
    guard case .expired = baseline.judge(finding("b"), at: now) else {
      Issue.record("b is not expired")
      return
    }
  }

  @Test func `what is not needed can be taken out`() throws {
    var baseline = try baseline([finding("a"), finding("b")])
    baseline.remove(baseline.unused(by: fingerprints([finding("a")])))
    #expect(baseline.suppressions.map(\.fingerprint) == [finding("a").fingerprint])
    #expect(baseline.judge(finding("b"), at: now) == .counts)
  }

  @Test(arguments: [("", "why"), (" \n", "why"), ("ada", ""), ("ada", "\u{a0}")])
  func `nobody suppresses without an owner and a reason`(owner: String, reason: String) {
    #expect(throws: FindingBaselineError.self) { try FindingBaseline.Grounds(owner: owner, reason: reason) }
  }

  @Test func `an optional operation and an optional date are read`() throws {
    let text = file(entry { $0 += [("operation", "\"GET /a\""), ("expires", "\"2028-02-29\"")] })
    let suppression = try #require(try read(text).suppressions.first)
    #expect(suppression.operation == "GET /a")
    #expect(suppression.grounds.expires?.description == "2028-02-29")
  }

  @Test func `what is wrong with a file is told with its place and what to do`() throws {
    let cases: [(text: String, line: String)] = [
      ("[]", "b.json:1:1: the baseline is an array, it must be an object"),
      (#"{"suppressions":[]}"#, #"b.json:1:1: the baseline is missing the member "version""#),
      (
        #"{"version":2,"suppressions":[]}"#,
        #"b.json:1:12: not a baseline that this version of Tapedeck reads: "version" is not 1"#
      ),
      (#"{"version":1,"suppressions":{}}"#, "b.json:1:29: /suppressions is an object, it must be an array"),
      (#"{"version":1,"suppressions":[],"version":1}"#, #"b.json:1:32: the member "version" is duplicated"#),
      (
        #"{"version":1,"suppressions":[],"supressions":[]}"#,
        #"b.json:1:32: the baseline has no member "supressions"; did you mean suppressions?"#
      ),
      (file("3"), "b.json:1:30: /suppressions/0 is a number, it must be an object"),
      (
        file(entry { $0[0].1 = "\"0123456789ABCDEF\"" }),
        "b.json:1:45: a fingerprint is 16 hexadecimal digits in small letters"
      ),
      (
        file(entry { $0[1].1 = "\"undocumented-feild\"" }),
        #"b.json:1:71: unknown rule "undocumented-feild"; did you mean undocumented-field?"#
      ),
      (file(entry { $0[2].1 = "\" \"" }), "b.json:1:101: a reason must not be empty"),
      (file(entry { $0[3].1 = "\"\"" }), "b.json:1:115: an owner must not be empty"),
      (file(entry { $0[3].1 = "7" }), "b.json:1:115: /suppressions/0/owner is a number, it must be a string"),
      (file(entry { $0.removeLast() }), #"b.json:1:30: /suppressions/0 is missing the member "owner""#),
      (file(entry { $0.append(("expires", "\"31.1.2027\"")) }), #"b.json:1:131: "31.1.2027" is not a date"#),
      (file(entry { $0.append(("expires", "\"2027-02-29\"")) }), #"b.json:1:131: "2027-02-29" is not a date"#),
      (
        file(entry { $0.append(("expires", "null")) }),
        "b.json:1:131: /suppressions/0/expires is null, it must be a string"
      ),
      (
        file(entry { $0.append(("until", "1")) }),
        #"b.json:1:121: /suppressions/0 has no member "until""#
      ),
      (
        file(entry(), entry()),
        #"b.json:1:122: the fingerprint "0123456789abcdef" is duplicated: it is also at 1:30"#
      ),
    ]
    for (text, line) in cases {
      let error = #expect(throws: FindingBaselineError.self) { try read(text) }
      #expect(error?.report.line == line)
      #expect(error?.report.next?.isEmpty == false)
    }
  }

  @Test(arguments: ["2027-1-31", "2027-01-31T00:00:00Z", "2027-01-32", "20270131", "", "+027-01-31", "2027-00-10"])
  func `only a day of the calendar is a date`(text: String) {
    #expect(ExpiryDate(text) == nil)
  }
}
