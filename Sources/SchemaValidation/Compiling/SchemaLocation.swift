import JSONModel

/// A schema in one of the documents.
struct SchemaLocation: Hashable, Sendable {
  let document: Int
  let node: Int
}

/// The keywords of one schema, each with its value.
struct SchemaKeywords {
  let schema: JSONCursor
  let document: Int
  let resource: Int
  let dialect: SchemaDialect
  private var values = [JSONCursor?](repeating: nil, count: Keyword.allCases.count)
  private(set) var unknown: [JSONMember] = []
  /// In the order of the text.
  private(set) var order: [Keyword] = []

  init(_ schema: JSONCursor, document: Int, resource: Int, dialect: SchemaDialect) throws(SchemaProblem) {
    (self.schema, self.document, self.resource, self.dialect) = (schema, document, resource, dialect)
    for member in schema.members {
      guard let keyword = dialect.keyword(member.key.text) else {
        unknown.append(member)
        continue
      }
      if self[keyword] != nil { throw SchemaProblem(.repeatedKeyword(keyword.name), at: member.keyPlace) }
      values[Int(keyword.rawValue)] = member.value
      order.append(keyword)
    }
    if dialect.refHidesOthers, let reference = self[.ref] {
      for keyword in order { values[Int(keyword.rawValue)] = nil }
      values[Int(Keyword.ref.rawValue)] = reference
      (order, unknown) = ([.ref], [])
    }
  }

  subscript(_ keyword: Keyword) -> JSONCursor? { values[Int(keyword.rawValue)] }

  func bad(_ keyword: Keyword, _ expected: String) -> SchemaProblem {
    SchemaProblem(.badKeyword(keyword.name, expected: expected), at: (self[keyword] ?? schema).place)
  }

  /// A whole number that isn't negative; one too large to matter is cut.
  func size(_ keyword: Keyword) throws(SchemaProblem) -> UInt32? {
    guard let value = self[keyword] else { return nil }
    guard let number = value.number, number.isInteger, !(number.text.hasPrefix("-") && number.int != 0) else {
      throw bad(keyword, "a whole number of 0 or more")
    }
    return UInt32(min(number.int ?? .max, Int(UInt32.max) - 1))
  }

  func bool(_ keyword: Keyword) throws(SchemaProblem) -> Bool? {
    guard let value = self[keyword] else { return nil }
    guard let bool = value.bool else { throw bad(keyword, "true or false") }
    return bool
  }

  func text(_ keyword: Keyword) throws(SchemaProblem) -> String? {
    guard let value = self[keyword] else { return nil }
    guard let text = value.string else { throw bad(keyword, "a string") }
    return text
  }

  func object(_ keyword: Keyword) throws(SchemaProblem) -> JSONCursor.Members? {
    guard let value = self[keyword] else { return nil }
    guard value.kind == .object else { throw bad(keyword, "an object") }
    if value.repeatedMember != nil { throw bad(keyword, "an object without duplicate keys") }
    return value.members
  }

  /// The texts of an array.
  func names(_ value: JSONCursor, of keyword: Keyword) throws(SchemaProblem) -> [[UInt8]] {
    guard value.kind == .array else { throw bad(keyword, "an array of strings") }
    var names: [[UInt8]] = []
    for element in value.elements {
      guard let text = element.jsonString else {
        throw SchemaProblem(.badKeyword(keyword.name, expected: "an array of strings"), at: element.place)
      }
      names.append(text.codeUnits)
    }
    return names
  }
}
