import HTTPModel
import JSONModel
import SchemaValidation

/// What was seen of the header fields of messages at one place.
struct HeadersDraft: Sendable {
  struct Field: Sendable {
    /// As it was spelled first.
    let name: String
    /// In how many messages it was.
    var present = 0
    var evidence = SchemaEvidence()
  }

  /// In the order in which they came.
  private(set) var fields: [Field] = []
  private static let maxFields = 200

  mutating func add(_ headers: HeaderFields, _ filter: HeaderFilter) {
    var told: Set<String> = []
    for field in headers where filter.describes(field.name) {
      let name = field.name.lowercased()
      guard told.insert(name).inserted else { continue }
      let index = fields.firstIndex { $0.name.lowercased() == name }
      if index == nil, fields.count >= HeadersDraft.maxFields { continue }
      if index == nil { fields.append(Field(name: field.name)) }
      let place = index ?? fields.count - 1
      fields[place].present += 1
      fields[place].evidence.add(parameter: headers.all(field.name).joined(separator: ","))
    }
  }
}

extension HeadersDraft.Field {
  /// Values are somebody's, whatever the field is called.
  func schema(_ version: OpenAPIVersion) -> YAMLBlock {
    InferredSchema(evidence.asHeader, named: name, hidesValues: true).block(version)
  }

  /// In a response.
  func member(of count: Int, _ version: OpenAPIVersion) -> YAMLBlock.Member {
    YAMLBlock.Member(name, .mapping([YAMLBlock.Member("schema", schema(version))]), "\(present) of \(count)")
  }

  /// In a request.
  func parameter(of count: Int, _ version: OpenAPIVersion) -> YAMLBlock {
    .mapping([
      YAMLBlock.Member("name", .scalar(.string(name)), "in \(present) of \(count)"),
      YAMLBlock.Member("in", text: "header"), YAMLBlock.Member("schema", schema(version)),
    ])
  }
}
