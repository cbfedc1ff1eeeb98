import HTTPModel
import JSONModel
import TestSupport
import Testing

@testable import RecordReplay

/// The look-up and the explanation of a miss are two readings of one request. They must never disagree.
struct MatchingAgreementTests {
  private static func api() throws -> API {
    try API.profiled(
      #"""
      "match": {"headers": {"Accept": "value", "Content-Type": "type", "Authorization": "scheme"}},
      "volatile": {
        "query": ["no-nce"], "members": ["created"], "places": ["/m/ts", "/*/at"], "paths": ["/orders/{id}/lines"]
      }
      """#)
  }

  /// 100,000 pairs in all, each of a family of requests that differ in little: four that are recorded with five that are
  /// received.
  @Test(arguments: 1...4) func `a request matches exactly where there is nothing to explain`(seed: UInt64) throws {
    let empty = Matcher(apis: [try Self.api()])
    var source = RequestSource(seed: seed)
    var matches = 0
    for _ in 0..<1250 {
      let plan = source.plan()
      let plans = [plan] + (0..<4).map { _ in source.changed(plan) }
      let received = plans.map { source.request($0, isReceived: true) }
      let unmasked = received.map { RequestFacts($0, empty.rules[0]) }
      for (row, recorded) in plans.dropLast().map({ source.request($0, isReceived: false) }).enumerated() {
        var matcher = empty
        matcher.add(recorded, api: "demo", at: 0)
        let places = RequestFacts(recorded, empty.rules[0]).placeholders.places
        let facts = matcher.facts(recorded, 0)
        for (column, request) in received.enumerated() {
          let isFound = matcher.find(request, api: 0) { _ in recorded } != .none
          let mismatches = facts.mismatches(to: places.isEmpty ? unmasked[column] : matcher.facts(request, 0))
          let isTheSame = row == 0 && column == 0 && plan.isSameHoweverSpelled
          if isFound != mismatches.isEmpty || isTheSame && !isFound {
            Issue.record("found: \(isFound), but \(mismatches)\n\(Self.text(recorded))\n\(Self.text(request))")
            return
          }
          if isFound { matches += 1 }
        }
      }
    }
    #expect((4000...20_000).contains(matches), "pairs of both kinds: \(matches) of 25,000 match")
  }

  private static func text(_ request: StoredRequest) -> String {
    "\(request.method.rawValue) \(request.url) \(request.headers.map(\.description)) "
      + String(decoding: request.comparedBody ?? [], as: UTF8.self)
  }
}
