import JSONModel
import SchemaValidation

/// Goes through a contract and a draft side by side.
struct ContractMerger {
  let source: ExistingContract
  let version: OpenAPIVersion
  var editor: ContractEditor
  /// What is known of the values of each schema, by its place in the contract.
  var schemas: [Int: SchemaPlace] = [:]

  init(_ source: ExistingContract, _ version: OpenAPIVersion) {
    (self.source, self.version, editor) = (source, version, ContractEditor(source))
  }

  mutating func merge(_ draft: ContractDraft) {
    merge(draft.paths, "paths")
    if version == .v31 || source.root["webhooks"] != nil { merge(draft.webhooks, "webhooks") }
    for ordinal in schemas.keys.sorted() {
      if let place = schemas[ordinal] { widen(place) }
    }
  }

  private mutating func merge(_ paths: [String: PathDraft], _ key: String) {
    if paths.isEmpty { return }
    let known = source.root[key]
    let items = ContractMerger.members(known)
    var new: [YAMLBlock.Member] = []
    for (name, path) in ContractDraft.sorted(paths) {
      guard let item = items[name] else {
        new.append(path.member(name, version))
        continue
      }
      guard let item = followed(item) else { continue }
      merge(path, into: item, name)
    }
    let noun = key == "paths" ? "path" : "webhook"
    if let known {
      editor.add(new, to: known) { "added \(noun) \($0)" }
    } else if !new.isEmpty {
      let names = new.map(\.key).joined(separator: ", ")
      editor.add([YAMLBlock.Member(key, .mapping(new))], to: source.root, "added \(key): \(names)")
    }
  }

  /// What a reference leads to. One that leads out of the file is left as it is.
  func resolved(_ value: JSONCursor) -> JSONCursor? { source.resolved(value) }

  mutating func followed(_ value: JSONCursor) -> JSONCursor? {
    if let found = source.resolved(value) { return found }
    editor.note("the reference leads out of the file; what it leads to is not changed", at: value)
    return nil
  }

  private mutating func merge(_ path: PathDraft, into item: JSONCursor, _ name: String) {
    var new: [YAMLBlock.Member] = []
    let described = parameters(item)
    for method in ContractDraft.Method.allCases {
      guard let operation = path.operations[method] else { continue }
      if let known = item[method.rawValue] {
        merge(operation, into: known, parameters(known) + described)
      } else {
        new.append(missing(operation, method, path, described))
      }
    }
    editor.add(new, to: item) { "\(name): added \($0)" }
  }

  /// An operation with those of the path's parameters that the path itself does not describe.
  private func missing(
    _ operation: OperationDraft, _ method: ContractDraft.Method, _ path: PathDraft, _ described: [JSONCursor]
  ) -> YAMLBlock.Member {
    let member = operation.member(method.rawValue, version)
    let items = path.parameters.filter { parameter in
      !described.contains { $0["in"]?.string == "path" && $0["name"]?.string == parameter.name }
    }.map { YAMLBlock.parameter($0.name, in: "path", isRequired: true, evidence: "", $0.evidence, version) }
    guard !items.isEmpty, case .mapping(var members) = member.value else { return member }
    if let index = members.firstIndex(where: { $0.key == "parameters" }), case .list(let own) = members[index].value {
      members[index] = YAMLBlock.Member("parameters", .list(items + own))
    } else {
      members.insert(YAMLBlock.Member("parameters", .list(items)), at: 0)
    }
    return YAMLBlock.Member(member.key, .mapping(members), member.comment)
  }

  /// Of a path or an operation, references followed.
  private func parameters(_ value: JSONCursor) -> [JSONCursor] {
    value["parameters"]?.elements.compactMap { source.resolved($0) } ?? []
  }
}
