public import JSONModel

/// A JSON Schema, compiled: all that it refers to is resolved.
///
/// It is compiled once and can then check values on several threads at the same time. Of a key that stands several times
/// in an object each value is checked.
public struct Schema: Sendable {
  /// Gives verdicts.
  let program: ProgramStorage
  /// Says what fails, and where.
  let traced: ProgramStorage
  let index: SchemaIndex
  let options: SchemaOptions
  /// The block to begin with.
  private(set) var entry: UInt32

  /// A document that is a schema, or that has one at a place.
  ///
  /// - Parameters:
  ///   - uri: what relative references begin with, and what other documents call this one. Nil where neither is needed.
  ///   - pointer: leads to the schema; the document itself is the default.
  ///   - registry: the documents that references may lead to. None is ever fetched.
  ///   - dialect: where neither `$schema` nor an OpenAPI document's version says one.
  public static func compile(
    _ document: JSONDocument, uri: String? = nil, at pointer: JSONPointer = JSONPointer(),
    in registry: SchemaRegistry = SchemaRegistry(), dialect: SchemaDialect = .draft2020,
    options: SchemaOptions = SchemaOptions()
  ) throws(SchemaProblem) -> Schema {
    var index = try registry.complete()
    let root = try index.add(document.root, uri: uri, dialect: dialect)
    let number = index.resources[root].document
    guard let schema = document.root.resolve(pointer) else {
      throw SchemaProblem(.missingReference("#\(pointer)"), at: document.root.nearest(to: pointer).place)
    }
    return try Schema(index, SchemaLocation(document: number, node: schema.ordinal), options)
  }

  /// A schema in a document of the registry: `https://example.com/api.yaml#/components/schemas/customer`.
  public static func compile(
    _ reference: String, in registry: SchemaRegistry, options: SchemaOptions = SchemaOptions()
  ) throws(SchemaProblem) -> Schema {
    var index = try registry.complete()
    let target = try index.target(of: reference)
    return try Schema(index, SchemaLocation(document: target.document, node: target.node), options)
  }

  init(_ index: SchemaIndex, _ location: SchemaLocation, _ options: SchemaOptions) throws(SchemaProblem) {
    var compiler = SchemaCompiler(index, options)
    let (program, order) = try compiler.compile(location)
    traced = ProgramStorage(program)
    self.program = ProgramStorage(ProgramInliner.inlined(program, in: order))
    (self.index, self.options, entry) = (compiler.index, options, program.entry)
  }

  /// One of the schemas that were compiled for it, by its number in `parts`. Nil where the way to it matters.
  package func part(_ number: Int) -> Schema? {
    guard traced.program.dynamics.isEmpty, traced.program.blocks.indices.contains(number) else { return nil }
    var part = self
    part.entry = UInt32(number)
    return part
  }

  /// Whether the value satisfies the schema. False too where finding out exceeds a limit; `check` says so.
  public func isValid(_ value: JSONCursor) -> Bool { verdict(value).isValid }

  /// `failed`: the last value that did not fit something; not always where the verdict comes from.
  func verdict(_ value: JSONCursor) -> (isValid: Bool, stop: ExecutionStop?, failed: Int) {
    value.withRawNodes { nodes, bytes in
      guard let nodes = nodes.baseAddress, let bytes = bytes.baseAddress else { return (false, nil, 0) }
      var execution = Execution<VerdictOnly>(
        program.view, nodes, bytes, maxSteps: options.maxSteps, maxDepth: options.maxDepth)
      let isValid = execution.run(entry, value.ordinal, -1)
      return (isValid && execution.stop == nil && execution.unresolved == 0, execution.stop, execution.failed)
    }
  }
}
