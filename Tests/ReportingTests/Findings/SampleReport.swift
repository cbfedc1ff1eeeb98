import Clocks
import JSONModel
import Reporting

@testable import Findings

/// Reports for the tests of their formats.
enum SampleReport {
  static let now = Instant(millisecondsSince1970: 1_796_000_000_000)  // 2026-11-30
  static let wrongType = FindingRule("wrong-type", .error, "A value has another type", advice: "Correct the contract.")
  static let unknownValue = FindingRule("unknown-value", .warning, "A value is not listed", advice: "Add it.")
  static let deprecated = FindingRule("deprecated", .note, "It is deprecated", advice: "Use another.")
  static let source = SourceText("Cassettes/purchase/003.json", quoting: Array(text.utf8))
  static let text = """
    {
      "name": "Åda", "email": null,
      "currencies": ["USD", "USD", "USD"]
    }
    """
  static let contract = SourcePlace(
    SourceText("Schemas/paddle/openapi.yaml"), TextPosition(line: 120, column: 15, offset: 4000),
    pointer: JSONPointer(tokens: ["components", "schemas", "customer", "properties", "email"]))
  static let subject = FindingSubject(
    api: "paddle", operation: "GET /customers/{customer_id}", part: "response 200 application/json", side: .read)

  static func place(_ tokens: String...) -> SourcePlace {
    let document = try? JSONDocument(parsing: Array(text.utf8), from: source)
    return document?.root.resolve(JSONPointer(tokens: tokens))?.place ?? SourcePlace(file: "none")
  }

  static let email = Finding(
    wrongType, subject, #""email" must be a string, it is null"#, payload: place("email"), contract: contract)
  static let currencies = (0..<3).map { index in
    Finding(
      unknownValue, subject, #""USD" is not one of "EUR""#, payload: place("currencies", "\(index)"),
      contract: SourcePlace(contract.source, pointer: JSONPointer(tokens: ["components", "currency"])), detail: "USD")
  }
  static let note = Finding(deprecated, FindingSubject(), "the operation is deprecated")

  static func report(
    _ findings: [Finding], baseline: FindingBaseline = FindingBaseline(), group: String = "Cassettes/purchase",
    name: String = "003-paddle-GET-customers"
  ) -> FindingsReport {
    let items = [
      FindingsReport.Item("002-keygen-POST-licenses", in: group),
      FindingsReport.Item(name, in: group, payloads: 2, findings: findings),
    ]
    return FindingsReport(
      title: group, version: "0.1.0", apis: ["keygen", "paddle"], items: items, baseline: baseline, at: now)
  }

  static var all: FindingsReport { report([email] + currencies + [note]) }

  /// The currencies are suppressed, the e-mail's suppression has expired, and there is one more, which nothing needs.
  static func suppressed(owner: String = "ada", reason: String = "known") throws -> FindingsReport {
    var baseline = FindingBaseline()
    let day = ExpiryDate("2026-10-31")
    baseline.suppress(currencies, on: try .init(owner: owner, reason: reason), at: now)
    baseline.suppress([email], on: try .init(owner: owner, reason: reason, expires: day), at: .epoch)
    baseline.suppress(
      [Finding(deprecated, FindingSubject(operation: "GET /gone"), "")], on: try .init(owner: owner, reason: reason),
      at: now)
    return report([email] + currencies + [note], baseline: baseline)
  }

  /// What payloads, cassettes and contracts may be called by somebody who means harm.
  static let hostile =
    "</script><img src=x onerror=alert(1)> \u{1b}[31m ::error::pwned | `rm` `` ``` ]]> \u{0}\u{202e}gpj\n::error file=a::b\r\n"
    + "[x](http://evil.example) {0} ##vso[task.x] ##[error] <!-- @user %0A </code></pre>&amp; a,b:c \u{85}\u{2028}\u{FFFE}"

  /// Everything in it is called that.
  static var allHostile: FindingsReport {
    let pointer = JSONPointer(tokens: [hostile])
    let place = SourcePlace(
      SourceText("::error::" + hostile, quoting: Array(hostile.utf8)), TextPosition(line: 1, column: 4, offset: 3),
      pointer: pointer)
    let subject = FindingSubject(api: hostile, operation: hostile, part: hostile, side: .write)
    let findings = [
      Finding(wrongType, subject, hostile, payload: place, contract: place, detail: hostile),
      Finding(deprecated, subject, hostile, contract: place), Finding(.undocumentedField, subject, hostile),
      Finding(wrongType, subject, hostile, payload: SourcePlace(nil, nil, pointer: pointer)),
    ]
    var baseline = FindingBaseline()
    for (finding, now) in [(findings[0], now), (Finding(deprecated, subject, hostile, detail: "gone"), now)] {
      guard let grounds = try? FindingBaseline.Grounds(owner: hostile, reason: hostile) else { continue }
      baseline.suppress([finding], on: grounds, at: now)
    }
    return report(findings + findings, baseline: baseline, group: hostile, name: hostile)
  }
}
