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

  /// 100,000 pairs in all, each of a family of requests that differ in little: four that are recorded, some with captures,
  /// with five that are received.
  @Test(arguments: 1...4) func `a request matches exactly where there is nothing to explain`(seed: UInt64) throws {
    let empty = Matcher(apis: [try Self.api()])
    var source = RequestSource(seed: seed)
    var matches = [false: 0, true: 0]
    for _ in 0..<1250 {
      let plan = source.plan()
      let plans = [plan] + (0..<4).map { _ in source.changed(plan) }
      let received = plans.map { source.request($0, isReceived: true) }
      let unmasked = received.map { RequestFacts($0, empty.rules[0]) }
      for (row, recorded) in plans.dropLast().map({ source.request($0, isReceived: false) }).enumerated() {
        let captures = source.captures(of: recorded)
        var matcher = empty
        matcher.add(recorded, captures, api: "demo", at: 0)
        let places = RequestFacts(recorded, empty.rules[0]).placeholders.places
        let facts = matcher.recordedFacts(recorded, 0)
        for (column, request) in (received + [recorded]).enumerated() {
          let isFound: Bool, mismatches: [Mismatch]
          if let captures {
            isFound = matcher.isFound(request)
            let whole = ReceivedRequest(request, matcher.rules[0])
            mismatches = matcher.mismatches(recorded, captures, to: whole, shown: whole, matcher.rules[0]).all
          } else {
            isFound = matcher.isFound(request) || matcher.find(request, api: 0) { _ in (recorded, nil) } != .none
            let isUnmasked = places.isEmpty && column < unmasked.count
            mismatches = facts.mismatches(to: isUnmasked ? unmasked[column] : matcher.facts(request, 0))
          }
          let isFilled = row == 0 && column == 0 && plan.isSameHoweverSpelled && captures == nil
          let isTheSame = isFilled || column == received.count
          if isFound != mismatches.isEmpty || isTheSame && !isFound {
            Issue.record(
              """
              found: \(isFound), but \(mismatches)
              \(Self.text(recorded)) \(captures.map { "\($0)" } ?? "no captures")
              \(Self.text(request))
              """)
            return
          }
          if isFound, column < received.count { matches[captures != nil, default: 0] += 1 }
        }
      }
    }
    #expect((1000...15_000).contains(matches[false] ?? 0), "pairs of both kinds: \(matches) of 25,000 match")
    #expect((1000...15_000).contains(matches[true] ?? 0), "pairs of both kinds: \(matches) of 25,000 match")
  }

  private static func text(_ request: StoredRequest) -> String {
    "\(request.method.rawValue) \(request.url) \(request.headers.map(\.description)) "
      + String(decoding: request.comparedBody ?? [], as: UTF8.self)
  }
}

extension Matcher {
  fileprivate func isFound(_ request: StoredRequest) -> Bool {
    let target = rules[0].target(of: request.url)
    return find(request.method, target, request.headers, request.comparedBody ?? [], api: 0) != .none
  }
}
