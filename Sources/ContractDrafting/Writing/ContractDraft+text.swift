import JSONModel

extension ContractDraft {
  /// The draft as a document of its own, in YAML.
  public var text: String {
    var writer = YAMLWriter()
    let others = unrecorded == 0 ? "" : ", \(unrecorded) of which \(unrecorded == 1 ? "was" : "were") not recorded"
    writer.line("# Drafted from \(count) interaction\(count == 1 ? "" : "s")\(others).")
    writer.line("# A comment is the evidence: \"41 of 41\" says in how many of the objects a member is.")
    writer.write(members, indent: 0)
    return writer.text
  }

  private var members: [YAMLBlock.Member] {
    let info = [YAMLBlock.Member("title", text: title), YAMLBlock.Member("version", text: "0.1.0")]
    var members = [YAMLBlock.Member("openapi", text: "3.1.0"), YAMLBlock.Member("info", .mapping(info))]
    if !servers.isEmpty {
      let items = servers.map { YAMLBlock.mapping([YAMLBlock.Member("url", text: $0)]) }
      members.append(YAMLBlock.Member("servers", .list(items)))
    }
    var sections = [YAMLBlock.Member("paths", .mapping(ContractDraft.sorted(paths).map { $1.member($0, .v31) }))]
    if !webhooks.isEmpty {
      let items = ContractDraft.sorted(webhooks).map { $1.member($0, .v31) }
      sections.append(YAMLBlock.Member("webhooks", .mapping(items)))
    }
    let shapes = RepeatedShapes(sections)
    members += sections.map(shapes.lifted)
    if !shapes.components.isEmpty {
      let schemas = YAMLBlock.Member("schemas", .mapping(shapes.components))
      members.append(YAMLBlock.Member("components", .mapping([schemas])))
    }
    return members
  }

  static func sorted(_ paths: [String: PathDraft]) -> [(String, PathDraft)] {
    paths.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

extension PathDraft {
  func member(_ name: String, _ version: OpenAPIVersion) -> YAMLBlock.Member {
    var members: [YAMLBlock.Member] = []
    if !parameters.isEmpty {
      let items = parameters.map { parameter in
        let schema = parameter.evidence
        return YAMLBlock.parameter(parameter.name, in: "path", isRequired: true, evidence: "", schema, version)
      }
      members.append(YAMLBlock.Member("parameters", .list(items)))
    }
    return YAMLBlock.Member(name, .mapping(members + operationMembers(version)))
  }

  private func operationMembers(_ version: OpenAPIVersion) -> [YAMLBlock.Member] {
    ContractDraft.Method.allCases.compactMap { method in operations[method]?.member(method.rawValue, version) }
  }
}
