/// A schema that holds for all values that were seen, and says no more than they show.
public struct InferredSchema: Sendable {
  /// A type as schemas name it.
  public enum ValueType: String, CaseIterable, Hashable, Sendable {
    case object, array, string, integer, number, boolean, null
  }

  public struct Property: Sendable {
    public let name: String
    /// In how many of the objects it was, and how many objects there were.
    public let present: Int, objects: Int
    public let schema: InferredSchema
    /// It was in each object.
    public var isRequired: Bool { present == objects }
  }

  /// Empty where nothing was seen; such a schema allows anything.
  public let types: [ValueType]
  /// Nil where strings are in no format, or not all in the same.
  public let format: String?
  /// The strings of an `enum`; empty where there is none. Where `types` has null, null belongs to it.
  public let values: [String]
  /// In the order in which they came.
  public let properties: [Property]
  /// Of members whose names are data.
  public var others: InferredSchema? { othersBox.first }
  /// Nil too where all arrays were empty.
  public var items: InferredSchema? { itemsBox.first }
  public let facts: Facts

  private let othersBox: [InferredSchema], itemsBox: [InferredSchema]

  /// What was counted.
  public struct Facts: Hashable, Sendable {
    public let count: Int, nulls: Int
    /// Of strings and numbers; nil where there were none.
    public let distinct: DistinctCount?
    /// The one that all strings are, where it may be shown.
    public let onlyValue: String?
    /// Objects or arrays that are not described, because they are deeper than is followed.
    public let isCut: Bool
  }

  /// `name`: of the member whose values they are; what it says decides whether values may be listed.
  public init(_ evidence: SchemaEvidence, named name: String = "") {
    self.init(evidence, named: name, hidesValues: false)
  }

  /// Whether what is inside a member with this name is the users' own, whatever it is called.
  public static func hidesValues(inside name: String) -> Bool { MemberName(name).isCustom }

  /// `hidesValues`: the values are the users' own, whatever they are called.
  public init(_ evidence: SchemaEvidence, named name: String, hidesValues: Bool) {
    let hidesValues = hidesValues || MemberName(name).isCustom
    types = evidence.types
    let isText = evidence.texts.count > 0 && evidence.kinds == 1
    format = evidence.texts.format
    values = isText && !hidesValues ? evidence.texts.enumeration(of: name) ?? [] : []
    if evidence.looksLikeMap {
      properties = []
      var all = evidence.others ?? SchemaEvidence()
      for member in evidence.members { all.merge(member.evidence) }
      othersBox = [InferredSchema(all, named: "", hidesValues: true)]
    } else {
      properties = evidence.members.map { member in
        let schema = InferredSchema(member.evidence, named: member.name, hidesValues: hidesValues)
        return Property(name: member.name, present: member.present, objects: evidence.objects, schema: schema)
      }
      othersBox = evidence.others.map { [InferredSchema($0, named: "", hidesValues: true)] } ?? []
    }
    itemsBox = evidence.items.map { [InferredSchema($0, named: name, hidesValues: hidesValues)] } ?? []
    facts = Facts(evidence, isText && !hidesValues ? evidence.texts.values(of: name) : nil)
  }
}

extension InferredSchema.Facts {
  /// `values`: all strings that there were, where they may be shown.
  fileprivate init(_ evidence: SchemaEvidence, _ values: [String]?) {
    (count, nulls, isCut) = (evidence.count, evidence.nulls, evidence.isCut)
    let hasTexts = evidence.texts.count > 0, hasNumbers = evidence.integers + evidence.fractions > 0
    distinct = hasTexts ? evidence.texts.distinct : hasNumbers ? evidence.numbers : nil
    onlyValue = values?.count == 1 ? values?.first : nil
  }
}

extension SchemaEvidence {
  /// In the order of `InferredSchema.ValueType`. Numbers are integers where all are.
  public var types: [InferredSchema.ValueType] {
    InferredSchema.ValueType.allCases.filter { type in
      switch type {
      case .object: objects > 0
      case .array: arrays > 0
      case .string: texts.count > 0
      case .integer: integers > 0 && fractions == 0
      case .number: fractions > 0
      case .boolean: booleans > 0
      case .null: nulls > 0
      }
    }
  }

  /// Fewer different names are not many.
  private static let fewMembers = 12

  /// Whether members are named by data although no single name looks like it: many different ones with values of one
  /// shape, each in few of the objects.
  public var looksLikeMap: Bool {
    guard !isMap, members.count >= SchemaEvidence.fewMembers, objects >= 3 else { return isMap }
    let present = members.reduce(0) { $0 + $1.present }
    guard present * 4 <= members.count * objects, let first = members.first else { return false }
    return members.allSatisfy { $0.evidence.hasShape(of: first.evidence) }
  }

  private func hasShape(of other: SchemaEvidence) -> Bool {
    guard kinds == 1, other.kinds == 1 else { return false }
    if objects > 0 {
      let names = Set(members.map(\.name))
      return other.objects > 0 && other.members.count { names.contains($0.name) } * 2 >= names.count
    }
    return types.filter { $0 != .null } == other.types.filter { $0 != .null }
  }
}
