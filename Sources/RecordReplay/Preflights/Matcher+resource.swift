import HTTPModel

extension Matcher {
  /// So many recorded requests are looked at for one preflight.
  private static let maxLookedAt = 1000

  /// Interactions with a request's method and URL, whatever their fields and bodies, in their order.
  func interactions(for request: StoredRequest, received: ReceivedRequest, api: Int, load: Load) -> [Int] {
    let printed = ReceivedRequest(request, rules[api])
    var resourceOfTable: [Int: [UInt8]] = [:]
    var found: [Int] = []
    var lookedAt = 0
    for row in rows where tables[row.table].api == api && lookedAt < Matcher.maxLookedAt {
      let resource = resourceOfTable[row.table] ?? facts(request, row.table).resource
      resourceOfTable[row.table] = resource
      guard resources[row.resource].elementsEqual(resource), let recorded = load(row[0]) else { continue }
      lookedAt += 1
      let mismatches =
        recorded.captures.map {
          self.mismatches(recorded.request, $0, to: received, shown: printed, rules[api]).all
        } ?? recordedFacts(recorded.request, row.table).mismatches(to: facts(request, row.table))
      if !mismatches.contains(where: { ["/method", "/url"].contains($0.pointer) }) { found += row.indices }
    }
    return found.sorted()
  }
}
