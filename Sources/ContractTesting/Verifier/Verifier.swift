public import Findings
public import HTTPModel

/// Holds requests and responses against contracts on their way to and from another responder.
///
/// A request is verified before it is sent and a response when it has come. Bodies that stream are read as far as the
/// limit; what exceeds it passes through unread, which is a finding (`unverifiable`).
public struct Verifier: Responder {
  public enum Mode: String, Sendable, CaseIterable {
    /// Findings are only told.
    case warn
    /// A request that breaks its contract is not sent: it has an error among its findings. It is answered with a problem
    /// document, see `Verifier.isRefusal`. One that cannot be verified is sent.
    case fail
  }

  /// Who verifies what.
  public struct Rules: Sendable {
    public var mode: Mode
    public var verification: Verification
    /// The contract of the API that a request is for; nil where there is none, which is a finding (`uncovered-api`).
    public var contract: @Sendable (Request) -> Contract?
    /// The name of the API that a request is for, where it has no contract.
    public var api: @Sendable (Request) -> String? = { _ in nil }
    /// Undoes the content codings of a body; nil where that is not possible. Without codings it gives the bytes back.
    public var decode: @Sendable (_ bytes: [UInt8], _ headers: HeaderFields) -> [UInt8]? = { bytes, headers in
      headers.first("content-encoding").map { $0.lowercased() == "identity" } ?? true ? bytes : nil
    }
    /// How many bytes of a streamed response are kept back until it is verified. A response without a known length that is
    /// an event stream is never kept back.
    public var maxHeldBytes = 1 << 20

    /// `verification` should say that values are not quoted, unless what passes is redacted.
    public init(_ mode: Mode, _ verification: Verification, contract: @escaping @Sendable (Request) -> Contract?) {
      (self.mode, self.verification, self.contract) = (mode, verification, contract)
    }
  }

  private let upstream: any Responder
  private let rules: Rules
  private let report: @Sendable (Request, [Finding]) -> Void

  /// `report` is told of each request that has findings, from the task or thread that the request runs on: first what its
  /// request has, then what its response has.
  public init(
    answering upstream: any Responder, _ rules: Rules, report: @escaping @Sendable (Request, [Finding]) -> Void
  ) {
    (self.upstream, self.rules, self.report) = (upstream, rules, report)
  }

  public func respond(to request: Request) -> Answer {
    guard case .stream(let source, let length) = request.body else { return verified(request) }
    return .later {
      var request = request
      guard length ?? 0 <= rules.maxHeldBytes else { return await verified(request).outcome }
      switch await HeldBody.read(source, limit: rules.maxHeldBytes) {
      case .whole(let bytes): request.body = .bytes(bytes)
      case .begun(let body): request.body = .stream(body, length: length)
      case .failed(let failure): return .failure(failure)
      }
      return await verified(request).outcome
    }
  }

  private func verified(_ request: Request) -> Answer {
    guard let contract = rules.contract(request) else {
      let subject = FindingSubject(api: rules.api(request), operation: nil, part: "request", side: .write)
      report(
        request,
        [Finding(.uncoveredAPI, subject, "there is no contract for \(request.origin)", detail: "\(request.origin)")])
      return upstream.respond(to: request)
    }
    var checked = request
    checked.body = decoded(request.body, request.headers)
    let findings = contract.verify(checked, rules.verification)
    if !findings.isEmpty { report(request, findings) }
    if rules.mode == .fail, findings.contains(where: Verifier.isBroken) {
      if case .stream(let source, _) = request.body { source.cancel() }
      return .now(.response(Verifier.refusal(of: request, for: findings)))
    }
    // What is asked about the response is method and path; the body need not live on.
    checked.body = .empty
    let asked = checked
    return upstream.respond(to: request).flatMap { outcome in answer(to: asked, with: outcome, contract) }
  }

  private static func isBroken(_ finding: Finding) -> Bool {
    finding.severity == .error && finding.rule != .unverifiable
  }

  private func answer(to request: Request, with outcome: Outcome, _ contract: Contract) -> Answer {
    guard case .response(let response) = outcome else { return .now(outcome) }
    guard case .stream(let source, let length) = response.body, length ?? 0 <= rules.maxHeldBytes,
      !isEventStream(response)
    else {
      verify(response, to: request, contract)
      return .now(outcome)
    }
    return .later {
      var response = response
      switch await HeldBody.read(source, limit: rules.maxHeldBytes) {
      case .whole(let bytes): response.body = .bytes(bytes)
      case .begun(let body): response.body = .stream(body, length: length)
      case .failed(var failure):
        failure.partial = response
        failure.partial?.body = .empty
        return .failure(failure)
      }
      verify(response, to: request, contract)
      return .response(response)
    }
  }

  private func isEventStream(_ response: Response) -> Bool { response.mediaType?.essence == "text/event-stream" }

  private func verify(_ response: Response, to request: Request, _ contract: Contract) {
    var checked = response
    checked.body = decoded(response.body, response.headers)
    let findings = contract.verify(checked, to: request, rules.verification)
    if !findings.isEmpty { report(request, findings) }
  }

  /// A body whose coding cannot be undone stays as it is: then it cannot be read, which is a finding.
  private func decoded(_ body: Body, _ headers: HeaderFields) -> Body {
    guard case .bytes(let bytes) = body, !bytes.isEmpty, headers.contains("content-encoding") else { return body }
    return rules.decode(bytes, headers).map(Body.bytes) ?? body
  }
}
