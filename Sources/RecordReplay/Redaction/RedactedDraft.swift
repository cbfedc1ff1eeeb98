/// An exchange without its secrets, and what was done to it.
struct RedactedDraft {
  let draft: ExchangeDraft
  let captures: Captures
  let replacements: (sent: [Replacement], received: [Replacement])
  let doubts: (sent: [Doubt], received: [Doubt])

  var isUnchanged: Bool { replacements.sent.isEmpty && replacements.received.isEmpty }

  /// Made when it is asked for: a recorder never asks.
  var report: RedactionReport {
    RedactionReport(
      replacements: replacements.sent.map { $0.at("request") } + replacements.received.map { $0.at("response") },
      doubts: doubts.sent.map { $0.at("request") } + doubts.received.map { $0.at("response") })
  }
}

/// What was done to one exchange.
public struct RedactionReport: Hashable, Sendable {
  public let replacements: [Replacement]
  public let doubts: [Doubt]
}

extension Replacement {
  fileprivate func at(_ side: String) -> Replacement { Replacement(place: "/\(side)\(place)", name: name, rule: rule) }
}

extension Doubt {
  fileprivate func at(_ side: String) -> Doubt {
    Doubt(place: "/\(side)\(place)", reason: reason, api: api, remedy: remedy)
  }
}
