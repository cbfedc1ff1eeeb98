import JSONModel

/// Makes a program of a schema and of all schemas that it refers to.
///
/// It doesn't go from schema to schema by recursion: a schema that another names gets a number, and its turn later.
struct SchemaCompiler {
  var index: SchemaIndex
  let options: SchemaOptions
  var program = Program()
  private var numbers: [SchemaLocation: UInt32] = [:]
  private var pending: [(number: UInt32, location: SchemaLocation)] = []
  /// Of the index, by the program's numbers.
  private(set) var resources: [Int] = []
  private var resourceNumbers: [Int: UInt16] = [:]
  /// Patterns are alike in many places. By their code units: a `String` is equal to others that no pattern takes for it.
  var patternNumbers: [JSONString: UInt32] = [:]
  /// Of all patterns, compiled.
  var patternBytes = 0
  var dynamicNumbers: [DynamicKey: UInt32] = [:]
  /// Of the schemas that were asked.
  var directionMarks: [SchemaLocation: DirectionMark] = [:]
  /// Where a direction is checked: the schema whose `allOf`, `anyOf` or `oneOf` has another one.
  private(set) var owners: [SchemaLocation: SchemaLocation] = [:]
  /// Spent in search of `readOnly` and `writeOnly`.
  var looks = 0

  struct DynamicKey: Hashable {
    let name: String
    let fallback: UInt32
  }

  init(_ index: SchemaIndex, _ options: SchemaOptions) {
    (self.index, self.options) = (index, options)
  }

  /// And the blocks, those first that apply to the same value as others.
  mutating func compile(_ location: SchemaLocation) throws(SchemaProblem) -> (Program, order: [Int]) {
    program.entry = try block(location)
    try finishPending()
    while try addDynamicTargets() { try finishPending() }
    program.resourceCount = resources.count
    return (program, try order())
  }

  private mutating func finishPending() throws(SchemaProblem) {
    while let (number, location) = pending.popLast() { try compile(location, as: number) }
  }

  /// The number of a schema's block, which may be compiled later.
  mutating func block(_ location: SchemaLocation) throws(SchemaProblem) -> UInt32 {
    if let number = numbers[location] { return number }
    let number = UInt32(program.blocks.count)
    guard program.blocks.count < options.maxParts else {
      throw SchemaProblem(.tooLarge(limit: options.maxParts), at: index.cursor(location.document, location.node).place)
    }
    numbers[location] = number
    program.blocks.append(Block())
    pending.append((number, location))
    return number
  }

  /// The block of a schema inside a keyword's value.
  mutating func block(_ schema: JSONCursor, in keyword: Keyword, of outer: SchemaKeywords) throws(SchemaProblem)
    -> UInt32
  {
    let takesBool =
      outer.dialect.hasBooleanSchemas || keyword == .additionalProperties || keyword == .additionalItems
    guard schema.kind == .object || (schema.kind == .bool && takesBool) else {
      if options.references == .mayLeadNowhere { return brokenBlock(schema, outer) }
      if keyword == .items, schema.kind == .array {
        let isNew = outer.dialect.draft == .year2020
        throw outer.bad(.items, "one schema" + (isNew ? "; a list of them is \"prefixItems\" in this dialect" : ""))
      }
      throw SchemaProblem(.notASchema(schema.kind), at: schema.place)
    }
    return try block(SchemaLocation(document: outer.document, node: schema.ordinal))
  }

  /// What stands where a schema must be and is none: no value is known to fit.
  private mutating func brokenBlock(_ value: JSONCursor, _ outer: SchemaKeywords) -> UInt32 {
    let number = UInt32(program.blocks.count)
    var block = Block()
    block.place = place(value, outer.document)
    block.typePlace = block.place
    program.blocks.append(block)
    var draft = BlockDraft(block, of: program)
    draft.all = [Instruction(operation: .unresolved, place: place(value, outer.document, .ref))]
    draft.write(to: &program, as: Int(number))
    return number
  }

  /// Blocks of the schemas in an array, in the program's lists.
  mutating func blocks(
    _ keyword: Keyword, of outer: SchemaKeywords
  ) throws(SchemaProblem) -> (from: UInt32, to: UInt32)? {
    guard let value = outer[keyword] else { return nil }
    guard value.kind == .array, value.count > 0 || keyword == .items else {
      throw outer.bad(keyword, "an array of one or more schemas")
    }
    var list: [UInt32] = []
    for element in value.elements {
      list.append(try block(element, in: keyword, of: outer))
      guard options.direction != nil, [.allOf, .anyOf, .oneOf].contains(keyword) else { continue }
      owners[SchemaLocation(document: outer.document, node: element.ordinal)] =
        SchemaLocation(document: outer.document, node: outer.schema.ordinal)
    }
    let from = UInt32(program.lists.count)
    program.lists += list
    return (from, UInt32(program.lists.count))
  }

  mutating func place(_ keyword: Keyword, of keywords: SchemaKeywords) -> UInt32 {
    place(keywords[keyword] ?? keywords.schema, keywords.document, keyword)
  }

  mutating func place(_ value: JSONCursor, _ document: Int, _ keyword: Keyword? = nil) -> UInt32 {
    program.places.append(ProgramPlace(document: UInt32(document), node: UInt32(value.ordinal), keyword: keyword))
    return UInt32(program.places.count - 1)
  }

  private mutating func compile(_ location: SchemaLocation, as number: UInt32) throws(SchemaProblem) {
    try index.enter(location.node, in: location.document)
    let schema = index.cursor(location.document, location.node)
    let resource = index.resource(of: location.node, in: location.document)
    var block = Block()
    block.place = place(schema, location.document)
    block.typePlace = block.place
    block.resource = try programResource(resource, at: schema)
    switch schema.kind {
    case .bool: if schema.bool == false { block.kinds = 0 }
    case .object:
      let keywords = try SchemaKeywords(
        schema, document: location.document, resource: resource, dialect: index.resources[resource].dialect)
      try setKinds(keywords, &block)
      try compile(keywords, block, as: Int(number))
      return
    default: throw SchemaProblem(.notASchema(schema.kind), at: schema.place)
    }
    program.blocks[Int(number)] = block
  }

  private mutating func programResource(_ resource: Int, at schema: JSONCursor) throws(SchemaProblem) -> UInt16 {
    if let number = resourceNumbers[resource] { return number }
    guard resources.count < 65_535 else { throw SchemaProblem(.tooLarge(limit: 65_535), at: schema.place) }
    let number = UInt16(resources.count)
    resourceNumbers[resource] = number
    resources.append(resource)
    return number
  }

  private mutating func compile(
    _ keywords: SchemaKeywords, _ block: Block, as number: Int
  ) throws(SchemaProblem) {
    var draft = BlockDraft(block, of: program)
    draft.numbers = try numberChecks(keywords)
    draft.strings = try stringChecks(keywords) + contentAnnotations(keywords)
    draft.arrays = try arrayChecks(keywords)
    draft.objects = try objectChecks(keywords)
    draft.all = try choiceChecks(keywords)
    draft.all += try referenceChecks(keywords)
    draft.all += try combinationChecks(keywords)
    draft.all += annotations(keywords)
    draft.last = try unevaluatedChecks(keywords)
    draft.write(to: &program, as: number)
  }
}
