import Findings
import HTTPModel
import JSONModel

/// Faults of a document's paths and webhooks.
extension Contract {
  func webhookFaults() -> [Finding] {
    let webhooks = storage.paths.webhooks
    let names = Set(webhooks.map(\.name))
    return Contract.eventMembers.flatMap { member -> [Finding] in
      let listed = webhooks.map { texts($0, [member]) }
      // `type` may be about something else: then it never is a webhook's name.
      let isOfEvents = member.lowercased().hasPrefix("event") || listed.contains { $0.contains(where: names.contains) }
      guard isOfEvents else { return [] }
      return zip(webhooks, listed).compactMap { webhook, texts in
        if texts.isEmpty || texts.contains(webhook.name) { return nil }
        let shown = texts.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
        return fault(
          .webhookNameNotInEnum, "\"\(member)\" can only be \(shown)", webhook.place,
          operation: "webhook \(webhook.name)", detail: member)
      }
    }
  }

  func pathFaults() -> [Finding] {
    let paths = storage.paths.paths.map { ($0, PathTemplate($0.name)) }
    return collisions(paths) + paths.flatMap { undeclared($0, $1) }
  }

  private func undeclared(_ path: ContractPaths.Path, _ template: PathTemplate) -> [Finding] {
    let variables = template.segments.flatMap(\.parts).compactMap { part -> String? in
      if case .variable(let name) = part { name } else { nil }
    }
    guard !variables.isEmpty else { return [] }
    return path.operations.flatMap { method, place -> [Finding] in
      let name = "\(method) \(path.name)"
      guard let operation = try? storage.operations.operation(name, place, of: path.items, storage.files),
        operation.broken.isEmpty
      else { return [] }
      let declared = operation.parameters.filter { $0.location == .path }.map(\.name)
      return variables.filter { !declared.contains($0) }.map {
        fault(
          .undeclaredPathParameter, "{\($0)} is described by no parameter", operation.place.value.place,
          operation: name, detail: $0)
      }
    }
  }

  /// Each path is compared with all that have as many segments.
  private func collisions(_ paths: [(ContractPaths.Path, PathTemplate)]) -> [Finding] {
    var found: [Finding] = []
    var groups: [Int: [(ContractPaths.Path, PathTemplate)]] = [:]
    // What differs only behind `#` or `?` is one path, on purpose.
    func isMarked(_ path: (ContractPaths.Path, PathTemplate)) -> Bool {
      path.0.name.utf8.contains { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "?") }
    }
    var seen = Set(paths.filter { !isMarked($0) }.map(\.1))
    for path in paths where !isMarked(path) || seen.insert(path.1).inserted {
      groups[path.1.segments.count, default: []].append(path)
    }
    for group in groups.sorted(by: { $0.key < $1.key }).map(\.value) {
      for (index, one) in group.enumerated() {
        for other in group[(index + 1)...] where Contract.areAmbiguous(one.1, other.1) {
          found.append(
            fault(
              .ambiguousPaths, "\(one.0.name) and \(other.0.name) fit the same requests",
              other.0.place, operation: other.0.name, detail: one.0.name))
        }
      }
    }
    return found
  }

  /// Whether some path fits both, and neither is the more specific one.
  static func areAmbiguous(_ one: PathTemplate, _ other: PathTemplate) -> Bool {
    var firstIsMore = false, secondIsMore = false
    for (left, right) in zip(one.segments, other.segments) {
      switch (left.text, right.text) {
      case (let left?, let right?): if left != right { return false }
      case (let text?, nil):
        if right.values(in: ArraySlice(text)) == nil { return false }
        firstIsMore = true
      case (nil, let text?):
        if left.values(in: ArraySlice(text)) == nil { return false }
        secondIsMore = true
      case (nil, nil):
        if left.shape == right.shape { continue }
        if left.fixedCount > right.fixedCount { firstIsMore = true } else { secondIsMore = true }
      }
    }
    return firstIsMore == secondIsMore
  }
}
