import Findings
import JSONModel

extension FindingsReport {
  /// How many findings count of a severity.
  func count(_ severity: Severity) -> Int {
    results.count { !$0.isSuppressed && $0.finding.severity == severity }
  }

  var payloads: Int { items.reduce(0) { $0 + $1.payloads } }
  var suppressed: [Result] { results.filter(\.isSuppressed) }
  var expired: Int { results.count { $0.expired != nil } }

  /// `2 errors, 1 warning`; `no findings` where none counts.
  var verdict: String {
    if items.isEmpty { return "nothing was verified" }
    let parts = Severity.allCases.reversed().compactMap { severity in
      let count = count(severity)
      return count == 0 ? nil : FindingsReport.count(count, severity.rawValue)
    }
    return parts.isEmpty ? "no findings" : parts.joined(separator: ", ")
  }

  /// `9 interactions (14 payloads) verified against keygen, paddle`. Names of APIs are shown as `show` makes them.
  func extent(_ show: (String) -> String = { $0 }) -> String {
    if items.isEmpty { return verdict }
    let against = apis.isEmpty ? "" : " against \(apis.map(show).joined(separator: ", "))"
    let contracts = items.count(where: \.isContract)
    let checked = contracts == 0 ? "" : ", and \(FindingsReport.count(contracts, "contract")) checked"
    return "\(FindingsReport.count(items.count - contracts, unit)) (\(FindingsReport.count(payloads, "payload"))) "
      + "verified\(against)\(checked)"
  }

  /// The whole report in a line.
  func summary(_ show: (String) -> String = { $0 }) -> String {
    if items.isEmpty { return verdict }
    var parts = [verdict]
    if results.count - suppressed.count > causes.count {
      parts[0] += " from \(FindingsReport.count(causes.count, "cause"))"
    }
    parts.append(extent(show))
    if !suppressed.isEmpty { parts.append("\(suppressed.count) suppressed") }
    if expired > 0 { parts.append("\(expired) whose suppression has expired") }
    return parts.joined(separator: "; ")
  }

  /// What to run next; nil where nothing was found.
  var next: String? { causes.first.map { "tapedeck rules \($0.rule.id)" } }

  static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}

extension FindingsReport.Result {
  /// Where it is shown: in the payload, else in the contract, else what was checked. It always has a file.
  var place: SourcePlace {
    let place = finding.payload ?? finding.contract
    return filePlace ?? SourcePlace(SourceText(item.label), place?.position, pointer: place?.pointer)
  }

  /// The same, where it is in a file.
  var filePlace: SourcePlace? {
    let place = finding.payload ?? finding.contract
    return place?.file == nil ? nil : place
  }

  /// The place in the contract, where it isn't `place`.
  var contract: SourcePlace? { finding.payload == nil ? nil : finding.contract }

  /// Where in its payload it is; nil for the payload as a whole.
  var pointer: String? {
    place.pointer.flatMap { $0.tokens.isEmpty ? nil : "\($0)" }
  }

  /// `GET /customers/{customer_id}, response 200 (paddle)`; nil where none of it is known.
  var subject: String? {
    let subject = finding.subject
    let parts = [subject.operation, subject.part].compactMap(\.self)
    if parts.isEmpty { return subject.api }
    return parts.joined(separator: ", ") + (subject.api.map { " (\($0))" } ?? "")
  }

  /// `file:line:column`, and the pointer.
  static func text(_ place: SourcePlace) -> String {
    let position = place.position == nil ? place.file ?? "" : place.description
    let pointer = place.pointer.map { "\($0)" } ?? ""
    return [position, pointer].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// What is said of a suppression that is over.
  var expiry: String? {
    expired.map { suppression in
      let date = suppression.grounds.expires.map { " until \($0)" } ?? ""
      return "was suppressed\(date) by \(suppression.grounds.owner): \(suppression.grounds.reason)"
    }
  }
}

extension FindingBaseline.Suppression {
  /// `unknown-value, GET /transactions`.
  var subject: String { [rule, operation].compactMap(\.self).joined(separator: ", ") }
}
