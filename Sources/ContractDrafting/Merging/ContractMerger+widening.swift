import JSONModel
import SchemaValidation

extension ContractMerger {
  /// Changes a schema so that it holds for what was seen and describes all of it.
  mutating func widen(_ place: SchemaPlace) {
    let types = widenTypes(place)
    widenValues(place)
    relax(place)
    if !place.use.isText { describe(place, types) }
  }

  /// `"status": `, where there is a name.
  private func label(_ place: SchemaPlace) -> String { place.use.name.isEmpty ? "" : "\"\(place.use.name)\": " }

  // MARK: Types

  /// The types that are allowed afterwards; empty where any is.
  private mutating func widenTypes(_ place: SchemaPlace) -> Set<String> {
    let stated = ContractMerger.types(place.schema)
    guard let keyword = place.schema["type"], !stated.isEmpty else { return [] }
    if place.use.isText, stated.contains("string") { return Set(stated) }
    var missing = place.evidence.types.map(\.rawValue).filter { type in
      !stated.contains(type) && !(type == "integer" && stated.contains("number"))
    }
    if version == .v30, missing.contains("null") {
      missing.removeAll { $0 == "null" }
      allowNull(place)
    }
    if missing.isEmpty { return Set(stated) }
    let isWider = missing.contains("number") && stated.contains("integer")
    if isWider { missing.removeAll { $0 == "number" } }
    if version == .v30, !missing.isEmpty {
      editor.note(
        "\(label(place))recorded values are \(missing.joined(separator: ", ")) too; 3.0 can't list types", at: keyword)
      missing = []
    }
    let text = (isWider ? ["integer becomes number"] : []) + missing.map { "added \($0)" }
    if text.isEmpty { return Set(stated) }
    let what = "\(label(place))type: \(text.joined(separator: ", "))"
    let kept = stated.map { isWider && $0 == "integer" ? "number" : $0 }
    if keyword.kind == .string {
      let values = (kept + missing).map { JSONValue.string($0) }
      editor.replace(keyword, with: values.count == 1 ? .scalar(values[0]) : .values(values), what)
    } else {
      if isWider, let integer = keyword.elements.first(where: { $0.string == "integer" }) {
        editor.replace(integer, with: .scalar("number"), missing.isEmpty ? what : "")
      }
      if !missing.isEmpty { editor.append(missing.map { .string($0) }, to: keyword, what) }
    }
    return Set(kept + missing)
  }

  private mutating func allowNull(_ place: SchemaPlace) {
    let what = "\(label(place))nullable"
    if let flag = place.schema["nullable"] {
      if flag.bool == false { editor.replace(flag, with: .scalar(true), what) }
    } else {
      editor.add([YAMLBlock.Member("nullable", .scalar(true))], to: place.schema, what)
    }
  }

  // MARK: Values

  private mutating func widenValues(_ place: SchemaPlace) {
    let texts = place.evidence.texts
    if let list = place.schema["enum"], list.kind == .array {
      let known = Set(list.elements.compactMap(\.string))
      let isListed = texts.count > 0 && !known.isEmpty
      var new: [JSONValue] = []
      switch texts.outside(known) {
      case nil where isListed:
        editor.note("\(label(place))whether all recorded values are in the enum can't be told", at: list)
      case let outside? where isListed && !outside.isEmpty:
        if !place.use.hidesValues, texts.values(of: place.use.name) != nil {
          new = outside.map { .string($0) }
        } else {
          editor.note("\(label(place))\(outside.count) recorded values, not shown here, are not in the enum", at: list)
        }
      default: break
      }
      let isText = place.use.isText && !known.isEmpty
      if place.evidence.integers + place.evidence.fractions + place.evidence.booleans > 0, !isText {
        editor.note("\(label(place))whether all recorded values are in the enum can't be told", at: list)
      }
      if place.evidence.nulls > 0, !list.elements.contains(where: \.isNull) { new.append(.null) }
      let names = new.map { $0.text() }.joined(separator: ", ")
      if !new.isEmpty { editor.append(new, to: list, "\(label(place))enum: added \(names)") }
    }
    if let only = place.schema["const"], let text = only.string, texts.outside([text])?.isEmpty == false {
      editor.note("\(label(place))recorded values differ from const", at: only)
    }
    if let format = place.schema["format"], let name = format.string, texts.count > 0, texts.areAll(in: name) == false {
      editor.note("\(label(place))not all of \(texts.count) recorded values are in the format \(name)", at: format)
    }
  }

  // MARK: Members and elements

  /// Names that were not always there are no longer required.
  private mutating func relax(_ place: SchemaPlace) {
    guard let list = place.schema["required"], list.kind == .array, place.evidence.objects > 0,
      !place.evidence.isMap
    else { return }
    let present = Dictionary(
      place.evidence.members.map { ($0.name, $0.present) }, uniquingKeysWith: { one, _ in one })
    let properties = ContractMerger.members(place.schema["properties"])
    let objects = place.evidence.objects
    let absent = Set(
      list.elements.compactMap(\.string).filter { name in
        guard present[name, default: 0] < objects else { return false }
        let schema = properties[name].flatMap { source.resolved($0) }
        // Such a one is only required in answers, or only in requests.
        if schema?["readOnly"]?.bool == true, place.hasRequests { return false }
        return !(schema?["writeOnly"]?.bool == true && place.hasResponses)
      })
    if absent.isEmpty { return }
    let label = label(place)
    editor.remove(absent, from: "required", of: place.schema) { name in
      "\(label)\"\(name)\" is no longer required (\(present[name, default: 0]) of \(objects))"
    }
  }

  /// Describes what is not described.
  private mutating func describe(_ place: SchemaPlace, _ types: Set<String>) {
    let schema = place.schema, known = schema["properties"]
    let hasObjects = types.contains("object") || (types.isEmpty && known != nil)
    let inferred = InferredSchema(place.evidence, named: place.use.name, hidesValues: place.use.hidesValues)
    var new: [YAMLBlock.Member] = []
    var texts: [String] = []
    if hasObjects, place.addsMembers {
      let properties = inferred.properties.filter { !place.described.contains($0.name) }
      let rest = schema["additionalProperties"], isClosed = rest?.bool == false
      let members = properties.map { $0.member(version) }
      let names = properties.map { "\"\($0.name)\"" }.joined(separator: ", ")
      let text = "\(label(place))added propert\(properties.count == 1 ? "y" : "ies") \(names)"
      switch (rest == nil || isClosed, schema["patternProperties"] != nil) {
      case (true, true) where !members.isEmpty:
        editor.note("\(label(place))patternProperties are left as they are; not added: \(names)", at: schema)
      case (true, false) where !members.isEmpty:
        if let known {
          editor.add(members, to: known, text)
        } else {
          new.append(YAMLBlock.Member("properties", .mapping(members)))
          texts.append(text)
        }
      default: break
      }
      if let others = inferred.others, rest == nil, schema["patternProperties"] == nil {
        new.append(
          YAMLBlock.Member("additionalProperties", others.block(version), others.evidence(of: "members")))
        texts.append("\(label(place))added additionalProperties")
      } else if let others = inferred.others, isClosed {
        editor.note("\(label(place))\(others.facts.count) recorded members, named by data, are not allowed", at: schema)
      }
    }
    if types.contains("array"), schema["items"] == nil, schema["prefixItems"] == nil, let items = inferred.items {
      new.append(YAMLBlock.Member("items", items.block(version), items.evidence(of: "items")))
      texts.append("\(label(place))added items")
    }
    editor.add(new, to: schema, texts.joined(separator: "; "))
  }
}
