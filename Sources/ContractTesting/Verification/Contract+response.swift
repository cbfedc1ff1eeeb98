public import Findings
public import HTTPModel
import JSONModel

extension Contract {
  /// Holds a response against what the contract has for its status. Of `request` only method and path count.
  public func verify(
    _ response: Response, to request: Request, _ options: Verification = Verification()
  ) -> [Finding] {
    switch operation(for: request, options) {
    case .failure(let none): return [none.finding.ofResponse(response.status)]
    case .success(let candidates):
      return fewest(candidates) { operation, _ in findings(response, to: request.method, operation, options) }
    }
  }

  /// Request and outcome. A failure or a miss has nothing that a contract speaks of. That a request has no credentials is
  /// a note where the provider refused it with 401 or 403.
  public func verify(_ exchange: Exchange, _ options: Verification = Verification()) -> [Finding] {
    let request = exchange.request
    switch operation(for: request, options) {
    case .failure(let none):
      // The same missing operation is told once.
      guard none.finding.rule != .undocumentedOperation, case .response(let response) = exchange.outcome else {
        return [none.finding]
      }
      return [none.finding, none.finding.ofResponse(response.status)]
    case .success(let candidates):
      let sent = fewest(candidates) { operation, values in findings(request, operation, values, options) }
      guard case .response(let response) = exchange.outcome else { return sent }
      return sent.map { $0.weighed(byStatus: response.status) }
        + fewest(candidates) { operation, _ in findings(response, to: request.method, operation, options) }
    }
  }

  func findings(
    _ response: Response, to method: HTTPMethod, _ operation: ContractOperation, _ options: Verification
  ) -> [Finding] {
    let part = "response \(response.status)"
    let subject = FindingSubject(api: api, operation: operation.name, part: part, side: .read)
    guard let (_, described) = operation.response(for: response.status) else {
      let known = operation.responses.map(\.status).joined(separator: ", ")
      let message = known.isEmpty ? "the contract has no responses" : "\(response.status) is not one of \(known)"
      return [
        Finding(
          .undocumentedStatus, subject, message,
          contract: (operation.place["responses"] ?? operation.place).value.place, detail: "\(response.status)")
      ]
    }
    if let broken = described.broken {
      return [
        Finding(
          .unverifiable, subject, "the response's description leads nowhere: \(broken.text)", contract: broken.place)
      ]
    }
    let findings = ParameterCheck(self, options, subject).findings(response.headers, described)
    guard case .bytes(let bytes) = response.body else {
      return findings + [.ofUnreadBody(subject)]
    }
    guard Response.hasBody(status: response.status, to: method) else { return findings }
    return findings
      + BodyCheck(contract: self, options: options, subject: subject).findings(
        bytes, response.headers, described.content, isRequired: true, at: described.place)
  }
}

extension Finding {
  static func ofUnreadBody(_ subject: FindingSubject) -> Finding {
    Finding(.unverifiable, subject, "the body is a stream that was not read")
  }

  /// Whether it says that an answer's body could not be read, and nothing else.
  public var isOfUnreadBody: Bool { self == .ofUnreadBody(subject) }

  /// The same of the answer.
  fileprivate func ofResponse(_ status: Int) -> Finding {
    var subject = subject
    (subject.part, subject.side) = ("response \(status)", .read)
    return Finding(rule, subject, message, payload: payload, contract: contract, detail: detail)
  }
}
