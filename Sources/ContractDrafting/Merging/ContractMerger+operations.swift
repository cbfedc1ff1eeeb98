import HTTPModel
import JSONModel
import SchemaValidation

extension ContractMerger {
  /// `described`: the operation's parameters and its path's.
  mutating func merge(_ draft: OperationDraft, into operation: JSONCursor, _ described: [JSONCursor]) {
    merge(parameters: draft.request, into: operation, described)
    merge(request: draft, into: operation)
    let known = operation["responses"]
    var new: [YAMLBlock.Member] = []
    for (status, response) in draft.responses.sorted(by: { $0.key < $1.key }) {
      if let place = known.flatMap({ ContractMerger.response(status, in: $0) }) {
        if let found = followed(place) { merge(response, into: found) }
      } else {
        new.append(response.member(status, version))
      }
    }
    let text = "added response\(new.count == 1 ? "" : "s") \(new.map(\.key).joined(separator: ", "))"
    if let known {
      editor.add(new, to: known, text)
    } else if !new.isEmpty {
      editor.add([YAMLBlock.Member("responses", .mapping(new))], to: operation, text)
    }
  }

  /// By the status itself, its range, and what holds for all others.
  private static func response(_ status: Int, in responses: JSONCursor) -> JSONCursor? {
    responses["\(status)"] ?? responses["\(status / 100)XX"] ?? responses["default"]
  }

  // MARK: Requests

  private mutating func merge(parameters draft: RequestDraft, into operation: JSONCursor, _ described: [JSONCursor]) {
    let query = missing(query: draft, described), headers = missing(headers: draft, described)
    let blocks =
      query.map { $0.block(of: draft.body.count, version) }
      + headers.map { $0.parameter(of: draft.body.count, version) }
    if blocks.isEmpty { return }
    func text(_ location: String, _ names: [String]) -> String? {
      if names.isEmpty { return nil }
      let list = names.map { "\"\($0)\"" }.joined(separator: ", ")
      return "added \(location) parameter\(names.count == 1 ? "" : "s") \(list)"
    }
    let what = [text("query", query.map(\.name)), text("header", headers.map(\.name))].compactMap(\.self)
      .joined(separator: "; ")
    if let list = operation["parameters"], list.count > 0 {
      editor.append(items: blocks, to: list, what)
    } else {
      editor.add([YAMLBlock.Member("parameters", .list(blocks))], to: operation, what)
    }
  }

  /// Those that the operation does not describe. Where it describes no header, nobody meant to describe them.
  private mutating func missing(headers draft: RequestDraft, _ described: [JSONCursor]) -> [HeadersDraft.Field] {
    let known = described.filter { $0["in"]?.string == "header" }
    relax(known, "header", draft.body.count) { name in
      draft.headers.fields.first { $0.name.lowercased() == name.lowercased() }?.present ?? 0
    }
    var new: [HeadersDraft.Field] = []
    for field in draft.headers.fields {
      let name = field.name.lowercased()
      if let place = known.first(where: { $0["name"]?.string?.lowercased() == name }) {
        let use = SchemaUse(name: field.name, isText: true, hidesValues: true)
        if let schema = place["schema"] { see(schema, field.evidence.asHeader, use) }
      } else if !known.isEmpty, !source.credentialHeaders.contains(name) {
        new.append(field)
      }
    }
    return new
  }

  /// Parameters that were not always there are no longer required; `present` says in how many requests one was, nil where
  /// that is not known.
  private mutating func relax(
    _ known: [JSONCursor], _ location: String, _ count: Int, _ present: (String) -> Int?
  ) {
    for place in known where place["required"]?.bool == true {
      guard let name = place["name"]?.string, let flag = place["required"], let present = present(name),
        present < count
      else { continue }
      let evidence = "in \(present) of \(count) requests"
      editor.replace(flag, with: .scalar(false), "\(location) parameter \"\(name)\": no longer required (\(evidence))")
    }
  }

