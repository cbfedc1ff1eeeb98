import ContractTesting

extension CoverageReport {
  /// What is missing of one sort in one part of an operation: `response 200, fields`.
  struct Lack {
    let label: String
    let entries: [String]
  }

  /// Statuses, then in the order of the parts, and in each of the kinds.
  func lacks(_ group: CoverageSummary.Group) -> [Lack] {
    let inner = isWhole ? [:] : CoverageReport.inner(of: group.missing)
    var lacks: [Lack] = []
    for part in CoverageReport.distinct([nil] + group.missing.map(\.part)) {
      for kind in CoverageSummary.Kind.allCases {
        let missing = group.missing.filter { $0.part == part && $0.kind == kind && inner[$0] != .some(.inside) }
        guard let first = missing.first else { continue }
        lacks.append(Lack(label: CoverageReport.label(first), entries: entries(missing, inner)))
      }
    }
    return lacks
  }

  private enum Fold: Equatable { case inside, holds(Int) }

  /// What is inside a field that is missing itself, and how much each such field holds.
  private static func inner(of missing: [CoverageSummary.Missing]) -> [CoverageSummary.Missing: Fold] {
    struct Place: Hashable { let part: String?, name: Substring }
    var fields: [Place: CoverageSummary.Missing] = [:]
    for field in missing where field.kind == .fields {
      fields[Place(part: field.part, name: Substring(field.name))] = field
    }
    var folds: [CoverageSummary.Missing: Fold] = [:]
    for one in missing {
      // The outermost field on the way to it, itself left out where it is one.
      let ends = one.name.indices.filter { one.name[$0] == "/" || one.name[$0] == "<" }
      let ways = ends.map { one.name[..<$0] } + (one.kind == .fields ? [] : [one.name[...]])
      guard let outer = ways.lazy.compactMap({ fields[Place(part: one.part, name: $0)] }).first else { continue }
      folds[one] = .inside
      if case .holds(let count) = folds[outer] { folds[outer] = .holds(count + 1) } else { folds[outer] = .holds(1) }
    }
    return folds
  }

  private static func distinct<Element: Hashable>(_ all: [Element]) -> [Element] {
    var seen: Set<Element> = []
    return all.filter { seen.insert($0).inserted }
  }

  private func entries(_ missing: [CoverageSummary.Missing], _ folds: [CoverageSummary.Missing: Fold]) -> [String] {
    guard missing.first?.kind == .enumValues else {
      return missing.map { one in
        if case .holds(let count) = folds[one] { return "\(CoverageReport.entry(one)) (and \(count) in it)" }
        return CoverageReport.entry(one)
      }
    }
    // The values of one place are one entry.
    var values: [String: [String]] = [:]
    for one in missing { values[one.name, default: []].append(one.value ?? "") }
    return CoverageReport.distinct(missing.map(\.name)).map { name in
      let (shown, rest) = bounded(values[name] ?? [], by: CoverageReport.maxEntries)
      let more = rest > 0 ? " and \(rest) more" : ""
      return (name.isEmpty ? "" : "\(name) ") + shown.joined(separator: " ") + more
    }
  }

  private static func label(_ missing: CoverageSummary.Missing) -> String {
    guard let part = missing.part else { return missing.kind.title }
    return missing.kind == .parameters ? "\(part) parameters" : "\(part), \(missing.kind.title)"
  }

  private static func entry(_ missing: CoverageSummary.Missing) -> String {
    switch missing.kind {
    case .parameters: missing.isRequired ? "\(missing.name) (required)" : missing.name
    case .unionBranches: "\(missing.name)<\(missing.value ?? "")>"
    default: missing.name.isEmpty ? "the whole" : missing.name
    }
  }

  /// Those of exercised operations and webhooks.
  static func lacking(_ summary: CoverageSummary) -> [CoverageSummary.Group] {
    summary.groups.filter { $0.isExercised && !$0.missing.isEmpty }
  }

  /// The names of those that nothing exercises.
  static func unseen(_ summary: CoverageSummary, areWebhooks: Bool) -> [String] {
    summary.groups.filter { !$0.isExercised && $0.isWebhook == areWebhooks }
      .map { areWebhooks ? String(decoding: $0.name.utf8.dropFirst("webhook ".utf8.count), as: UTF8.self) : $0.name }
  }

  /// The most entries of a list, and the most operations, where lists are not whole.
  static let maxEntries = 6, maxGroups = 10

  /// What is said of operations that are not shown.
  static func others(_ count: Int) -> String {
    count == 1 ? "1 more operation that is seen in part" : "\(count) more operations that are seen in part"
  }

  /// The first ones, and how many more there are.
  func bounded<Element>(_ all: [Element], by most: Int) -> (shown: [Element], rest: Int) {
    if isWhole || all.count <= most { return (all, 0) }
    return (Array(all.prefix(most)), all.count - most)
  }
}
