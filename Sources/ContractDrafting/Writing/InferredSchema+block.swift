import JSONModel
import SchemaValidation

extension InferredSchema {
  /// As a Schema Object of OpenAPI 3.1, or of 3.0, where null is no type.
  func block(_ version: OpenAPIVersion) -> YAMLBlock {
    var members: [YAMLBlock.Member] = []
    let named = version == .v30 ? types.filter { $0 != .null } : types
    switch named.count {
    case 0: break
    case 1: members.append(YAMLBlock.Member("type", text: named[0].rawValue))
    // 3.0 has no list of types; what isn't said allows all of them.
    default:
      if version == .v31 { members.append(YAMLBlock.Member("type", .values(named.map { .string($0.rawValue) }))) }
    }
    let hasNull = types.contains(.null)
    if version == .v30, hasNull, named.count <= 1 { members.append(YAMLBlock.Member("nullable", .scalar(true))) }
    if let format { members.append(YAMLBlock.Member("format", text: format)) }
    if !values.isEmpty {
      members.append(YAMLBlock.Member("enum", .values(values.map { .string($0) } + (hasNull ? [.null] : []))))
    }
    let required = properties.filter(\.isRequired).map { JSONValue.string($0.name) }
    if !required.isEmpty { members.append(YAMLBlock.Member("required", .values(required))) }
    if !properties.isEmpty {
      members.append(YAMLBlock.Member("properties", .mapping(properties.map { $0.member(version) })))
    }
    if let others {
      members.append(YAMLBlock.Member("additionalProperties", others.block(version), others.evidence(of: "members")))
    }
    if let items { members.append(YAMLBlock.Member("items", items.block(version), items.evidence(of: "items"))) }
    return .mapping(members)
  }

  /// `120 items, null in 3`, to stand behind a key.
  func evidence(of noun: String) -> String {
    let noun = facts.count == 1 && noun.hasSuffix("s") ? String(noun.dropLast()) : noun
    return (["\(facts.count) \(noun)"] + remarks).joined(separator: ", ")
  }

  /// What the keywords do not say.
  fileprivate var remarks: [String] {
    var remarks: [String] = []
    if facts.nulls > 0 { remarks.append(facts.nulls == facts.count ? "always null" : "null in \(facts.nulls)") }
    if let only = facts.onlyValue, facts.count > 1 {
      remarks.append("always \"\(only)\"")
    } else if let distinct = facts.distinct, values.isEmpty, format == nil, facts.count > 1 {
      let count = distinct.isMore ? "more than \(DistinctCount.limit)" : "\(distinct.count)"
      remarks.append("\(count) value\(distinct.count == 1 ? "" : "s")")
    }
    if types == [.array], items == nil { remarks.append("always empty") }
    if types == [.object], properties.isEmpty, others == nil, !facts.isCut { remarks.append("always empty") }
    if facts.isCut { remarks.append("not described any deeper") }
    return remarks
  }
}

extension InferredSchema.Property {
  func member(_ version: OpenAPIVersion) -> YAMLBlock.Member {
    let comment = (["\(present) of \(objects)"] + schema.remarks).joined(separator: ", ")
    return YAMLBlock.Member(name, schema.block(version), comment)
  }
}

/// Which of OpenAPI's two kinds of schemas a document has.
enum OpenAPIVersion: Sendable { case v30, v31 }
