import HTTPModel

/// A request as it was received: what of it is compared, and what stands in its places.
final class ReceivedRequest {
  private let source: CaptureSource
  /// Nothing of it is masked.
  private let facts: RequestFacts

  /// `target` is what follows the API's base path, `body` what is left when codings are undone.
  init(
    _ method: HTTPMethod, _ target: ArraySlice<UInt8>, _ headers: HeaderFields, _ body: [UInt8], _ rules: MatchRules
  ) {
    source = CaptureSource(target: target, headers: headers, body: .bytes(body))
    facts = RequestFacts(method, target, headers, body, rules, mask: PlaceMask())
  }

  convenience init(_ request: StoredRequest, _ rules: MatchRules) {
    self.init(request.method, rules.target(of: request.url), request.headers, request.comparedBody ?? [], rules)
  }

  /// As a mask of these places shows it.
  func facts(_ mask: PlaceMask) -> RequestFacts {
    RequestFacts(facts.method, source.target, source.headers, facts.source, facts.rules, mask: mask)
  }

  /// What stands where the holes are; nil where there is nothing.
  func values(at holes: [RequestHole]) -> [CaptureSource.Value?] {
    let values = source.values(at: Set(holes.compactMap(\.source)))
    return holes.map { hole in
      if let place = hole.source { return values[place] }
      guard case .header(let name) = hole.place, case .text(let text)? = facts.header(name) else { return nil }
      return .text(Array(text))
    }
  }

  func fits(_ holes: [RequestHole]) -> Bool {
    zip(holes, values(at: holes)).allSatisfy { hole, value in value.map(hole.fits) ?? false }
  }
}
