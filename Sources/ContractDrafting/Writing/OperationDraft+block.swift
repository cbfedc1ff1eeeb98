import JSONModel
import SchemaValidation

extension OperationDraft {
  func member(_ name: String, _ version: OpenAPIVersion) -> YAMLBlock.Member {
    var members: [YAMLBlock.Member] = []
    if let id { members.append(YAMLBlock.Member("operationId", text: id)) }
    let parameters =
      request.query.map { $0.block(of: request.body.count, version) }
      + request.headers.fields.map { $0.parameter(of: request.body.count, version) }
    if !parameters.isEmpty { members.append(YAMLBlock.Member("parameters", .list(parameters))) }
    if let body = requestMember(version) { members.append(body) }
    let answers = responses.sorted { $0.key < $1.key }.map { $1.member($0, version) }
    if !answers.isEmpty { members.append(YAMLBlock.Member("responses", .mapping(answers))) }
    return YAMLBlock.Member(name, .mapping(members), YAMLBlock.interactions(count))
  }

  func requestMember(_ version: OpenAPIVersion) -> YAMLBlock.Member? {
    let body = request.body
    guard body.present > 0 else { return nil }
    var members: [YAMLBlock.Member] = []
    if body.present == body.count { members.append(YAMLBlock.Member("required", .scalar(true))) }
    members.append(YAMLBlock.Member("content", body.block(version)))
    let left = leftOut > 0 ? "; \(leftOut) more were refused and do not count" : ""
    return YAMLBlock.Member("requestBody", .mapping(members), "in \(body.present) of \(body.count)\(left)")
  }
}

extension QueryDraft {
  func block(of count: Int, _ version: OpenAPIVersion) -> YAMLBlock {
    let evidence = "in \(present) of \(count)"
    return YAMLBlock.parameter(
      name, in: "query", isRequired: false, isList: isList, evidence: evidence, self.evidence, version)
  }
}

extension ResponseDraft {
  func member(_ status: Int, _ version: OpenAPIVersion) -> YAMLBlock.Member {
    var members = [YAMLBlock.Member("description", text: StatusText.text(status))]
    if !headers.fields.isEmpty {
      let fields = headers.fields.map { $0.member(of: body.count, version) }
      members.append(YAMLBlock.Member("headers", .mapping(fields)))
    }
    if !body.content.isEmpty { members.append(YAMLBlock.Member("content", body.block(version))) }
    return YAMLBlock.Member(String(status), .mapping(members), YAMLBlock.interactions(body.count))
  }
}

extension BodyDraft {
  func block(_ version: OpenAPIVersion) -> YAMLBlock { .mapping(content.map { $1.member($0, version) }) }
}

extension ContentDraft {
  func member(_ mediaType: String, _ version: OpenAPIVersion) -> YAMLBlock.Member {
    var evidence = "\(count) bod\(count == 1 ? "y" : "ies")"
    if unreadable > 0 { evidence += ", \(unreadable) not JSON" }
    guard let schema else { return YAMLBlock.Member(mediaType, .mapping([]), evidence) }
    return YAMLBlock.Member(mediaType, .mapping([YAMLBlock.Member("schema", schema.block(version))]), evidence)
  }

  /// Nil where nothing is known of what is in the bodies.
  var schema: InferredSchema? { evidence.count > 0 ? InferredSchema(evidence) : nil }
}

extension YAMLBlock {
  fileprivate static func interactions(_ count: Int) -> String { "\(count) interaction\(count == 1 ? "" : "s")" }

  static func parameter(
    _ name: String, in location: String, isRequired: Bool, isList: Bool = false, evidence: String,
    _ values: SchemaEvidence, _ version: OpenAPIVersion
  ) -> YAMLBlock {
    var members = [Member("name", .scalar(.string(name)), evidence), Member("in", text: location)]
    if isRequired { members.append(Member("required", .scalar(true))) }
    let schema = InferredSchema(values.asParameter, named: name).block(version)
    let list = YAMLBlock.mapping([Member("type", text: "array"), Member("items", schema)])
    members.append(Member("schema", isList ? list : schema))
    return .mapping(members)
  }
}

extension SchemaEvidence {
  /// Of a parameter that is not always a number or always a boolean it is known that it is text.
  var asParameter: SchemaEvidence { kinds > 1 ? SchemaEvidence.text : self }

  /// The same of a header field. What has a point in it is a version: `1.10` is not `1.1`.
  var asHeader: SchemaEvidence { fractions > 0 ? SchemaEvidence.text : asParameter }

  /// Of any text.
  private static var text: SchemaEvidence {
    var text = SchemaEvidence()
    text.add(parameter: "")
    return text
  }
}
