import Findings
import HTTPModel
import JSONModel

/// Holds the credentials of a request against what its operation asks for.
struct CredentialCheck {
  let requirements: SecurityRequirements
  let subject: FindingSubject

  func findings(_ request: Request) -> [Finding] {
    let alternatives = requirements.alternatives
    let isMet = alternatives.contains { alternative in
      alternative.unknown.isEmpty && alternative.schemes.allSatisfy { $0.isMet(by: request) }
    }
    if isMet { return [] }
    let place = requirements.place.value.place
    if let unknown = alternatives.lazy.compactMap(\.unknown.first).first {
      let text = "the contract does not describe the security scheme \"\(unknown)\", which the operation asks for"
      return [Finding(.unverifiable, subject, text, contract: place, detail: unknown)]
    }
    let texts = alternatives.map { $0.schemes.map(\.text).joined(separator: " and ") }
    let wanted = texts.joined(separator: ", or ")
    return [
      Finding(
        .missingCredentials, subject, "the request has no credentials that the operation takes: \(wanted)",
        contract: place)
    ]
  }
}

extension Finding {
  /// What is known better when the answer is there: a provider that refuses a request without credentials does what the
  /// contract says, and such a request was sent on purpose.
  func weighed(byStatus status: Int) -> Finding {
    guard rule == .missingCredentials, status == 401 || status == 403 else { return self }
    var finding = self
    finding.severity = .note
    return finding
  }
}
