import JSONModel
import SchemaValidation

extension ContractMerger {
  private static let maxHops = 16

  /// Notes what is known of a schema's values, and of what is inside them.
  mutating func see(_ schema: JSONCursor, _ evidence: SchemaEvidence, _ use: SchemaUse) {
    guard evidence.count > 0 else { return }
    guard use.hops < ContractMerger.maxHops else {
      return editor.note("the schema leads to itself and is left as it is", at: schema)
    }
    let parts = conjunction(schema)
    var described: Set<String> = []
    for part in parts { described.formUnion(names(in: part)) }
    let alternatives = parts.compactMap { alternative(of: $0) }
    let adder =
      use.addsNoMembers
      ? nil : parts.first { $0["properties"] != nil } ?? (alternatives.isEmpty ? parts.first : nil)
    for part in parts {
      let place = SchemaPlace(
        schema: part, evidence: evidence, use: use, described: described, addsMembers: part.ordinal == adder?.ordinal,
        hasRequests: use.isRequest, hasResponses: !use.isRequest)
      if schemas[part.ordinal]?.add(place) == nil { schemas[part.ordinal] = place }
      seeInside(part, evidence, use, described)
    }
    for one in alternatives {
      var use = use
      use.hops += 1
      use.addsNoMembers = use.addsNoMembers || adder != nil
      see(one.schema, one.takesNull ? evidence.withoutNulls : evidence, use)
    }
  }

  private mutating func seeInside(
    _ part: JSONCursor, _ evidence: SchemaEvidence, _ use: SchemaUse, _ described: Set<String>
  ) {
    let properties = ContractMerger.members(part["properties"])
    let rest = part["additionalProperties"].flatMap { $0.kind == .object ? $0 : nil }
    for member in evidence.members {
      if let schema = properties[member.name] {
        see(schema, member.evidence, use.inside(member.name))
      } else if let rest, !described.contains(member.name) {
        see(rest, member.evidence, hidden(use))
      }
    }
    if let rest, let others = evidence.others { see(rest, others, hidden(use)) }
    if let items = part["items"], let elements = evidence.items {
      var inside = use.inside(use.name)
      inside.hidesValues = use.hidesValues
      see(items, elements, inside)
    }
  }

  private func hidden(_ use: SchemaUse) -> SchemaUse {
    var inside = use.inside("")
    inside.hidesValues = true
    return inside
  }

  // MARK: Schemas for the same value

  /// The schemas that must all hold: this one without what it refers to, what `$ref` leads to, and each in `allOf`.
  private mutating func conjunction(_ schema: JSONCursor) -> [JSONCursor] {
    var parts: [JSONCursor] = []
    var waiting = [schema], seen: Set<Int> = []
    while let next = waiting.popLast() {
      guard seen.insert(next.ordinal).inserted, seen.count < 64 else { continue }
      guard next.kind == .object else {
        if next.bool == false { editor.note("the schema allows nothing, and values were recorded", at: next) }
        continue
      }
      if let reference = next["$ref"], reference.kind == .string {
        if let target = followed(next) { waiting.append(target) }
        // In 3.0 nothing beside a reference counts.
        if version == .v30 { continue }
      }
      let isOnlyReference = next.members.allSatisfy { ["$ref", "description", "summary"].contains($0.key.text) }
      if next["$ref"] == nil || !isOnlyReference { parts.append(next) }
      if let all = next["allOf"] { waiting += all.elements }
    }
    return parts
  }

  /// The one alternative that is not null, and whether another one is. Several are left as they are.
  private mutating func alternative(of part: JSONCursor) -> (schema: JSONCursor, takesNull: Bool)? {
    guard let list = part["oneOf"] ?? part["anyOf"] else { return nil }
    let all = list.elements.map { ($0, source.resolved($0) ?? $0) }
    let others = all.filter { ContractMerger.types($0.1) != ["null"] }
    if others.count == 1, let one = others.first { return (one.0, others.count < all.count) }
    editor.note("a choice between several schemas is left as it is", at: list)
    return nil
  }

  /// The names of the members that a schema describes, by itself or by what it leads to for the same value.
  private func names(in part: JSONCursor) -> Set<String> {
    var names: Set<String> = [], waiting = [part], seen: Set<Int> = []
    while let next = waiting.popLast() {
      guard seen.insert(next.ordinal).inserted else { continue }
      names.formUnion(ContractMerger.members(next["properties"]).keys)
      for keyword in ["oneOf", "anyOf", "allOf"] {
        waiting += next[keyword]?.elements.compactMap { source.resolved($0) } ?? []
      }
    }
    return names
  }

  static func members(_ object: JSONCursor?) -> [String: JSONCursor] {
    guard let object else { return [:] }
    return Dictionary(object.members.map { ($0.key.text, $0.value) }, uniquingKeysWith: { $1 })
  }

  /// What `type` says; empty where it says nothing.
  static func types(_ schema: JSONCursor) -> [String] {
    guard let type = schema["type"] else { return [] }
    return type.string.map { [$0] } ?? type.elements.compactMap(\.string)
  }
}
