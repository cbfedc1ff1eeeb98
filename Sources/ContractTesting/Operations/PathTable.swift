import HTTPModel

/// Finds the paths of a contract that a request's path fits.
///
/// The rule, where several fit: from left to right, a segment that is text beats one with a variable, and one with more
/// text beats one with less.
struct PathTable: Sendable {
  struct Entry: Sendable {
    /// Of the contract's list of paths.
    let path: Int
    let template: PathTemplate
  }

  struct Match: Sendable {
    let path: Int
    /// As sent.
    let values: [String: [UInt8]]
  }

  private struct Branch: Sendable {
    var texts: [[UInt8]: Int] = [:]
    /// The most specific first.
    var variables: [(segment: PathTemplate.Segment, next: Int)] = []
    var ends: [Int] = []
  }

  private var branches = [Branch()]
  private var entries: [Entry] = []

  mutating func add(_ path: Int, _ template: PathTemplate) {
    var place = 0
    for segment in template.segments {
      if let text = segment.text {
        if let next = branches[place].texts[text] {
          place = next
        } else {
          branches[place].texts[text] = branches.count
          place = branches.count
          branches.append(Branch())
        }
        continue
      }
      if let known = branches[place].variables.first(where: { $0.segment == segment }) {
        place = known.next
        continue
      }
      let at =
        branches[place].variables.firstIndex { $0.segment.fixedCount < segment.fixedCount }
        ?? branches[place].variables.count
      branches[place].variables.insert((segment, branches.count), at: at)
      place = branches.count
      branches.append(Branch())
    }
    branches[place].ends.append(entries.count)
    entries.append(Entry(path: path, template: template))
  }

  /// All that fit, the most specific first. `path` is as sent.
  func matches(_ path: ArraySlice<UInt8>) -> [Match] {
    var pieces = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)[...]
    if pieces.first?.isEmpty == true { pieces = pieces.dropFirst() }
    guard pieces.count <= 256 else { return [] }
    var found: [Match] = []
    var budget = 20_000
    walk(0, pieces, [:], &found, &budget)
    return found
  }

  private func walk(
    _ place: Int, _ rest: ArraySlice<ArraySlice<UInt8>>, _ values: [String: [UInt8]], _ found: inout [Match],
    _ budget: inout Int
  ) {
    budget -= 1
    guard budget > 0 else { return }
    let branch = branches[place]
    guard let first = rest.first else {
      found += branch.ends.map { Match(path: entries[$0].path, values: values) }
      return
    }
    if let next = branch.texts[PercentEncoding.decoded(first)] { walk(next, rest.dropFirst(), values, &found, &budget) }
    for (segment, next) in branch.variables {
      guard let own = segment.values(in: first) else { continue }
      walk(next, rest.dropFirst(), values.merging(own) { $1 }, &found, &budget)
    }
  }
}
