public import Findings
public import HTTPModel
import JSONModel

extension Contract {
  /// Holds a request against the operation that its method and path name. The body must be whole, its content coding
  /// undone; one that is still a stream is not looked at, which is a finding.
  public func verify(_ request: Request, _ options: Verification = Verification()) -> [Finding] {
    switch operation(for: request, options) {
    case .failure(let finding): return [finding.finding]
    case .success(let candidates):
      return fewest(candidates) { operation, values in findings(request, operation, values, options) }
    }
  }

  /// The operation's name, such as `GET /customers/{customer_id}`; nil where the contract has none for the request.
  public func operationName(for request: Request) -> String? {
    (try? operation(for: request).get())?.first?.operation.name
  }

  struct Candidate {
    let operation: ContractOperation
    /// Of the path's variables, as sent.
    let values: [String: [UInt8]]
  }

  /// Why there is no operation.
  struct NoOperation: Error { let finding: Finding }

  /// Several where the contract has some that no request can tell apart by method and path: `/files/{id}#share`.
  func operation(
    for request: Request, _ options: Verification = Verification()
  ) -> Result<[Candidate], NoOperation> {
    let matches = storage.paths.matches(request.target.path)
    let method = request.method
    func fail(_ rule: FindingRule, _ message: String, _ name: String? = nil, _ place: SourcePlace? = nil) -> NoOperation
    {
      NoOperation(
        finding: Finding(
          rule, FindingSubject(api: api, operation: name, part: "request", side: .write), message, contract: place))
    }
    guard let first = matches.first else {
      return .failure(fail(.undocumentedOperation, "no path of the contract fits \(shownPath(request, options))"))
    }
    // Only what has the most specific path's template: others would be guesses.
    let shape = storage.paths.paths[first.path].shape
    var candidates: [Candidate] = []
    var broken: NoOperation?
    for match in matches where storage.paths.paths[match.path].shape == shape {
      let path = storage.paths.paths[match.path]
      guard let place = path.operations.first(where: { $0.method == method })?.place else { continue }
      let name = "\(method) \(path.name)"
      do throws(BrokenReference) {
        let operation = try storage.operations.operation(name, place, of: path.items, storage.files)
        candidates.append(Candidate(operation: operation, values: match.values))
      } catch {
        broken = fail(.unverifiable, "the operation's description leads nowhere: \(error.text)", name, error.place)
      }
    }
    if !candidates.isEmpty { return .success(Contract.closest(candidates, by: request.target.queryItems)) }
    if let broken { return .failure(broken) }
    let name = storage.paths.paths[first.path].name
    return .failure(
      fail(
        .undocumentedOperation, "the contract has no \(method) for \(name)", nil,
        storage.paths.paths[first.path].place))
  }

  /// Those whose paths ask for most of what the query has.
  private static func closest(_ candidates: [Candidate], by query: [QueryItem]) -> [Candidate] {
    guard candidates.contains(where: { !$0.operation.pathQuery.isEmpty }) else { return candidates }
    let fitting = candidates.filter { candidate in
      candidate.operation.pathQuery.allSatisfy { candidate.operation.index(of: $0, in: query) != nil }
    }
    guard let most = fitting.map(\.operation.pathQuery.count).max() else { return candidates }
    return fitting.filter { $0.operation.pathQuery.count == most }
  }

  private func shownPath(_ request: Request, _ options: Verification) -> String {
    let segments = request.target.path.prefix(200).split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return "\(request.method) \(segments.map { options.shown($0) }.joined(separator: "/"))"
  }

  /// The findings of the candidate that has the fewest; of several of these, the first one's.
  func fewest(_ candidates: [Candidate], _ check: (ContractOperation, [String: [UInt8]]) -> [Finding]) -> [Finding] {
    var best: [Finding]?
    for candidate in candidates {
      let found = check(candidate.operation, candidate.values)
      if found.isEmpty { return [] }
      if found.count < best?.count ?? .max { best = found }
    }
    return best ?? []
  }

  func findings(
    _ request: Request, _ operation: ContractOperation, _ values: [String: [UInt8]], _ options: Verification
  ) -> [Finding] {
    let subject = FindingSubject(api: api, operation: operation.name, side: .write)
    var findings = operation.broken.map { broken in
      Finding(
        .unverifiable, subject, "a part of the operation's description leads nowhere: \(broken.text)",
        contract: broken.place)
    }
    findings += ParameterCheck(self, options, subject).findings(request, operation, path: values)
    var part = subject
    part.part = "request"
    if let security = operation.security {
      findings += CredentialCheck(requirements: security, subject: part).findings(request)
    }
    guard case .bytes(let bytes) = request.body else {
      return findings + [Finding(.unverifiable, part, "the body is a stream that was not read")]
    }
    // A body that is a reference to nothing is in `broken`.
    if operation.body == nil, operation.place["requestBody"] != nil { return findings }
    findings += BodyCheck(contract: self, options: options, subject: part).findings(
      bytes, request.headers, operation.body?.content ?? MediaTypes(nil),
      isRequired: operation.body?.isRequired ?? false,
      at: operation.body?.place ?? operation.place)
    return findings
  }
}