  private mutating func missing(query draft: RequestDraft, _ described: [JSONCursor]) -> [QueryDraft] {
    let known = described.filter { $0["in"]?.string == "query" }
    var new: [QueryDraft] = []
    for parameter in draft.query {
      guard let place = known.first(where: { ContractMerger.describes($0, parameter.name) }) else {
        new.append(parameter)
        continue
      }
      guard place["name"]?.string == parameter.name else { continue }
      if let schema = place["schema"] { see(schema, parameter) }
    }
    relax(known, "query", draft.body.count) { name in
      let isComposite = known.contains { place in
        place["name"]?.string == name
          && draft.query.contains { $0.name != name && ContractMerger.describes(place, $0.name) }
      }
      return isComposite ? nil : draft.query.first { $0.name == name }?.present ?? 0
    }
    return new
  }

  /// Whether a parameter has this item of a query: `filter[status]` belongs to `filter` where that is an object.
  private static func describes(_ parameter: JSONCursor, _ name: String) -> Bool {
    guard let own = parameter["name"]?.string else { return false }
    if own == name { return true }
    return parameter["style"]?.string == "deepObject" && name.utf8.starts(with: "\(own)[".utf8)
  }

  /// A list in a query may be written in several ways, so only its elements are looked at, where each has its own name.
  private mutating func see(_ schema: JSONCursor, _ parameter: QueryDraft) {
    guard let schema = resolved(schema) else { return }
    let types = ContractMerger.types(schema)
    if types.contains("array") || types.contains("object") { return }
    if parameter.isList {
      editor.note("the query parameter \"\(parameter.name)\" was sent several times in one request", at: schema)
      return
    }
    see(schema, parameter.evidence.asParameter, SchemaUse(name: parameter.name, isText: true))
  }

  private mutating func merge(request draft: OperationDraft, into operation: JSONCursor) {
    let body = draft.request.body
    guard let place = operation["requestBody"] else {
      guard let member = draft.requestMember(version) else { return }
      editor.add([member], to: operation, "added requestBody")
      return
    }
    guard let place = followed(place) else { return }
    if let flag = place["required"], flag.bool == true, body.present < body.count {
      let evidence = "in \(body.present) of \(body.count) requests"
      editor.replace(flag, with: .scalar(false), "requestBody: no longer required (\(evidence))")
    }
    merge(body, into: place, isRequest: true)
  }

  // MARK: Bodies

  private mutating func merge(_ draft: ResponseDraft, into response: JSONCursor) {
    merge(draft.body, into: response, isRequest: false)
    let known = response["headers"]
    var new: [YAMLBlock.Member] = []
    for header in draft.headers.fields {
      let name = header.name.lowercased()
      if let place = known?.members.first(where: { $0.key.text.lowercased() == name })?.value {
        guard let schema = resolved(place)?["schema"] else { continue }
        see(schema, header.evidence.asHeader, SchemaUse(name: header.name, isText: true, hidesValues: true))
      } else {
        new.append(header.member(of: draft.body.count, version))
      }
    }
    let text = "added header\(new.count == 1 ? "" : "s") \(new.map(\.key).joined(separator: ", "))"
    // Where no headers are described, nobody meant to describe them.
    if let known { editor.add(new, to: known, text) }
  }

  /// `place`: what has the `content`.
  private mutating func merge(_ draft: BodyDraft, into place: JSONCursor, isRequest: Bool) {
    let known = place["content"]
    var new: [YAMLBlock.Member] = []
    for (mediaType, content) in draft.content {
      guard let entry = known.flatMap({ ContractMerger.entry(mediaType, in: $0) }) else {
        new.append(content.member(mediaType, version))
        continue
      }
      guard let schema = content.schema else { continue }
      if let place = entry["schema"] {
        see(place, content.evidence, SchemaUse(name: "", isRequest: isRequest))
      } else {
        editor.add([YAMLBlock.Member("schema", schema.block(version))], to: entry, "\(mediaType): added schema")
      }
    }
    let text = "added media type\(new.count == 1 ? "" : "s") \(new.map(\.key).joined(separator: ", "))"
    if new.isEmpty { return }
    if let known {
      editor.add(new, to: known, text)
    } else {
      editor.add([YAMLBlock.Member("content", .mapping(new))], to: place, text)
    }
  }

  /// By the media type itself, without parameters, and by ranges.
  private static func entry(_ mediaType: String, in content: JSONCursor) -> JSONCursor? {
    let type = mediaType.prefix { $0 != "/" }
    for wanted in [mediaType, "\(type)/*", "*/*"] {
      for member in content.members where MediaType(member.key.text)?.essence == wanted { return member.value }
    }
    return nil
  }
}
