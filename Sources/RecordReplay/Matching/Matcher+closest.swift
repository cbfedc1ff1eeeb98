import HTTPModel

extension Matcher {
  /// Of recorded requests for the nearest resources so many bytes of bodies are compared, each of them counted as 16 KiB
  /// at least: a cassette may hold a million.
  static let maxComparedBytes = 16 << 20

  /// The interaction of the same API with the fewest and lightest mismatches; the first of several. Nil where there is
  /// none of this API. `request` is the received one as it may be printed, its secrets replaced.
  func closest(
    to request: StoredRequest, received whole: () -> ReceivedRequest?, api: Int, load: Load
  ) -> (index: Int, mismatches: [Mismatch])? {
    var both: (whole: ReceivedRequest, printed: ReceivedRequest)?
    // As each table sees the request.
    var received: [Int: (facts: RequestFacts, resource: Resource)] = [:]
    var candidates: [(distance: Int, row: Int)] = []
    for (number, row) in rows.enumerated() where tables[row.table].api == api {
      if received[row.table] == nil {
        let facts = facts(request, row.table)
        received[row.table] = (facts, Resource(facts.resource[...]))
      }
      let distance = received[row.table]?.resource.distance(to: Resource(resources[row.resource])) ?? .max
      candidates.append((distance, number))
    }
    candidates.sort { $0 < $1 }
    var best: (distance: Int, row: Int, mismatches: [Mismatch])?
    var compared = 0
    for (distance, number) in candidates where compared < Matcher.maxComparedBytes {
      if let best, distance > best.distance { break }
      let row = rows[number]
      guard let other = received[row.table]?.facts, let recorded = load(row[0]) else { continue }
      let details: Int
      var all: [Mismatch]
      if let captures = recorded.captures {
        let printed = both?.printed ?? ReceivedRequest(request, rules[api])
        let whole = both?.whole ?? whole() ?? printed
        both = (whole, printed)
        (details, all) = mismatches(recorded.request, captures, to: whole, shown: printed, rules[api])
      } else {
        let facts = recordedFacts(recorded.request, row.table)
        (details, all) = (facts.detailMismatches(to: other).count, facts.mismatches(to: other))
      }
      if all.isEmpty { all = RequestVariant(recorded.request.headers).mismatches(to: RequestVariant(request.headers)) }
      compared += max(recorded.request.body?.length ?? 0, 16 << 10)
      if best.map({ (distance + details, number) < ($0.distance, $0.row) }) ?? true {
        best = (distance + details, number, all)
      }
    }
    return best.map { (rows[$0.row][0], $0.mismatches) }
  }
}

/// Method and path.
private struct Resource {
  let method: ArraySlice<UInt8>
  /// What stands between the path's slashes.
  let segments: [ArraySlice<UInt8>]

  init(_ bytes: ArraySlice<UInt8>) {
    let end = bytes.place(of: 32) ?? bytes.endIndex
    method = bytes[..<end]
    segments = bytes[min(end + 1, bytes.endIndex)...].split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
  }

  /// The path weighs most, then the method: whoever asks for the same resource with another body is nearer than whoever
  /// asks for another resource.
  func distance(to other: Resource) -> Int {
    let pairs = zip(segments, other.segments)
    let path =
      segments.count == other.segments.count
      ? 30 * pairs.count { $0 != $1 }
      : 40 * (max(segments.count, other.segments.count) - pairs.prefix { $0 == $1 }.count)
    return path + (method == other.method ? 0 : 100)
  }
}
