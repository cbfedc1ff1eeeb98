public import JSONModel

/// All that a schema has to say against a value: what it does not allow, and what it does not describe.
public struct SchemaInspection: Hashable, Sendable {
  /// As `Schema.check` gives them.
  public var violations: [SchemaViolation] = []
  /// Members that no schema that applies describes, in objects whose members schemas name, in the order of the text. A
  /// schema that says what further members are (`additionalProperties`, also where that is true) describes them all.
  public var undescribed: [UndescribedMember] = []
  /// What does not make the value invalid: formats and contents that do not fit, where `SchemaOptions.formats` is `noted`,
  /// and members of the other direction.
  public var notes: [SchemaNote] = []

  public init(violations: [SchemaViolation] = []) { self.violations = violations }

  public var isEmpty: Bool { violations.isEmpty && undescribed.isEmpty && notes.isEmpty }
}

/// A member that no schema describes.
public struct UndescribedMember: Hashable, Sendable {
  public let name: String
  /// Of the name, with the pointer to the value.
  public let value: SourcePlace
  /// What names the object's other members, in the schema's document.
  public let schema: SourcePlace
}

public struct SchemaNote: Hashable, Sendable {
  /// `format`, `contentEncoding`, `contentMediaType`, `readOnly` or `writeOnly`.
  public let keyword: String
  /// The keyword's value, where that is text.
  public let text: String?
  public let value: SourcePlace
  public let schema: SourcePlace
}

extension Schema {
  /// What the schema does not allow and what it does not describe, in the same pass for a value that it allows.
  public func inspect(_ value: JSONCursor, limit: Int = 1_000) -> SchemaInspection {
    let (isValid, described, stop) = describedVerdict(value)
    var inspection = SchemaInspection()
    if isValid {
      inspection.undescribed = undescribed(in: value, described, limit)
      if !described.notes.isEmpty { inspection.notes = notes(described, value, limit) }
      return inspection
    }
    let recorded = trace(value, Inspecting.self)
    inspection.violations = violations(of: value, recorded, stop, limit)
    if recorded.stop == nil {
      inspection.undescribed = undescribed(in: value, recorded.described, limit)
      inspection.notes = notes(recorded.described, value, limit)
    }
    return inspection
  }

  private func describedVerdict(
    _ value: JSONCursor
  ) -> (isValid: Bool, described: DescribedMembers, stop: ExecutionStop?) {
    value.withRawNodes { nodes, bytes in
      let count = nodes.count
      guard let nodes = nodes.baseAddress, let bytes = bytes.baseAddress else {
        return (false, DescribedMembers(), nil)
      }
      var execution = Execution<Describing>(
        program.view, nodes, bytes, maxSteps: options.maxSteps, maxDepth: options.maxDepth)
      execution.described = DescribedMembers(nodes: count)
      let isValid = execution.run(entry, value.ordinal, -1)
      return (
        isValid && execution.stop == nil && execution.unresolved == 0, execution.described, execution.stop
      )
    }
  }

  /// The keys that nobody describes, in objects whose members are named, each with its object.
  private func undescribedKeys(
    _ value: JSONCursor, _ described: DescribedMembers, _ limit: Int
  ) -> [(key: Int, object: Int)] {
    let object = UInt32(JSONKind.object.rawValue)
    return value.withRawNodes { nodes, _ in
      described.said.withUnsafeBufferPointer { said in
        var found: [(key: Int, object: Int)] = []
        for node in value.ordinal..<value.endOrdinal where said[node] != 0 && nodes[node].rawKind == object {
          var key = node + 1
          for _ in 0..<nodes[node].count {
            if said[key] == 0, found.count < limit { found.append((key, node)) }
            key = Int(nodes[key + 1].next)
          }
        }
        return found
      }
    }
  }

  private func undescribed(
    in value: JSONCursor, _ described: DescribedMembers, _ limit: Int
  ) -> [UndescribedMember] {
    let ways = WayMemo()
    return undescribedKeys(value, described, limit).map { key, object in
      let name = value.other(key)
      return UndescribedMember(
        name: name.string ?? "",
        value: SourcePlace(
          value.source, name.position, pointer: ways.place(of: value.other(key + 1), in: WayMemo.instance).pointer),
        schema: sourcePlace(described.said[object] - 1))
    }
  }

  private func notes(_ described: DescribedMembers, _ value: JSONCursor, _ limit: Int) -> [SchemaNote] {
    var seen: Set<SchemaNote> = []
    let ways = WayMemo()
    return described.notes.prefix(limit).compactMap { note in
      let place = cursor(note.place)
      let keyword = traced.program.places[Int(note.place)].keyword?.name ?? ""
      let made = SchemaNote(
        keyword: keyword, text: place.string, value: ways.place(of: value.other(Int(note.node)), in: WayMemo.instance),
        schema: sourcePlace(note.place))
      return seen.insert(made).inserted ? made : nil
    }
  }
}

extension Schema {
  /// A schema at a place of a document that the registry has under a URI.
  public static func compile(
    at place: JSONCursor, ofDocument uri: String, in registry: SchemaRegistry, options: SchemaOptions = SchemaOptions()
  ) throws(SchemaProblem) -> Schema {
    let index = try registry.complete()
    guard let resource = index.byURI[URIReference(uri).document.text] else {
      throw SchemaProblem(.unknownDocument(uri), at: place.place)
    }
    return try Schema(index, SchemaLocation(document: index.resources[resource].document, node: place.ordinal), options)
  }
}

extension Schema {
  /// The schemas that were compiled for it, itself among them: each document's number in the order in which the registry
  /// got them, and the schema's place there.
  package var parts: [(document: Int, node: Int)] {
    traced.program.blocks.map { block in
      let place = traced.program.places[Int(block.place)]
      return (Int(place.document), Int(place.node))
    }
  }
}
